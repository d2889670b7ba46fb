"""An old answer does not answer a new question, and counts for a year (docs/screening.md)."""

import datetime

import pytest

from clinic import scope
from intake import actions, returning, screening, sheet
from intake.body import zones
from intake.gate import places
from intake.models import Intake, Question
from tests.build import a_client, a_user
from tests.intake.build import a_started_intake, a_submitted_intake, as_link, fill
from tests.intake.build_standing import (
    DAY,
    QUESTIONS,
    a_change,
    an_answer,
    answers,
    details,
    weighed,
)

BEFORE = "2026-11-24"
CHANGED, SAME = "CA01", "GI04"  # CA01 has a follow-up more; GI04 asks what it asked
ADDED = "OC01"  # nobody was asked it


def an_old_answer(code, value="yes", **values):
    row = an_answer(code, value, **values)
    known = QUESTIONS[code]
    row.question = Question(
        version=BEFORE, code=code, position=known.position, text=known.text, action=known.action
    )
    return row


def closed(found):
    return {place for place, row in found.items() if not row.level}


def direct():
    return {(zone, side) for zone in zones.DIRECT for side in zones.SIDES}


def test_what_makes_a_row_another_question():
    assert not screening.asks_the_same(CHANGED, BEFORE)
    assert screening.asks_the_same(SAME, BEFORE)
    assert all(screening.asks_the_same(code, screening.LATEST) for code in screening.rows())
    changed = {c for c in screening.rows() if not screening.asks_the_same(c, BEFORE)}
    assert changed == {CHANGED, ADDED}


def test_an_old_no_to_new_words_is_a_blank():
    found = weighed(an_old_answer(CHANGED, "no"))
    assert (found.blanks, closed(found)) == ((CHANGED,), direct())
    assert weighed(an_old_answer(SAME, "no")).blanks == ()
    assert weighed(an_old_answer(CHANGED, "no"), an_answer(CHANGED, "no")).blanks == ()


@pytest.mark.parametrize("value", ["yes", "unsure", "prefer_not"])
def test_an_old_yes_is_at_least_a_plain_yes(value):
    mild = {"status": "remission≥5y", "site": ["elsewhere"], "radiated_regions": ["none"]}
    old = weighed(an_old_answer(CHANGED, value, mets_bone=False, **mild))
    plain = weighed(an_answer(CHANGED, value))
    assert all(old[place].level <= plain[place].level for place in zones.PLACES)
    strict = weighed(an_old_answer(CHANGED, value, mets_bone=True, site=["low_back"]))
    assert ("Z8_lumbar_post", "left") in closed(strict)


def test_a_donor_kidney_of_an_old_version_stays():
    kidney = an_old_answer("UR04", kidney="transplant", side="left", pd_catheter=False)
    assert ("Z3_iliac_fossa", "left") in closed(weighed(kidney))


def test_a_reviewed_change_counts_for_the_row_as_it_was_read():
    """Domain 3.4: never looser without a named clinical reviewer, who read that very row."""
    row, milder = an_answer(CHANGED), {"cap": 1, "instead": True}
    assert closed(weighed(row, changes=a_change(CHANGED, "A", **milder))) == set()
    before = a_change(CHANGED, "A", version=BEFORE, **milder)
    assert len(closed(weighed(row, changes=before))) == 20
    kept = a_change("GI03", "A", version=BEFORE, **milder)
    assert closed(weighed(an_answer("GI03"), changes=kept)) == set()


@pytest.mark.parametrize(
    ("most", "age", "sentence"),
    [
        (365, 365, None),
        (365, 366, "The answers are more than a year old; ask anew."),
        (30, 30, None),
        (30, 31, "The answers are more than 30 days old; ask anew."),
    ],
)
def test_old_answers_close_the_direct_zones(settings, most, age, sentence):
    """Domain 3.1: the full set at least yearly."""
    settings.INTAKE_COUNTS_DAYS = most
    noon = datetime.datetime.combine(DAY, datetime.time(12), datetime.UTC)
    sent = Intake(submitted_at=noon - datetime.timedelta(days=age))
    found = weighed(intake=sent)
    assert closed(found) == (direct() if sentence else set())
    assert not sentence or found["Z1_abd_upper", "left"].binds == sentence


@pytest.mark.django_db
def test_last_times_no_is_not_carried_over():
    me = a_user()
    client = a_client(me)
    a_submitted_intake(client, therapist=me)
    again = a_started_intake(client, therapist=me)
    for code in (CHANGED, SAME):
        again.last_time["health"][code]["version"] = BEFORE
    with as_link(again):
        type(again).objects.filter(pk=again.pk).update(last_time=again.last_time)
        returning.still_true(again, "health")
        taken = {row.question.code for row in again.answers.select_related("question")}
    assert taken == {row.code for row in sheet.questions()} - {CHANGED}


@pytest.mark.django_db
def test_a_form_of_before_is_asked_again_by_the_therapist():
    me = a_user()
    intake = a_started_intake(therapist=me)
    with as_link(intake):
        old = Question.objects.get(version=BEFORE, code=CHANGED)
        actions.answer(intake, old, "no", details=details())
    fill(intake)
    with as_link(intake):
        actions.answer(intake, old, "no")
        actions.submit(intake, "Sample Signer")
    with scope.acting_as(scope.staff(me)):
        assert places.places(intake.client_id).blanks == (CHANGED,)


def test_answers_of_the_newest_version_are_all_there():
    assert len(answers()) == sum(row["core"] for row in screening.rows().values())
