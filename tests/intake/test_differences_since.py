"""What was said between the two forms, at visits, stands among the differences."""

import datetime

import pytest
from django.utils import formats, timezone

from clinic import scope
from intake import actions, consenting, differences
from intake.models import Intake
from intake.models.consent import Choice, Kind
from tests import build
from tests.intake import build as intakes
from tests.notes import past

pytestmark = pytest.mark.django_db
LAST = timezone.now() - datetime.timedelta(days=10)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visited(me):
    """(client, visit) of somebody who sent a form ten days ago and came five days ago."""
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me, now=LAST)
    return client, past.a_visit(client, me, starts_at=LAST + 5 * DAY)


def decided(visit, me, kind, choice):
    with scope.acting_as(scope.staff(me)):
        consenting.decide_at_visit(visit, kind, choice, by=me, now=visit.starts_at)


def told(me):
    with scope.acting_as(scope.staff(me)):
        found = differences.differences(Intake.objects.order_by("-pk").first())
    return {row["label"]: (row["before"], row["after"]) for row in found}


def test_an_agreement_withdrawn_at_a_visit_and_given_again_shows(visited, me):
    client, visit = visited
    decided(visit, me, Kind.ABDOMEN, Choice.WITHDRAWN)
    intakes.a_submitted_intake(client, therapist=me)
    before, after = told(me)["Belly"]
    day = formats.date_format(timezone.localdate(visit.starts_at), "j M Y")
    assert (before, after) == (f"Yes → Withdrawn ({day})", "Yes")


def test_what_was_said_again_without_a_change_does_not(visited, me):
    client, visit = visited
    decided(visit, me, Kind.ABDOMEN, Choice.GIVEN)
    intakes.a_submitted_intake(client, therapist=me)
    assert told(me) == {}


def test_what_was_decided_after_the_sending_is_no_difference(visited, me):
    client, _visit = visited
    intakes.a_submitted_intake(client, therapist=me, now=LAST + 6 * DAY)
    later = past.a_visit(client, me, starts_at=LAST + 7 * DAY)
    decided(later, me, Kind.ABDOMEN, Choice.WITHDRAWN)
    assert told(me) == {}


@pytest.mark.parametrize(
    ("at_the_visit", "on_the_form", "wanted"),
    [
        ("yes", "no", ("No → Yes", "No")),
        ("yes", "yes", ("No → Yes", "Yes")),
        ("no", "no", None),
    ],
)
def test_an_answer_between_inviting_and_sending_shows(
    visited, me, at_the_visit, on_the_form, wanted
):
    client, _visit = visited
    intake = intakes.a_filled_intake(client, therapist=me, now=LAST + 6 * DAY, RF07=on_the_form)
    visit = past.a_visit(client, me, starts_at=LAST + 7 * DAY)
    question = intakes.question("RF07")
    with scope.acting_as(scope.staff(me)):
        given = [(question, at_the_visit, "", {})]
        actions.ask_today(visit, given, [], by=me, now=visit.starts_at)
    with intakes.as_link(intake):
        actions.submit(intake, "Sample Signer")
    found = told(me).get(question.text)
    if wanted is None:
        assert found is None
        return
    before, after = found
    assert (before.partition(" (")[0], after) == wanted
