"""What is open only by a therapist's reason: never more than a letter names, and always said."""

import pytest

from clinic import scope
from intake import card
from intake.body import naming, zones
from intake.gate import places
from tests import build
from tests.intake.build import a_submitted_intake, decide
from tests.intake.build_letters import a_clearance
from tests.intake.build_standing import a_decision, a_letter, an_answer, weighed

pytestmark = pytest.mark.django_db
UPPER = "Z1_abd_upper"
REASON = "Scan of last year was normal, said on the phone."
PLAN = "Upper belly only"


@pytest.fixture
def me():
    return build.a_user(name="Sam Therapist")


def open_zones(found):
    return {zone for zone, side in found if side == "left" and found[zone, side].level}


def a_client_with_a_narrow_letter(me):
    """Takes apixaban, with a letter for the upper belly; a smoker of seventy without a scan."""
    facts = {"sex": "male", "smoking": "former"}
    intake = a_submitted_intake(therapist=me, CV05="yes", CV02="yes", person=facts)
    a_clearance(intake, me, zones=[UPPER])
    decide(intake, me, outcome="with_changes", conditions=PLAN, reason=REASON)
    return intake


def test_a_reason_opens_no_more_than_a_letter_names(me):
    intake = a_client_with_a_narrow_letter(me)
    with scope.acting_as(scope.staff(me)):
        found = places.places(intake.client_id)
    assert found.standing.decision.overrides == ["CV02"]
    assert open_zones(found) & set(zones.DIRECT) == {UPPER}
    assert "Get clearance" in found["Z2_abd_lower", "left"].binds


def test_a_letter_that_came_later_narrows_the_reason():
    facts = {"decision": a_decision(), "letters": a_letter("CV05", [UPPER])}
    found = weighed(an_answer("CV05"), **facts)
    assert open_zones(found) & set(zones.DIRECT) == {UPPER}
    assert found[UPPER, "left"].by_reason == ""


def test_what_a_reason_opens_says_whose_it_is(me, signed_in):
    intake = a_client_with_a_narrow_letter(me)
    said = "Open only by the reason of Sam Therapist, in spite of CV02."
    with scope.acting_as(scope.staff(me)):
        found = places.places(intake.client_id)
        rows = card.card(intake.client_id)["rows"]
    where = "upper belly, under the ribs"
    assert list(naming.opened(found)) == [(where, said)]
    assert found[UPPER, "left"].state == "capped"
    assert f"{where}: {said}" in [row["text"] for row in rows]
    browser = signed_in(me)
    for page in (f"/clients/{intake.client_id}/room-card/", f"/intakes/{intake.pk}/review/"):
        assert said in browser.get(page).text


def test_the_plan_stands_beside_the_limits_of_the_room_card(me, signed_in):
    intake = a_client_with_a_narrow_letter(me)
    text = signed_in(me).get(f"/clients/{intake.client_id}/room-card/").text
    limits = text[text.index('class="room-limits"') :]
    assert limits.index(f"“{PLAN}”") < limits.index("<table")
    assert "by a reason, see below" in limits
