"""What a decision opens ends with it; what it forbids goes on binding until the next one."""

import datetime
import threading

import pytest
from django.db import connections
from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from intake import actions, card, headers
from intake.body import zones
from intake.gate import grounds, places, standing
from intake.models import Clearance, Decision, RuleChange
from tests import build
from tests.intake.build import (
    a_started_intake,
    a_submitted_intake,
    as_link,
    decide,
    observed,
    question,
    said_at,
)
from tests.intake.build_letters import GROIN, a_clearance

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
A_DAY = datetime.timedelta(days=1)
REASON = "Steady for months, and their doctor agrees."
WHY = "Say in at least 20 characters why it is safe all the same."
AGAIN = "Read the intake first."


@pytest.fixture
def me():
    return build.a_user()


def read(intake, me, **more):
    with scope.acting_as(scope.staff(me)):
        return places.places(intake.client_id, **more)


def closed(intake, me, **more):
    """The zones that are closed on one side at least."""
    return {zone for (zone, _side), place in read(intake, me, **more).items() if not place.level}


def waits(me, now=None):
    """What each sent intake needs."""
    with scope.acting_as(scope.staff(me)):
        return [
            row.needs for row in headers.waiting_for_decision(now).annotate(**headers.needs(now))
        ]


def shown(signed_in, me, intake):
    return signed_in(me).get(f"/intakes/{intake.pk}/review/").text


@pytest.mark.parametrize(
    ("outcome", "shut", "words"),
    [
        ("no_abdominal_pressure", zones.BELLY, "no abdominal pressure"),
        ("hold", zones.ALL, "hold"),
        ("not_suitable", zones.ALL, "not suitable"),
    ],
)
def test_a_restriction_binds_until_somebody_decides_again(me, signed_in, outcome, shut, words):
    intake = a_submitted_intake(therapist=me)
    decide(intake, me, outcome=outcome, conditions="Waiting", expires_on=TODAY + A_DAY)
    said = f"Decided before: {words}. Decide again."
    late = timezone.now() + 2 * A_DAY
    assert closed(intake, me, now=late) == set(shut)
    observed(intake, me, "AL01")
    found = read(intake, me)
    assert {zone for zone, _side in found if not found[zone, "left"].level} == set(shut)
    assert found["Z1_abd_upper", "left"].binds == said
    assert found.standing.decision is None
    assert (waits(me), said in shown(signed_in, me, intake)) == (["changed"], True)
    with scope.acting_as(scope.staff(me)):
        assert card.decision_row(found.standing)["text"].startswith(said)
    decide(intake, me, outcome="with_changes", conditions="No nut oil on the skin")
    assert closed(intake, me) == set()


def test_a_short_reason_opens_nothing_that_asks_for_a_clearance(me):
    intake = a_submitted_intake(therapist=me, MS01="yes")
    for outcome in ("go_ahead", "with_changes", "no_abdominal_pressure"):
        with pytest.raises(Refused, match=WHY):
            decide(intake, me, outcome=outcome, conditions="x", reason="ok " + " " * 30)
    row = decide(intake, me, outcome="hold", conditions="A letter", reason=REASON)
    assert row.overrides == []
    row = decide(intake, me, outcome="no_abdominal_pressure")
    assert (row.overrides, closed(intake, me)) == ([], {*zones.BELLY, "Z8_lumbar_post"})
    row = decide(intake, me, outcome="no_abdominal_pressure", reason=REASON)
    assert (row.overrides, closed(intake, me)) == (["MS01"], set(zones.BELLY))


def test_a_reason_opens_what_it_was_given_for_and_is_shown(me, signed_in):
    intake = a_submitted_intake(therapist=me, CV05="yes", NE02="yes", AL01="yes")
    a_clearance(intake, me, "NE02", zones=list(zones.ALL))
    row = decide(intake, me, outcome="with_changes", conditions="Light", reason=REASON)
    assert (row.overrides, closed(intake, me)) == (["CV05"], set())
    assert row.codes == ["AL01", "CV05", "NE02"]
    page = shown(signed_in, me, intake)
    assert "In spite of: Do you take blood thinners" in " ".join(page.split())
    with scope.acting_as(scope.staff(me)):
        letter = Clearance.objects.get()
        actions.revoke_clearance(letter, by=me)
    assert closed(intake, me) != set()
    assert waits(me) == ["letter"]
    assert "a letter behind it ended on" in shown(signed_in, me, intake)


@pytest.mark.parametrize("how", ["revoked", "replaced", "over"])
def test_a_decision_ends_with_a_letter_that_it_rests_on(me, signed_in, how):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    letter = a_clearance(intake, me, expires_on=TODAY + 5 * A_DAY)
    row = decide(intake, me, outcome="with_changes", conditions="Light, and never deep")
    assert (row.relied_on, waits(me)) == ([letter.pk], [])
    now = timezone.now()
    if how == "over":
        now += 6 * A_DAY
    elif how == "replaced":
        a_clearance(intake, me, zones=GROIN)
    else:
        with scope.acting_as(scope.staff(me)):
            actions.revoke_clearance(letter, by=me)
    assert waits(me, now) == ["letter"]
    with scope.acting_as(scope.staff(me)):
        assert standing.of(intake.client_id, now=now).decision is None


def test_a_letter_for_something_else_ends_no_decision(me):
    intake = a_submitted_intake(therapist=me, CV05="yes", CA02="yes")
    letter = a_clearance(intake, me)
    decide(intake, me, outcome="hold", conditions="The other letter")
    with scope.acting_as(scope.staff(me)):
        actions.revoke_clearance(letter, by=me)
    assert waits(me) == []  # a hold rests on no letter


def test_no_leave_outlives_its_letter_but_a_hold_may(me, signed_in):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    a_clearance(intake, me, expires_on=TODAY + 9 * A_DAY)
    late = {"expires_on": TODAY + 10 * A_DAY, "conditions": "Light, and never deep"}
    with pytest.raises(Refused, match="A letter that this rests on ends on"):
        decide(intake, me, outcome="with_changes", **late)
    typed = late | {"outcome": "with_changes", "seen": 10**9}
    answer = signed_in(me).post(f"/intakes/{intake.pk}/review/", typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["expires_on"])
    decide(intake, me, outcome="hold", **late)


def test_a_hold_that_is_over_asks_for_a_decision_and_still_holds(me, signed_in):
    intake = a_submitted_intake(therapist=me)
    row = decide(intake, me, outcome="hold", until=TODAY + A_DAY, expires_on=TODAY)
    assert row.expires_on == row.until  # it lasts at least as long as it says
    late = timezone.now() + 2 * A_DAY
    assert (waits(me), waits(me, late)) == ([], ["over"])
    assert closed(intake, me, now=late) == set(zones.ALL)


def test_a_change_of_a_rule_that_weighed_asks_again_and_another_does_not(me, as_staff, signed_in):
    intake = a_submitted_intake(therapist=me, NE03="yes", SK01="unsure")
    with as_staff(me):
        actions.settle(intake, "SK01", "no", "Looked", by=me)
    decide(intake, me, outcome="with_changes", conditions="Slowly, with long pauses")
    facts = {"changed_by": me, "changed_at": timezone.now(), "reason": "Falls", "severity": "S"}
    RuleChange.objects.create(code="CV05", zones=["Z8_lumbar_post"], **facts)
    assert waits(me) == []
    RuleChange.objects.create(code="NE03", zones=["Z8_lumbar_post"], **facts)
    assert waits(me) == ["rules"]
    assert "the rules changed on" in shown(signed_in, me, intake)
    decide(intake, me, outcome="with_changes", conditions="Slowly, with long pauses")
    assert waits(me) == []


def test_another_date_of_birth_on_record_asks_again(me, as_staff, signed_in):
    intake = a_submitted_intake(therapist=me)
    decide(intake, me)
    client = intake.client
    facts = {
        name: getattr(client, name)
        for name in ("legal_name", "preferred_name", "email", "phone", "language")
        if hasattr(client, name)
    }
    with as_staff(me):
        born = client.date_of_birth + A_DAY
        ground.edit_client(client, facts | {"date_of_birth": born}, by=me)
    assert waits(me) == ["born"]
    assert "the date of birth on record changed" in shown(signed_in, me, intake)


def test_a_decision_goes_on_at_a_visit_only_with_its_letters(me, as_staff):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    visit = build.a_visit(intake.client, me)
    letter = a_clearance(intake, me)
    row = decide(intake, me, outcome="with_changes", conditions="Light, and never deep")
    said_at(visit, me, "SK01", "no")
    with as_staff(me):
        anew = actions.go_on(visit, by=me)
        assert (anew.relied_on, anew.codes, anew.born) == (row.relied_on, row.codes, row.born)
        actions.revoke_clearance(letter, by=me)
        with pytest.raises(Refused, match=AGAIN):
            actions.go_on(visit, by=me)


def test_an_answer_that_came_while_somebody_read_is_looked_at_first(me, signed_in, as_staff):
    intake = a_submitted_intake(therapist=me)
    browser, page = signed_in(me), f"/intakes/{intake.pk}/review/"
    form = browser.get(page).context["form"]
    typed = {"outcome": "go_ahead", "seen": form["seen"].value(), "conditions": "As last time"}
    typed["expires_on"] = str(TODAY + A_DAY)
    observed(intake, me, "RF17")
    answer = browser.post(page, typed)
    sentence = "An answer changed while you were reading. Look again, then decide."
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "As last time" in answer.text
    assert answer.context["form"]["seen"].value() > typed["seen"]
    for none in ({}, {"seen": ""}, {"seen": "x"}, {"seen": "-1"}):
        without = {name: value for name, value in typed.items() if name != "seen"}
        assert browser.post(page, without | none).status_code == 422
    with as_staff(me):
        assert Decision.objects.count() == 0
        with pytest.raises(Refused, match="An answer changed while you were reading"):
            actions.review(intake, typed | {"outcome": "hold"}, by=me, seen=typed["seen"])


def test_a_client_who_answers_again_is_seen_as_well(me, signed_in):
    intake = a_submitted_intake(therapist=me)
    seen = signed_in(me).get(f"/intakes/{intake.pk}/review/").context["form"]["seen"].value()
    a_submitted_intake(intake.client, therapist=me, CV03="yes")
    typed = {"outcome": "go_ahead", "seen": seen, "expires_on": str(TODAY)}
    assert signed_in(me).post(f"/intakes/{intake.pk}/review/", typed).status_code == 422


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_an_answer_cannot_slip_in_while_somebody_decides(me):
    """The decision holds the client's row; the answer waits, and then ends the decision."""
    intake = a_submitted_intake(therapist=me)
    other = a_started_intake(intake.client, therapist=me)
    decided, said = threading.Event(), []

    def answer():
        try:
            decided.wait(10)
            with as_link(other):
                actions.answer(other, question("RF17"), "yes")
            said.append(timezone.now())
        finally:
            connections.close_all()

    thread = threading.Thread(target=answer)
    thread.start()
    with scope.acting_as(scope.staff(me)):
        row = actions.review(intake, {"outcome": "go_ahead"}, by=me)
        decided.set()
        thread.join(1)
        assert (said, grounds.of(intake).seen) == ([], row.after_answer)
    thread.join(10)
    assert (len(said), waits(me)) == (1, ["changed"])


def test_a_decision_made_in_another_tab_is_looked_at_first(me, signed_in):
    intake = a_submitted_intake(therapist=me)
    browser, page = signed_in(me), f"/intakes/{intake.pk}/review/"
    shown = browser.get(page).context["form"]
    typed = {name: shown.initial[name] for name in ("seen", "last")}
    typed |= {"outcome": "go_ahead", "expires_on": shown.initial["expires_on"].isoformat()}
    decide(intake, me, outcome="not_suitable")
    answer = browser.post(page, typed)
    assert "Somebody decided while you were reading. Look again, then decide." in answer.text
    with scope.acting_as(scope.staff(me)):
        assert Decision.objects.get().outcome == "not_suitable"
    typed["last"] = answer.context["form"].data["last"]
    assert browser.post(page, typed).status_code == 302  # looked at now


def test_a_refused_decision_is_told_in_sentences_alone(me, signed_in):
    intake = a_submitted_intake(therapist=me)
    browser, page = signed_in(me), f"/intakes/{intake.pk}/review/"
    for outcome in ("with_changes", "hold"):
        text = browser.post(page, {"outcome": outcome, "seen": 10**9}).text
        assert "Constraint" not in text
