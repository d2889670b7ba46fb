"""What the database holds becomes places, in a number of queries that never grows."""

import datetime

import pytest
from django.utils import timezone

from clinic import scope
from intake import actions, consenting, screening, today
from intake.body import zones
from intake.gate import flagging, meaning, places, standing
from intake.models import Question, RuleChange
from intake.models.consent import Choice, Kind
from tests.build import a_client, a_user, a_visit
from tests.intake.build import (
    a_started_intake,
    a_submitted_intake,
    as_link,
    decide,
    fill,
    observed,
)
from tests.intake.build_letters import a_clearance
from tests.intake.build_standing import details

pytestmark = pytest.mark.django_db
NOW = timezone.now()
Z2, Z3 = "Z2_abd_lower", "Z3_iliac_fossa"
TRANSPLANT = details(kidney="transplant", side="left", pd_catheter=False)


@pytest.fixture
def me():
    return a_user()


def read(client_id, me, **more):
    with scope.acting_as(scope.staff(me)):
        return places.places(client_id, **more)


def closed(found):
    return {place for place, row in found.items() if not row.level}


def both(*found):
    return {(zone, side) for zone in found for side in zones.SIDES}


def test_a_client_without_an_intake(me, django_assert_num_queries):
    client = a_client(me)
    with scope.acting_as(scope.staff(me)), django_assert_num_queries(7):
        found = places.places(client.pk)
    assert found["Z1_abd_upper", "left"].binds == "There is no intake yet."
    assert len(closed(found)) == 20  # nothing is agreed to either


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_number_of_queries_never_grows(me, rounds, django_assert_num_queries):
    client = a_client(me)
    for _round in range(rounds):
        intake = a_submitted_intake(client, therapist=me, CV05="yes", CA02="yes")
        a_clearance(intake, me)
        decide(
            intake, me, outcome="with_changes", conditions="Light", reason="The letter is here." * 2
        )
    with scope.acting_as(scope.staff(me)), django_assert_num_queries(7):
        places.places(client.pk)


def test_a_sent_intake_with_nothing_in_the_way(me):
    intake = a_submitted_intake(therapist=me)
    found = read(intake.client_id, me)
    assert closed(found) == set()
    assert found[Z3, "left"].level == 2  # level 2 in general, and until the client says more
    assert found.standing.facts == meaning.Facts(intake.client.age_on(timezone.localdate()))


def test_the_decision_and_the_letter_count_while_they_are_in_force(me):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    assert closed(read(intake.client_id, me)) == both(*zones.DIRECT)
    a_clearance(intake, me)
    assert closed(read(intake.client_id, me)) == set()
    late = NOW + datetime.timedelta(days=181)
    assert closed(read(intake.client_id, me, now=late)) == both(*zones.DIRECT)
    decide(intake, me, outcome="hold", conditions="Waiting")
    assert len(closed(read(intake.client_id, me))) == 20
    observed(intake, me, "AL01")
    found = read(intake.client_id, me)  # a newer answer ends the decision, and opens nothing
    assert len(closed(found)) == 20
    assert found[Z3, "left"].binds == "Decided before: hold. Decide again."


def test_what_is_agreed_to_at_the_visit_counts(me):
    intake = a_submitted_intake(therapist=me)
    visit = a_visit(intake.client, me)
    with scope.acting_as(scope.staff(me)):
        consenting.decide_at_visit(visit, Kind.GLUTEAL, Choice.WITHDRAWN, by=me)
        assert closed(places.places(intake.client_id, visit=visit)) == both("Z10_glute_sacrum")
        consenting.decide_at_visit(visit, Kind.GLUTEAL, Choice.GIVEN, by=me)
        known = standing.of(intake.client_id, visit=visit)
    assert known.agreed_here(Kind.GLUTEAL)
    assert not known.agreed_here(Kind.GROIN)


def test_a_donor_kidney_is_remembered_across_forms(me):
    client = a_client(me)
    a_submitted_intake(client, therapist=me, UR04=("yes", "", TRANSPLANT))
    assert closed(read(client.pk, me)) == {(Z2, "left"), (Z3, "left")}
    second = a_submitted_intake(client, therapist=me)
    assert closed(read(client.pk, me)) == {(Z2, "left"), (Z3, "left")}
    observed(second, me, "UR04", "no")
    assert closed(read(client.pk, me)) == {(Z2, "left"), (Z3, "left")}
    observed(second, me, "UR04", "no", corrects=True)
    assert closed(read(client.pk, me)) == set()


def test_a_slip_before_sending_is_not_remembered(me):
    intake = a_started_intake(therapist=me)
    kidney = Question.objects.get(version=screening.LATEST, code="UR04")
    with as_link(intake):
        actions.answer(intake, kidney, "yes", details=TRANSPLANT)
    assert (Z2, "left") in closed(read(intake.client_id, me))
    fill(intake)
    with as_link(intake):
        actions.submit(intake, "Sample Signer")
    assert closed(read(intake.client_id, me)) == set()


def test_a_change_of_the_rules_counts_and_is_named(me):
    intake = a_submitted_intake(therapist=me, NE03="yes")
    facts = {"code": "NE03", "changed_by": me, "changed_at": NOW, "reason": "Falls"}
    with scope.acting_as(scope.staff(me)):
        RuleChange.objects.create(severity="S", zones=["Z9_hip_lateral_ant"], **facts)
        last = RuleChange.objects.create(severity="S", zones=["Z8_lumbar_post"], **facts)
        found = places.places(intake.client_id)
        assert meaning.version() == found.rules == f"2026-11-27 + change {last.pk}"
    assert closed(found) == both("Z8_lumbar_post")


def test_nobody_else_reads_it(me):
    intake = a_submitted_intake(therapist=me, CV03="yes")
    found = read(intake.client_id, a_user())
    assert found.standing.answers == ()
    assert closed(found) >= both(*zones.DIRECT)


def test_the_questions_of_a_visit(me, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = today.questions()
    rows = [row for group in found for row in group["questions"]]
    assert [group["code"] for group in found][:3] == ["now_pain", "now_body", "now_private"]
    assert {row.code for row in rows} == today.codes()
    assert [row.code for row in rows if row.observed] == ["RF09"]
    assert [row.code for row in rows if row.if_raised] == ["RF19"]
    assert all(row.version == "2026-11-27" for row in rows)
    assert all(row.private == group["private"] for group in found for row in group["questions"])


@pytest.mark.parametrize("version", ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"])
def test_the_table_in_the_database_is_the_file(version):
    rows = {row.code: row for row in Question.objects.filter(version=version)}
    assert list(rows) == list(screening.rows(version))
    for code, row in rows.items():
        known = flagging.question(version, code, row.pk)
        names = [field.attname for field in Question._meta.fields]
        assert {name: getattr(known, name) for name in names} == {
            name: getattr(row, name) for name in names
        }
