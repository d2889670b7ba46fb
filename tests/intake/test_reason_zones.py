"""A reason opens the places that a therapist ticks, and no other (domain 3.1)."""

import datetime

import pytest
from django.utils import timezone

from clinic import scope
from clinic.access import Refused
from intake import actions, clinic_copy, export
from intake.body import zones
from intake.gate import grounds, places, weighing
from intake.gate.meaning import Facts
from intake.models import Decision
from tests import build
from tests.intake.build import a_submitted_intake, decide, observed, said_at
from tests.intake.build_letters import a_clearance
from tests.intake.build_standing import a_decision, a_letter, an_answer, weighed

pytestmark = pytest.mark.django_db
UPPER, GROIN, BACK = "Z1_abd_upper", "Z4_inguinal", "Z8_lumbar_post"
REASON = "Steady for months, and their doctor agrees."
PLAN = "Upper belly only, and slowly"
WHY = "Say in at least 20 characters why it is safe all the same."
TICK = "Tick at least one place that your reason opens, or leave the reason empty."
ALL_OR_OTHER = "“Go ahead” opens every place: tick them all, or choose “Go ahead, with changes”."
UNKNOWN = "A place was ticked that no reason opens. Look at the places again."
TODAY = timezone.localdate()


@pytest.fixture
def me():
    return build.a_user(name="Sam Therapist")


def open_zones(found, side="left"):
    return {zone for zone in zones.DIRECT if found[zone, side].level}


def of(intake, me):
    """The zones that a reason may open for this client, with the codes that close them."""
    with scope.acting_as(scope.staff(me)):
        return grounds.of(intake).openable()


def read(intake, me):
    with scope.acting_as(scope.staff(me)):
        return places.places(intake.client_id)


def typed(**facts):
    day = TODAY + datetime.timedelta(days=20)
    return {
        "outcome": "with_changes",
        "conditions": PLAN,
        "reason": REASON,
        "expires_on": str(day),
        "seen": 10**9,
    } | facts


def cards(text):
    """What can be ticked on the page, and what is."""
    ticks = [part.partition(">")[0] for part in text.split('name="reason_zones" value="')[1:]]
    names = [tick.partition('"')[0] for tick in ticks]
    return names, [name for name, tick in zip(names, ticks, strict=True) if "checked" in tick]


def test_a_named_place_opens_capped_and_the_others_stay_closed():
    found = weighed(an_answer("CV05"), decision=a_decision(opens=[UPPER]))
    assert open_zones(found) == {UPPER}
    assert (found[UPPER, "left"].state, found[GROIN, "left"].state) == ("capped", "locked")
    assert "Open only by the reason of Sample Therapist" in found[UPPER, "left"].by_reason
    assert found[GROIN, "left"].by_reason == ""
    assert "Get clearance" in found[GROIN, "left"].binds


def test_a_reason_without_a_place_opens_nothing():
    assert open_zones(weighed(an_answer("CV05"), decision=a_decision(opens=[]))) == set()


def test_a_decision_of_before_places_were_named_opens_all_that_its_answers_close():
    found = weighed(an_answer("CV05"), decision=a_decision(opens=None))
    assert open_zones(found) == set(zones.DIRECT)


def test_one_reason_stands_against_every_answer_that_closes_the_place(me):
    intake = a_submitted_intake(therapist=me, CV05="yes", NE02="yes")
    assert of(intake, me)[UPPER] == ["CV05", "NE02"]
    facts = {"outcome": "with_changes", "conditions": PLAN, "reason": REASON}
    row = decide(intake, me, **facts, reason_zones=[UPPER])
    assert (row.overrides, row.reason_zones) == (["CV05", "NE02"], [UPPER])
    found = weighed(an_answer("CV05"), an_answer("NE02"), decision=row)
    assert open_zones(found) == {UPPER}
    assert "in spite of CV05, NE02" in found[UPPER, "left"].by_reason


def test_an_answer_that_closes_no_named_place_is_not_overridden(me):
    intake = a_submitted_intake(therapist=me, CV05="yes", MS01="yes")
    assert BACK in of(intake, me)
    facts = {"outcome": "with_changes", "conditions": PLAN, "reason": REASON}
    row = decide(intake, me, **facts, reason_zones=[BACK])
    assert (row.overrides, open_zones(read(intake, me))) == (["MS01"], set())


@pytest.mark.parametrize(
    "stricter", [("GI01", "yes"), ("RP01", "yes"), ("RF01", "yes"), ("RF07", "unsure")]
)
def test_what_anything_stricter_closes_as_well_is_not_offered(me, stricter):
    code, value = stricter
    offered = of(a_submitted_intake(therapist=me, CV05="yes", **{code: value}), me)
    assert set(offered) & set(zones.DIRECT) == set()


def test_a_reason_never_widens_a_letter(me):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    a_clearance(intake, me, zones=[UPPER])
    assert of(intake, me) == {}
    with pytest.raises(Refused, match="With this decision no reason opens: groin crease."):
        decide(intake, me, outcome="with_changes", conditions=PLAN, reason_zones=[GROIN])
    facts = {"decision": a_decision(opens=zones.ALL), "letters": a_letter("CV05", [UPPER])}
    assert open_zones(weighed(an_answer("CV05"), **facts)) == {UPPER}


@pytest.mark.parametrize(("age", "left_out"), [(15, places.FOR_ADULTS), (16, ())])
def test_what_is_never_worked_at_an_age_is_not_offered(age, left_out):
    found = weighed(an_answer("CV05"), facts=Facts(age=age, guarded=True))
    case = grounds.Grounds(found.flags, places=found)
    assert set(case.openable()) == set(zones.DIRECT) - set(left_out)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"outcome": "go_ahead", "reason_zones": []}, ALL_OR_OTHER),
        ({"outcome": "go_ahead", "reason_zones": [UPPER]}, ALL_OR_OTHER),
        ({"outcome": "go_ahead", "reason_zones": [*zones.DIRECT], "reason": "Steady"}, WHY),
        ({"reason_zones": []}, TICK),
        ({"reason_zones": [UPPER], "reason": ""}, WHY),
        ({"reason_zones": [UPPER], "reason": " x " * 18}, None),
        ({"reason_zones": [BACK]}, "With this decision no reason opens: low back."),
        (
            {"outcome": "no_abdominal_pressure", "reason_zones": [UPPER]},
            "With this decision no reason opens: upper belly.",
        ),
        ({"outcome": "hold", "reason_zones": [UPPER]}, "This decision opens no place."),
        ({"outcome": "not_suitable", "reason_zones": [UPPER]}, "This decision opens no place."),
    ],
)
def test_a_reason_and_its_places_go_together(me, facts, sentence):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    facts = {"outcome": "with_changes", "conditions": PLAN, "reason": REASON} | facts
    if sentence is None:
        assert decide(intake, me, **facts).reason_zones == [UPPER]
        return
    with pytest.raises(Refused, match=sentence.replace(".", r"\.")):
        decide(intake, me, **facts)


def test_with_changes_goes_ahead_where_nothing_is_opened(me):
    """Nobody has to open a place to be able to work on the others."""
    intake = a_submitted_intake(therapist=me, CV05="yes")
    row = decide(intake, me, outcome="with_changes", conditions=PLAN)
    assert (row.overrides, row.reason_zones) == ([], [])
    found = read(intake, me)
    assert (open_zones(found), found[BACK, "left"].level > 0) == (set(), True)


def test_the_page_offers_what_a_reason_may_open_and_ticks_nothing(me, signed_in):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    text = signed_in(me).get(f"/intakes/{intake.pk}/review/").text
    assert cards(text) == (list(zones.DIRECT), [])
    assert text.count("Closed by CV05") == len(zones.DIRECT)
    assert "CV05: Do you take blood thinners" in text
    assert "Your reason opens only what you tick." in text


def test_where_no_reason_opens_anything_nothing_is_asked(me, signed_in):
    for values in ({}, {"AL01": "yes"}, {"GI01": "yes"}):
        intake = a_submitted_intake(therapist=me, **values)
        text = signed_in(me).get(f"/intakes/{intake.pk}/review/").text
        assert "Which places does your reason open?" not in text


def test_a_reason_without_a_tick_comes_back_with_everything_typed(me, signed_in):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    browser, page = signed_in(me), f"/intakes/{intake.pk}/review/"
    answer = browser.post(page, typed())
    assert (answer.status_code, TICK in answer.text) == (422, True)
    assert REASON in answer.text
    assert PLAN in answer.text
    answer = browser.post(page, typed(reason="", reason_zones=[UPPER, GROIN]))
    assert (answer.status_code, WHY in answer.text) == (422, True)
    assert cards(answer.text)[1] == [UPPER, GROIN]
    assert browser.post(page, typed(reason_zones=[UPPER])).status_code == 302
    with scope.acting_as(scope.staff(me)):
        assert Decision.objects.get().reason_zones == [UPPER]


@pytest.mark.parametrize("values", [{"CV05": "yes"}, {"GI01": "yes"}, {}])
@pytest.mark.parametrize("forged", [[BACK], ["Z99"], [UPPER, BACK]])
def test_a_place_that_no_reason_opens_is_refused_with_a_sentence(me, signed_in, values, forged):
    intake = a_submitted_intake(therapist=me, **values)
    answer = signed_in(me).post(f"/intakes/{intake.pk}/review/", typed(reason_zones=forged))
    assert (answer.status_code, UNKNOWN in answer.text) == (422, True)
    assert REASON in answer.text
    with scope.acting_as(scope.staff(me)):
        assert not Decision.objects.exists()


def test_an_answer_that_came_in_between_takes_its_places_off_the_list(me, signed_in):
    """Two tabs: what was ticked on the older page opens nothing that is closed by now."""
    intake = a_submitted_intake(therapist=me, CV05="yes")
    browser, page = signed_in(me), f"/intakes/{intake.pk}/review/"
    seen = browser.get(page).context["form"]["seen"].value()
    observed(intake, me, "GI01")
    answer = browser.post(page, typed(seen=seen, reason_zones=[UPPER]))
    assert answer.status_code == 422
    assert "An answer changed while you were reading. Look again, then decide." in answer.text
    assert UNKNOWN in answer.text
    assert (cards(answer.text), REASON in answer.text) == (([], []), True)


def test_it_is_shown_wherever_the_reason_is(me, signed_in):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    facts = {"outcome": "with_changes", "conditions": PLAN, "reason": REASON}
    row = decide(intake, me, **facts, reason_zones=[UPPER, GROIN])
    said = "upper belly, groin crease"
    page = signed_in(me).get(f"/intakes/{intake.pk}/review/").text
    assert f"The reason opens: {said}" in page
    card = signed_in(me).get(f"/clients/{intake.client_id}/room-card/").text
    assert "Open only by the reason of Sam Therapist, in spite of CV05." in card
    assert f"{said}:" in " ".join(card.replace("<b>", "").replace("</b>", "").split())
    with scope.acting_as(scope.staff(me)):
        printed = clinic_copy.laid_out(intake, timezone.now())
        told = export.everything(intake.client_id)
        kept = weighing.told(places.places(intake.client_id), me.pk)["places"]
    assert f"The reason opens: {said}" in str(printed)
    assert [each["reason_zones"] for each in told["decisions"]] == [row.reason_zones]
    assert {each["zone"] for each in kept if each["left"]} == set(zones.ALL) - set(zones.DIRECT) | {
        UPPER,
        GROIN,
    }


def test_what_goes_on_at_a_visit_opens_the_same_places(me, as_staff):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    facts = {"outcome": "with_changes", "conditions": PLAN, "reason": REASON}
    decide(intake, me, **facts, reason_zones=[UPPER])
    visit = build.a_visit(intake.client, me)
    said_at(visit, me, "SK01", "no")
    with as_staff(me):
        assert actions.go_on(visit, by=me).reason_zones == [UPPER]
    assert open_zones(read(intake, me)) == {UPPER}
