"""agree: how far a yes reaches at a visit, who gives it, and that it was understood (domain 8)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import scope
from clinic.access import Refused
from intake import actions, summary
from intake.gate import limits, standing
from intake.models import Consent, Intake
from intake.models.consent import Kind, Sides
from tests import build
from tests.intake import build as intakes
from tests.intake.build_standing import a_consent, weighed
from tests.intake.test_agree_today import agreeing, newest, signed, yes
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
OTHER = {"signer_role": "substitute_decision_maker", "evidence": "Court paper seen today"}
OTHER |= {"relation": "family"}


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me, legal_name="Zoë Sample")
    screened(client, me)
    return build.a_visit(client, me)


@pytest.fixture
def child(me):
    """A visit of somebody who is seventeen, and of whom there is no form."""
    born = timezone.localdate() - datetime.timedelta(days=17 * 365 + 30)
    return build.a_visit(build.a_client(me, date_of_birth=born, legal_name="Zoë Sample"), me)


def weighed_with(**facts):
    return weighed(consents=[a_consent(Kind.GENERAL, **facts)])


@pytest.mark.parametrize(
    ("level", "cap", "words"), [(1, 1, "agreed to"), (3, 3, "zone"), (5, 3, "")]
)
def test_the_level_that_was_agreed_to_is_a_limit_like_the_others(level, cap, words):
    place = weighed_with(max_level=level)["Z8_lumbar_post", "left"]
    assert (place.level, words in place.binds) == (cap, True)


def test_a_level_binds_only_in_the_places_of_its_agreement():
    places = weighed_with(max_level=1)
    assert places["Z10_glute_sacrum", "left"].level == 4


@pytest.mark.parametrize(
    ("sides", "open_sides"),
    [("", ["left", "right"]), (Sides.BOTH, ["left", "right"]), (Sides.LEFT, ["left"])],
)
def test_the_side_that_was_not_agreed_to_is_closed(sides, open_sides):
    places = weighed_with(sides=sides)
    found = [side for side in ("left", "right") if places["Z8_lumbar_post", side].level]
    assert found == open_sides
    if sides == Sides.LEFT:
        sentence = "The client agreed to the other side only: Treatment in general."
        assert places["Z8_lumbar_post", "right"].locks == (sentence,)


def test_level_and_side_are_kept_and_stand_where_consent_is_shown(visit, me, signed_in):
    intakes.asked_today(visit, me)
    with scope.acting_as(scope.staff(me)):
        intake = Intake.objects.sent().get(client=visit.client_id)
    intakes.decide(intake, me)
    browser = signed_in(me)
    facts = yes("abdomen", max_level="1", sides="left")
    assert browser.post(agreeing(visit), facts).status_code == 302
    row = newest(visit, "abdomen")
    assert (row.max_level, row.sides, row.signer_role) == (1, "left", "client")
    with scope.acting_as(scope.staff(me)):
        found = limits.limits(visit.client_id, visit)["places"]
        card = summary.card(visit.client_id)
        room = summary.room_card(visit.client)
    assert found["Z2_abd_lower", "left"].binds == "That is the level that the client agreed to."
    assert "the other side only" in found["Z2_abd_lower", "right"].binds
    words = "with limits: Belly level 1 at most · left side only"
    assert [each["text"] for each in card["rows"] if each["label"] == "Consent"] == [words]
    assert [each["text"] for each in room["safety"] if each["label"] == "Consent"] == [words]
    assert "level 1 at most · left side only" in browser.get(agreeing(visit)).content.decode()


def test_a_no_has_no_extent(visit, me, signed_in):
    facts = yes("abdomen", decision="declined", max_level="1", sides="left", understood="on")
    signed_in(me).post(agreeing(visit), facts)
    row = newest(visit, "abdomen")
    assert (row.decision, row.max_level, row.sides, row.understood) == ("declined", None, "", False)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"max_level": "6"}, "max_level", "Select a valid choice"),
        ({"sides": "middle"}, "sides", "Select a valid choice"),
        ({"understood": ""}, "understood", "Ask them to say in their own words what you will do."),
        (OTHER | {"evidence": ""}, "evidence", "Write down how you know that they may decide."),
        (OTHER | {"signed_name": ""}, "signed_name", "Type the full name of who decides for them."),
        (OTHER | {"signed_name": "zoe\u0308  SAMPLE"}, "signed_name", "the client's own name"),
        ({"shown": "0" * 64}, "decision", "These words have changed since this page was opened."),
        ({"shown": ""}, "decision", "These words have changed since this page was opened."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    visit, me, signed_in, facts, field, sentence
):
    answer = signed_in(me).post(agreeing(visit), signed("groin", limits="slowly") | facts)
    (area,) = [area for area in answer.context["areas"] if area["kind"] == "groin"]
    assert (answer.status_code, list(area["form"].errors)) == (422, [field])
    assert sentence in str(area["form"].errors[field][0]) or "valid" in sentence
    assert 'value="slowly"' in answer.content.decode()
    assert newest(visit, "groin") is None


@pytest.mark.parametrize("decision", ["declined", "talk_first", "withdrawn"])
def test_a_no_needs_neither_words_nor_teach_back(visit, me, signed_in, decision):
    facts = {"kind": "groin", "decision": decision, "shown": "0" * 64}
    assert signed_in(me).post(agreeing(visit), facts).status_code == 302
    assert newest(visit, "groin").decision == decision


def test_somebody_who_decides_for_them_signs_with_how_we_know(visit, me, signed_in):
    facts = signed("abdomen", signed_name="Sample Sister") | OTHER
    assert signed_in(me).post(agreeing(visit), facts).status_code == 302
    row = newest(visit, "abdomen")
    assert (row.signer_role, row.evidence) == (OTHER["signer_role"], OTHER["evidence"])
    assert row.understood


def guarded(visit):
    with scope.acting_as(scope.staff(visit.therapist)):
        return standing.of(visit.client_id).facts.guarded


def age_rule(visit):
    """How strict the rule about being under age is now."""
    with scope.acting_as(scope.staff(visit.therapist)):
        flags = limits.limits(visit.client_id, visit)["places"].flags
    (flag,) = [flag for flag in flags if flag.question.code == "AG01"]
    return flag.severity


def test_a_guardian_and_the_young_person_agree_at_a_visit_without_a_form(child, me, signed_in):
    browser = signed_in(me)
    guardian = signed("minor_guardian", mode="guardian_written", signed_name="Sample Parent")
    guardian |= {"relation": "parent"}
    for facts in (guardian, yes("assent")):
        assert (guarded(child), age_rule(child)) == (False, "C")
        assert browser.post(agreeing(child), facts).status_code == 302
    assert newest(child, "minor_guardian").signer_role == "guardian"
    assert newest(child, "assent").signer_role == "client"
    assert (guarded(child), age_rule(child)) == (True, "A")
    browser.post(agreeing(child), {"kind": "assent", "decision": "withdrawn"})
    assert (guarded(child), age_rule(child)) == (False, "C")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (signed("assent", mode="guardian_written"), "own yes; nobody gives it for them"),
        (signed("minor_guardian"), "Under age, a parent or guardian signs."),
        (
            signed("abdomen", mode="guardian_written", signed_name="zoë sample"),
            "This is the name of the person under age.",
        ),
        (
            signed("abdomen", mode="guardian_written", signed_name="Parent") | OTHER,
            "guardian decides",
        ),
    ],
)
def test_nobody_takes_the_place_of_somebody_else(child, me, signed_in, facts, sentence):
    answer = signed_in(me).post(agreeing(child), facts)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    with scope.acting_as(scope.staff(me)):
        assert not Consent.objects.filter(visit=child).exists()


def test_strangers_and_get_change_nothing(visit, me, signed_in):
    facts = yes("abdomen", max_level="1")
    assert signed_in(build.a_user()).post(agreeing(visit), facts).status_code == 404
    assert (
        signed_in(me).get(reverse("intake:agree_today", args=[visit.pk]), facts).status_code == 200
    )
    assert newest(visit, "abdomen") is None
    with scope.acting_as(scope.staff(me)), pytest.raises(Refused, match="level from 1 to 5"):
        actions.agree(visit, facts | {"limits": "", "signed_name": "", "max_level": 9}, by=me)
