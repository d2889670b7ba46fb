"""The two doors for the floor above."""

import datetime
import json

import pytest
from django.utils import timezone

from intake import actions, consenting, sheet, summary
from intake.body import zones
from intake.gate import limits
from intake.models.consent import AREAS, Choice, Kind
from tests import build
from tests.intake.build import (
    a_reviewed_intake,
    a_started_intake,
    a_submitted_intake,
    an_intake,
    as_link,
    asked_today,
    decide,
    observed,
    question,
    said_at,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
REASON = "The doctor agreed in a letter of 3 March."
BELLY = [
    "Z1_abd_upper",
    "Z2_abd_lower",
    "Z3_iliac_fossa",
    "Z4_inguinal",
    "Z5_femoral_tendon",
    "Z6_lesser_troch",
    "Z7_costal_margin",
]


@pytest.fixture
def me():
    return build.a_user()


def test_a_decision_counts_until_it_expires(me, as_staff):
    now = timezone.now()
    intake = a_reviewed_intake(therapist=me, now=now)
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id, now + 365 * DAY) is not None
        assert summary.decision_in_force(intake.client_id, now + 366 * DAY) is None


def test_any_newer_answer_ends_a_decision(me, as_staff):
    intake = a_reviewed_intake(therapist=me)
    again = a_started_intake(intake.client, therapist=me)
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id) is not None
    with as_link(again):
        actions.answer(again, question("CV05"), "no")
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id) is None
        chips = summary.hints([intake.client_id])[intake.client_id]
    assert chips == [("quiet", "Intake started"), ("clay", "Answers changed: decide again")]


def closed(found):
    """The zones that are closed on both sides."""
    both = {}
    for place in found["places"].values():
        both.setdefault(place.zone, []).append(place.level == 0)
    return [zone for zone, sides in both.items() if all(sides)]


def test_limits_add_up(me, as_staff):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    with as_staff(me):
        found = summary.limits(intake.client_id)
    assert (found["felt_limit"], found["level_cap"]) == (5, 2)
    assert closed(found) == BELLY[:6]
    decide(intake, me, outcome="with_changes", conditions="Lighter", reason=REASON)
    with as_staff(me):
        assert closed(summary.limits(intake.client_id)) == []


def test_a_stop_locks_everything(me, as_staff):
    intake = a_submitted_intake(therapist=me, RF17="yes")
    with as_staff(me):
        assert len(closed(summary.limits(intake.client_id))) == 10


def test_no_abdominal_pressure_locks_the_belly_and_a_hold_everything(me, as_staff):
    intake = a_reviewed_intake(therapist=me, outcome="no_abdominal_pressure")
    with as_staff(me):
        found = summary.limits(intake.client_id)
    assert closed(found) == BELLY
    assert found["places"]["Z1_abd_upper", "left"].binds == "Decided: no abdominal pressure."
    decide(intake, me, outcome="hold", until=timezone.localdate() + DAY)
    with as_staff(me):
        assert len(closed(summary.limits(intake.client_id))) == 10


def test_everything_is_closed_before_anything_is_known(me, as_staff):
    client = build.a_client(me)
    with as_staff(me):
        found = summary.limits(client.pk)
    assert (found["felt_limit"], found["level_cap"], found["asked_at"]) == (None, None, None)
    assert len(closed(found)) == 10
    assert found["places"]["Z1_abd_upper", "left"].binds == "There is no intake yet."


def test_limits_and_card_share_one_reading(me, as_staff, django_assert_num_queries):
    intake = a_reviewed_intake(therapist=me)
    client = intake.client
    with as_staff(me), django_assert_num_queries(7):
        found = summary.limits(client.pk)
    with as_staff(me):
        summary.card(client, found=found)  # the words of the form are read once per process
    with as_staff(me), django_assert_num_queries(1):
        summary.card(client, found=found)


@pytest.mark.parametrize("kind", ["groin", "upper_inner_thigh", "gluteal"])
def test_some_areas_wait_for_a_signature_at_this_visit(me, as_staff, kind):
    intake = a_reviewed_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    asked_today(visit, me)
    decide(intake, me)
    zone = zones.BY_CONSENT[kind][0]
    with as_staff(me):
        before = summary.limits(intake.client_id, visit)["places"][zone, "left"]
        assert (before.level, "signed at every visit" in before.binds) == (0, True)
        consenting.decide_at_visit(visit, Kind(kind), Choice.GIVEN, by=me)
        assert summary.limits(intake.client_id, visit)["places"][zone, "left"].level > 0


def test_the_direct_zones_wait_for_todays_questions(me, as_staff):
    """Domain 3.1, "today" at every visit; before it nobody could have asked (13, rule 1)."""
    intake = a_reviewed_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    with as_staff(me):
        found = summary.limits(intake.client_id, visit)["places"]
        assert found["Z1_abd_upper", "left"].binds == "Ask today's questions first."
        assert found["Z8_lumbar_post", "left"].level > 0
        assert summary.limits(intake.client_id)["places"]["Z1_abd_upper", "left"].level > 0
    asked_today(visit, me)
    observed(intake, me, "RF06", "no")  # asked once more: it stays asked
    with as_staff(me):
        undecided = summary.limits(intake.client_id, visit)["places"]["Z1_abd_upper", "left"]
        assert undecided.binds == limits.UNDECIDED
    decide(intake, me)
    another = build.a_visit(intake.client, me, starts_at=visit.ends_at)
    with as_staff(me):
        found = summary.limits(intake.client_id, visit)
        assert found["asked_at"]
        assert found["places"]["Z1_abd_upper", "left"].level > 0
        there = summary.limits(intake.client_id, another)["places"]
        assert there["Z1_abd_upper", "left"].binds == "Ask today's questions first."


def test_hints_in_words_and_in_two_queries(me, as_staff, django_assert_num_queries):
    until = datetime.date(2026, 12, 3)
    rows = [
        (build.a_client(me).pk, [("quiet", "No intake yet")]),
        (an_intake(therapist=me).client_id, [("quiet", "Intake waiting")]),
        (a_started_intake(therapist=me).client_id, [("quiet", "Intake started")]),
        (
            an_intake(therapist=me, now=timezone.now() - 20 * DAY).client_id,
            [("quiet", "Intake link expired")],
        ),
        (a_submitted_intake(therapist=me).client_id, [("clay", "Intake to read")]),
        (a_reviewed_intake(therapist=me).client_id, [("good", "Go ahead")]),
        (
            a_reviewed_intake(therapist=me, outcome="hold", until=until).client_id,
            [("stop", "Hold until 3 Dec")],
        ),
    ]
    with as_staff(me), django_assert_num_queries(2):
        assert summary.hints([pk for pk, _ in rows]) == dict(rows)
    with as_staff(me), django_assert_num_queries(2):
        summary.hints([rows[0][0]])
    later = timezone.now() + 400 * DAY
    with as_staff(me):
        assert summary.hints([rows[5][0]], later) == {rows[5][0]: [("clay", "Decision expired")]}


def test_everything_stands_in_the_export(me, as_staff):
    intake = a_reviewed_intake(
        therapist=me,
        values={"AL01": ("yes", "nuts")},
        outcome="with_changes",
        conditions="No nut oil on the skin",
    )
    with as_staff(me):
        found = summary.everything(intake.client_id)
    json.dumps(found, default=str)
    assert [row["id"] for row in found["intakes"]] == [intake.pk]
    assert (len(found["answers"]), len(found["decisions"])) == (len(sheet.questions()), 1)
    assert [row["words"] for row in found["answers"] if row["answer"] == "yes"] == ["nuts"]
    assert {row["kind"] for row in found["consents"]} == set(AREAS)
    goals = {row["name"]: row["text"] for row in found["intakes"][0]["pages"]["goals"]}
    assert goals["goal"] == "Sit through a film again"


def test_consents_of_the_form_and_of_a_visit(me, as_staff):
    intake = a_submitted_intake(therapist=me, consents={Kind.CHEST: Choice.DECLINED})
    visit = build.a_visit(intake.client, me)
    with as_staff(me):
        assert consenting.agreed(intake.client_id)["chest"] == "declined"
        assert consenting.agreed(intake.client_id, visit) == {}
        row = consenting.decide_at_visit(visit, Kind.ABDOMEN, Choice.WITHDRAWN, by=me)
        assert consenting.agreed(intake.client_id, visit) == {"abdomen": "withdrawn"}
        assert consenting.agreed(intake.client_id)["abdomen"] == "withdrawn"
    assert (row.recorded_by, row.follows.kind) == (me, Kind.ABDOMEN)


def test_an_answer_at_a_visit_is_the_newest(me, as_staff):
    intake = a_reviewed_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    said_at(visit, me, "RF06")
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id) is None
        assert len(closed(summary.limits(intake.client_id))) == 10
