"""The clinic's copy of an intake says which incidents and referrals came of it."""

import pytest

from clinic import scope
from intake import actions, clinic_copy
from intake.models import Intake, Referral
from tests import build
from tests.intake import build as intakes
from tests.intake.build_stops import acting, recorded, rows, told
from tests.intake.distinct import plain, words_of
from tests.intake.test_copies_whole import PAGES
from tests.notes.build import a_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return build.a_user("Rowan Lowe")


@pytest.fixture
def intake(me):
    """Sent with an emergency and a question for a doctor, and decided: both left a row."""
    intake = intakes.a_submitted_intake(therapist=me, RF17="yes", RF06="yes")
    intakes.decide(intake, me, outcome="hold", conditions="A doctor's word.")
    return intake


def words(intake, me):
    with scope.acting_as(scope.staff(me)):
        row = Intake.objects.select_related(*PAGES).get(pk=intake.pk)
        return words_of(clinic_copy.make(row))


def test_what_nobody_has_written_up_is_called_so(intake, me):
    text = words(intake, me)
    for code, title in (("RF17", "Incident"), ("RF06", "Referral")):
        assert plain(f"{title} ({code})To be written up{intakes.question(code).text}") in text
    assert plain("How soon? Today") in text


def test_kind_time_severity_deed_and_address_stand_in_it(intake, me):
    (incident,), (referral,) = rows(me), rows(me, Referral)
    facts = told(incident.at, kind="fall", referred_to="The emergency room")
    sent = {"urgency": "now", "to_whom": "Dr. Letter", "told_at": referral.recorded_at}
    with acting(me):
        actions.write_up(incident, facts, by=me)
        actions.write_up(referral, sent | {"outcome": "Seen the same day."}, by=me)
    text = words(intake, me)
    for line in (
        "Incident (RF17)Written up",
        "What was it? Fall",
        "How bad? Severe, needs treatment",
        "What was done: Called 911, stayed with them.",
        "Sent to: The emergency room",
        "Referral (RF06)Written up",
        "Sent to whom? Dr. Letter",
        "What became of it: Seen the same day.",
        "Rowan Lowe,",
    ):
        assert plain(line) in text, line
    assert text.count(plain("When was it?")) == 1


def test_what_came_of_something_else_stays_out(me):
    intake = intakes.a_submitted_intake(therapist=me)
    note = a_note(intake.client, me)
    recorded(note, description="ELSEWHERE")
    intakes.said_at(note.visit, me, "RF17")
    text = words(intake, me)
    assert plain("Incidents and referrals that came of itNone") in text
    assert "ELSEWHERE" not in text
