"""How firm each place may be worked, and who says so (domain 3.4, 6.2, 8.3, and 13, rules 1-10)."""

import datetime

import pytest

from intake.body import zones
from intake.gate import places
from intake.gate.meaning import Facts
from intake.models.pressure import Pressure
from tests.intake.build_standing import (
    DAY,
    a_change,
    a_consent,
    a_decision,
    a_letter,
    a_mark,
    an_answer,
    bearing_all,
    weighed,
)

Z1, Z2, Z3, Z4, Z5, Z6, Z7, Z8, Z9, Z10 = zones.ALL
FREE = dict(zip(zones.ALL, (2, 2, 3, 1, 2, 2, 2, 3, 4, 4), strict=True))


def closed(found):
    """{zone: sides that are closed}."""
    shut = {}
    for (zone, side), place in found.items():
        if place.state == "locked":
            shut.setdefault(zone, []).append(side)
    return shut


def both(*found):
    return {zone: ["left", "right"] for zone in found}


def test_with_nothing_in_the_way_the_zones_own_limits_bind():
    found = weighed()
    assert {key: place.level for key, place in found.items()} == {
        (zone, side): FREE[zone] for zone in zones.ALL for side in ("left", "right")
    }
    assert {(place.state, place.binds) for place in found.values()} == {
        ("open", "That is the limit of this zone.")
    }
    assert (found.flags, found.notes, found.blanks, found.rules) == ([], (), (), "2026-11-27")


def test_without_an_intake_the_direct_zones_are_closed():
    found = weighed(intake=None, pressure=None, answers=())
    assert closed(found) == both(*zones.DIRECT)
    assert found[Z1, "left"].binds == "There is no intake yet."


def test_a_blank_closes_the_direct_zones_and_says_which():
    found = weighed(blank=["RF07", "AL01", "CV05"])
    assert closed(found) == both(*zones.DIRECT)
    assert found[Z2, "left"].locks == ("Not asked yet, and it could stop the visit: RF07.",)
    assert found[Z2, "left"].codes == ("RF07",)


def test_the_strictest_limit_binds_and_says_whose_it_is():
    found = weighed(an_answer("CV05"), decision=a_decision(), pressure=bearing_all(belly_level=1))
    assert (found[Z1, "left"].level, found[Z1, "left"].state) == (1, "capped")
    assert found[Z1, "left"].binds == "That is what the client asked for here."
    assert found[Z9, "right"].level == 2
    assert found[Z9, "right"].binds.startswith("An answer about health (CV05). Level ≤ 2")
    assert found[Z4, "left"].binds == "That is the limit of this zone."


@pytest.mark.parametrize(
    ("pressure", "levels", "who"),
    [
        (None, {Z3: 2, Z9: 4}, "The client has not said more for this area."),
        (Pressure(general=4), {Z3: 2, Z9: 4}, "The client has not said more for this area."),
        (Pressure(general=1), {Z3: 1, Z9: 1}, "That is what the client asked for in general."),
        (Pressure(general=1, belly_level=3), {Z3: 3, Z9: 1}, "That is the limit of this zone."),
        (
            Pressure(belly_level=1, hip_level=2),
            {Z3: 1, Z9: 2},
            "That is what the client asked for here.",
        ),
    ],
)
def test_levels_the_client_asks_for(pressure, levels, who):
    found = weighed(pressure=pressure)
    assert {zone: found[zone, "left"].level for zone in levels} == levels
    assert found[Z3, "left"].binds == who


def test_a_zero_leaves_the_area_out():
    found = weighed(pressure=bearing_all(groin_level=0))
    assert closed(found) == both(Z4, Z5)
    assert found[Z4, "right"].binds == "The client asked us to leave this area out."


def test_felt_limits():
    assert places.felt_limits(None) == dict.fromkeys((Z1, Z2, Z3, Z4, Z5, Z6, Z7), 5) | {
        Z8: None,
        Z9: None,
        Z10: None,
    }
    found = places.felt_limits(Pressure(comfort_limit=7, belly_limit=6, back_limit=0))
    assert found == {Z1: 6, Z2: 6, Z3: 6, Z7: 6, Z4: 5, Z5: 5, Z6: 5, Z8: 0, Z9: 7, Z10: 7}


def test_a_letter_opens_only_its_zones():
    found = weighed(an_answer("CV05"), letters=a_letter("CV05", [Z1, Z2]))
    assert closed(found) == both(Z3, Z4, Z5, Z6)
    assert closed(weighed(an_answer("CV05"), letters=a_letter("CV04"))) == both(*zones.DIRECT)


def test_a_decision_with_a_reason_opens_what_needs_a_clearance():
    given = an_answer("CV05"), an_answer("CV03")
    assert closed(weighed(given[0], decision=a_decision())) == {}
    assert closed(weighed(given[0], decision=a_decision(reason=""))) == both(*zones.DIRECT)
    assert closed(weighed(*given, decision=a_decision())) == both(*zones.BELLY)


@pytest.mark.parametrize(
    ("outcome", "shut"),
    [
        ("hold", zones.ALL),
        ("not_suitable", zones.ALL),
        ("no_abdominal_pressure", zones.BELLY),
        ("go_ahead", ()),
        ("with_changes", ()),
    ],
)
def test_the_decision_in_force(outcome, shut):
    assert closed(weighed(decision=a_decision(outcome, ""))) == both(*shut)


def test_nobody_knows_yet_so_the_direct_zones_wait():
    found = weighed(an_answer("GI03", "unsure"), letters=a_letter("GI03"))
    assert closed(found) == both(*zones.DIRECT, Z7)
    assert found[Z4, "left"].binds == "The client is not sure; settle it first."
    assert found[Z4, "left"].codes == ("GI03",)


def test_pregnancy_closes_z1_to_z7_whatever_anybody_writes():
    """Domain 13, rule 9."""
    for value in ("yes", "maybe"):
        found = weighed(
            an_answer("RP01", pregnancy=value, weeks=21),
            letters=a_letter("RP01"),
            decision=a_decision(),
        )
        assert closed(found) == both(*zones.BELLY)
        assert found.notes == ("prone_off",)


def transplant(side="left", *, at=(1, None, None), **more):
    return an_answer("UR04", at=at, kidney="transplant", side=side, pd_catheter=False, **more)


def test_a_donor_kidney_closes_its_side_for_good():
    """Domain 13, rule 10: no letter, no reason and no later word of the client opens it."""
    kidney = {Z2: ["left"], Z3: ["left"]}
    allowed = {"letters": a_letter("UR04"), "decision": a_decision()}
    assert closed(weighed(transplant(), **allowed)) == kidney
    later = an_answer("UR04", "no", at=(2, None, None))
    found = weighed(transplant(), later, **allowed)
    assert closed(found) == kidney
    assert found.notes == ("only_correction",)
    assert closed(weighed(transplant(), transplant("right", at=(2, None, None)))) == both(Z2, Z3)
    assert closed(weighed(transplant(side=None), **allowed)) == both(Z2, Z3)


def test_only_a_correction_of_the_data_opens_it_again():
    kidney = {Z2: ["left"], Z3: ["left"]}
    by_staff = an_answer("UR04", "no", at=(1, None, 7))
    assert closed(weighed(transplant(), by_staff)) == kidney
    at_a_visit = an_answer("UR04", "no", at=(None, 5, 7))
    assert closed(weighed(transplant(), at_a_visit)) == kidney
    other_side = transplant("right", at=(1, None, 7))
    assert closed(weighed(transplant(), other_side)) == both(Z2, Z3)
    by_staff.corrects = other_side.corrects = True
    assert closed(weighed(transplant(), by_staff)) == {}
    assert closed(weighed(transplant(), other_side)) == {Z2: ["right"], Z3: ["right"]}
    again = transplant(at=(2, None, None))
    assert closed(weighed(transplant(), by_staff, again)) == kidney


def test_a_slip_on_the_same_form_closes_nothing_for_good():
    single = an_answer("UR04", kidney="single", pd_catheter=False)
    assert closed(weighed(transplant(), single, letters=a_letter("UR04"))) == {}


def test_a_reviewed_change_replaces_a_row_but_never_what_is_closed_for_good():
    mild = a_change("UR04", "A", [Z1], instead=True)
    assert closed(weighed(an_answer("UR04"), changes=mild)) == {}
    assert closed(weighed(transplant(), changes=mild)) == {Z2: ["left"], Z3: ["left"]}
    mild = a_change("CV03", "A", cap=1, instead=True)
    found = weighed(blank=["CV03"], changes=mild)
    assert (closed(found), found.blanks) == ({}, ())
    assert weighed(an_answer("CV03"), changes=mild)[Z9, "left"].level == 1


def test_a_change_that_adds_counts_for_blanks_too():
    found = weighed(blank=["AL01"], changes=a_change("AL01", "S", [Z8]))
    assert (closed(found), found.blanks) == (both(*zones.DIRECT), ("AL01",))


def test_a_stop_that_a_change_adds_stops_everywhere():
    assert closed(weighed(an_answer("AL01"), changes=a_change("AL01", "U", [Z8]))) == both(
        *zones.ALL
    )
    assert closed(weighed(an_answer("AL01", "no"), changes=a_change("AL01", "U"))) == {}


@pytest.mark.parametrize(
    ("region", "side", "shut"),
    [
        ("f_abd_lower", "left", {Z2: ["left"]}),
        ("f_groin", "right", {Z4: ["right"], Z5: ["right"]}),
        ("f_umbilical", "mid", both(Z1)),
        ("b_sacrum", "mid", both(Z10)),
        ("s_hip_lat", "left", {Z9: ["left"]}),
        ("b_flank", "right", {Z8: ["right"]}),
        ("chest", "mid", {}),
    ],
)
def test_an_avoid_mark_closes_what_lies_under_it(region, side, shut):
    """Domain 13, rule 8."""
    assert closed(weighed(marks=(a_mark(region, side),))) == shut


def test_agreeing_at_this_visit_opens_an_avoid_mark_of_that_class():
    marks = a_mark("f_abd_lower", "left"), a_mark("f_groin", "left")
    here = a_consent("abdomen", "given_with_limits", visit_id=5)
    groin = {Z4: ["left"], Z5: ["left"]}
    assert closed(weighed(marks=marks, consents=[here], visit=5)) == groin
    assert closed(weighed(marks=marks, consents=[here], visit=6)) == groin | {Z2: ["left"]}
    assert closed(weighed(marks=marks, consents=[here])) == groin | {Z2: ["left"]}


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("declined", "The client did not agree to this area: Belly."),
        ("withdrawn", "The client did not agree to this area: Belly."),
        ("talk_first", "The client wants to talk about this area first: Belly."),
    ],
)
def test_what_is_not_agreed_to_is_closed(decision, words):
    found = weighed(consents=[a_consent("abdomen", decision)])
    assert closed(found) == both(Z1, Z2, Z3, Z7)
    assert found[Z7, "left"].binds == words


def test_what_nobody_asked_about_or_has_ended_is_closed():
    found = weighed(consents=[], pressure=bearing_all())
    found.standing.consents.pop("gluteal")
    again = places.weigh(found.standing)
    assert closed(again) == both(Z10)
    assert again[Z10, "left"].binds == "The client has not agreed to this area yet: Buttocks."
    yesterday = DAY - datetime.timedelta(days=1)
    ended = weighed(consents=[a_consent("groin", valid_until=yesterday)])
    assert (
        ended[Z5, "left"].binds
        == "The agreement to this area has ended; ask again: Hip crease and groin."
    )
    assert closed(weighed(consents=[a_consent("groin", valid_until=DAY)])) == {}


@pytest.mark.parametrize(
    ("facts", "shut"),
    [
        (Facts(15, "female"), zones.ALL),
        (Facts(15, "female", guarded=True), (Z4, Z5, Z6)),
        (Facts(16, "female", guarded=True), ()),
        (Facts(17, "male"), zones.ALL),
        (Facts(18, "male"), ()),
    ],
)
def test_minors(facts, shut):
    """Domain 8.6: a guardian and the client both agree; under sixteen Z4-Z6 stay closed."""
    found = weighed(facts=facts, decision=a_decision(), letters=a_letter("AG01"))
    assert closed(found) == both(*shut)


def test_a_place_has_words():
    assert weighed()[Z3, "left"].label == "inside the hip bone, left"
