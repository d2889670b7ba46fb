"""A letter speaks of the answer that its writer knew."""

import pytest

from clinic.access import Refused
from intake import actions, clearances
from intake.gate import grounds, standing
from tests import build
from tests.intake.build import a_submitted_intake, observed
from tests.intake.build_letters import BELLY, a_clearance, facts
from tests.intake.build_standing import details
from tests.intake.test_clearance import typed, where
from tests.intake.test_decision_stands import closed, shown

pytestmark = pytest.mark.django_db
THINNED = details(**{"class": "anticoagulant"})


@pytest.fixture
def me():
    return build.a_user()


def test_a_letter_counts_for_the_answer_it_was_about(me, signed_in, as_staff):
    intake = a_submitted_intake(therapist=me, CV05=("yes", "", THINNED))
    letter = a_clearance(intake, me)
    assert letter.about_id is not None
    assert closed(intake, me) == set()
    observed(intake, me, "CV05", details=THINNED)
    assert closed(intake, me) == set()  # the same words again
    worse = details(**{"class": "anticoagulant", "recent_bleed": True})
    observed(intake, me, "CV05", details=worse)
    assert set(BELLY) <= closed(intake, me)
    assert "This letter was about an earlier answer." in shown(signed_in, me, intake)
    with as_staff(me):
        assert grounds.of(intake).letters == {}
    a_clearance(intake, me)  # somebody who knows of it
    assert closed(intake, me) == set()


def test_an_old_letter_without_its_answer_opens_nothing_after_a_newer_one(me, as_staff):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    row = a_clearance(intake, me)
    with as_staff(me):
        row.about = None
        answers = standing.of(intake.client_id).answers
        assert clearances.in_force([row], answers) == {"CV05": row}
        observed(intake, me, "CV05")
    with as_staff(me):
        answers = standing.of(intake.client_id).answers
        assert clearances.in_force([row], answers) == {}


def test_an_answer_that_came_while_somebody_typed_is_looked_at_first(signed_in, as_staff):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist, CV05="yes")
    browser = signed_in(therapist)
    seen = browser.get(where(intake)).context["form"]["seen"].value()
    observed(intake, therapist, "CV05")
    for typed_in in (typed(seen=seen), typed(seen="")):
        answer = browser.post(where(intake), typed_in)
        said = ["An answer changed while you were reading. Look again, then decide."]
        assert (answer.status_code, answer.context["form"].errors) == (422, {"__all__": said})
        assert "Dr. Sample" in answer.text
    again = answer.context["form"]["seen"].value()
    assert browser.post(where(intake), typed(seen=again)).status_code == 302
    with as_staff(therapist), pytest.raises(Refused, match="An answer changed"):
        actions.clear(intake.client_id, "CV05", facts(), by=therapist, about=seen)
