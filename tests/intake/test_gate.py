"""What each answer to each question does to each zone, against a table that people can read."""

import pytest

from intake import screening
from intake.body import zones
from intake.gate.meaning import Facts
from tests.intake.build_standing import QUESTIONS, a_decision, a_letter, an_answer, weighed
from tests.intake.expect import effects
from tests.intake.expect import shown as effects_shown

# What a plain yes means, by domain 3.2 and 3.3: a severity, its zones, the highest level there.
# D is Z1-Z6, D+ is Z1-Z7; the person is a woman of 40.
YES = """
RF01 U all
RF02 E all
RF03 E all
RF04 E all
RF05 U all
RF06 U all
RF07 S 1-8
RF08 U all
RF09 E all
RF10 E all
RF11 U all
RF12 E all
RF13 E all
RF14 E all
RF15 U all
RF16 U all
RF17 E all
RF18 U all
RF19 U all
CV01 S 1-7; C all
CV02 C 1-7
CV03 S 1-7
CV04 U all
CV05 C 1-6; A all 2
CV06 S 1-6
CV07 C 1-6
CV08 S 1-6
CV09 C 1-6
CV10 A 4,5,6,9
GI01 S 1-7
GI02 S 1-7
GI03 S 1,7
GI04 S 1-7
GI05 S 1,2,3,7
GI06 S 1-7
GI07 A all
GI08 A 1-7
UR01 A all
UR02 S 1-8
UR03 U all
UR04 S 1-7; S 2,3
UR05 S 1-8
RP01 S 1-7
RP02 S 1-7
RP03 C 1-6
RP04 S 1-7
RP05 S 1-7
RP06 A all
SX01 S 1-7
SX02 C 1-6
SX03 C 1-6
SX04 C 1-6
SX05 S 1-7,9
MS01 C 1-8; A 7,8 2
MS02 S all
MS03 S 1-7,9
MS04 C 1-6
MS05 S 4-10; A all
MS06 A all
NE01 A all; A all 2
NE02 C 1-6
NE03 A all
NE04 A 3,4,5 1; A 9
CA01 S all; C 1-6; A all 2
CA02 C 1-6 1
IM01 C 1-6; A all 2
SK01 S 1-7,9
SK02 U all
AL01 A all
RX01 C 1-6; A all 2
MH01 A all
MH02 A all
AG01
TR01 A 1-7
OC01 S all
"""
LEVELS = dict(zip(zones.ALL, (2, 2, 3, 1, 2, 2, 2, 3, 4, 4), strict=True))  # domain 2.2
LOCKING = "EUSC"
NOT_ASKED = ("RF09", "RF19", "AG01")


def expected():
    for line in YES.strip().splitlines():
        code, _space, words = line.partition(" ")
        yield code, effects(words)


TABLE = dict(expected())
each_row = pytest.mark.parametrize("code", TABLE)


def levels_of(code, locked=LOCKING, also=frozenset()):
    """{zone: level} by the table above; `also`: zones that are closed besides."""
    found = dict(LEVELS)
    for severity, touched, cap, _sides in TABLE[code]:
        for zone in touched:
            if severity in locked:
                found[zone] = 0
            elif cap:
                found[zone] = min(found[zone], cap)
    return found | dict.fromkeys(also, 0)


def shown(found):
    """{zone: level}; both sides are alike as long as no side was named."""
    assert all(found[zone, "left"].level == found[zone, "right"].level for zone in zones.ALL)
    return {zone: found[zone, "left"].level for zone in zones.ALL}


def strictest(code):
    return min((part[0] for part in TABLE[code]), key="EUSCA".index, default=None)


def test_every_row_of_the_table_is_expected_here():
    assert set(TABLE) == set(screening.rows())


@each_row
def test_a_plain_yes(code):
    found = weighed(an_answer(code))
    assert shown(found) == levels_of(code)
    assert [flag.severity for flag in found.flags] == ([strictest(code)] if TABLE[code] else [])
    assert not any(flag.unsettled for flag in found.flags)
    # An adjustment closes nothing, so its scope is looked at by itself.
    does = [part for flag in found.flags for part in effects_shown(flag.effects)]
    assert len(does) == len(TABLE[code])
    assert [part for part in does if part not in TABLE[code]] == []


@each_row
def test_a_no(code):
    found = weighed(an_answer(code, "no"))
    assert (shown(found), found.flags) == (LEVELS, [])


@each_row
@pytest.mark.parametrize("value", ["unsure", "prefer_not"])
def test_not_sure_and_rather_not_say(code, value):
    found = weighed(an_answer(code, value))
    held = strictest(code) in ("E", "U", "S")
    assert shown(found) == levels_of(code, also=zones.DIRECT if held else ())
    assert [flag.unsettled for flag in found.flags] == ([held] if TABLE[code] else [])


@each_row
def test_a_blank(code):
    found = weighed(blank=[code])
    closes = strictest(code) in ("E", "U", "S") and code not in NOT_ASKED
    assert shown(found) == LEVELS | dict.fromkeys(zones.DIRECT if closes else (), 0)
    assert (found.flags, found.blanks) == ([], (code,) if closes else ())


@each_row
@pytest.mark.parametrize("value", ["yes", "unsure", "prefer_not"])
def test_a_letter_opens_what_s_and_c_close_and_nothing_stricter(code, value):
    found = shown(weighed(an_answer(code, value), letters=a_letter(code)))
    held = value != "yes" and strictest(code) in ("E", "U", "S")
    if strictest(code) in ("E", "U") or (code, value) == ("OC01", "yes"):  # not triaged yet
        assert found == dict.fromkeys(zones.ALL, 0)
    elif code == "RP01":
        assert found == levels_of(code)
    elif code == "UR04" and not held:
        closed = ("Z2_abd_lower", "Z3_iliac_fossa")  # as long as nobody knows which kidney
        assert found == LEVELS | dict.fromkeys(closed, 0)
    elif not held:
        assert found == levels_of(code, locked="EU")
    else:
        assert not any(found[zone] for zone in zones.DIRECT)


@each_row
def test_a_reason_opens_what_c_closes_and_nothing_stricter(code):
    assert shown(weighed(an_answer(code), decision=a_decision())) == levels_of(code, locked="EUS")


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        (Facts(64, "male"), False),
        (Facts(65, "male"), True),
        (Facts(65, "other"), True),
        (Facts(65, ""), True),
        (Facts(69, "female"), False),
        (Facts(None, "male"), True),
        (Facts(None, ""), True),
    ],
)
@pytest.mark.parametrize("value", ["no", None])
def test_age_and_sex_alone_ask_for_a_clearance(facts, closed, value):
    given = [an_answer("CV02", value)] if value else []
    found = weighed(*given, facts=facts, blank=["CV02"])
    assert shown(found) == (levels_of("CV02") if closed else LEVELS)
    assert [(flag.question.code, flag.severity) for flag in found.flags] == (
        [("CV02", "C")] if closed else []
    )


def test_a_woman_of_seventy_has_no_factor_or_nobody_asked():
    old = Facts(70, "female")
    assert shown(weighed(an_answer("CV02", "no"), facts=old)) == LEVELS
    assert shown(weighed(facts=old, blank=["CV02"])) == levels_of("CV02")
    assert shown(weighed(an_answer("CV02", "unsure"), facts=old)) == levels_of("CV02")


def test_flags_come_strictest_first_then_in_the_order_of_asking():
    given = [an_answer(code) for code in ("AL01", "RF17", "CV05", "RF02", "CV01", "RF01")]
    found = weighed(*given).flags
    assert [flag.question.code for flag in found] == "RF17 RF02 RF01 CV01 CV05 AL01".split()


def test_flags_have_words_for_their_places():
    one_side = weighed(an_answer("CV10", side="left")).flags[0]
    assert one_side.places == (
        "groin crease, left, front of the hip, left, inner top of the thigh, left,"
        " side of the hip, left"
    )
    assert weighed(an_answer("RF02")).flags[0].places == "everywhere"
    assert weighed(an_answer("GI03")).flags[0].places == "upper belly, under the ribs"


def test_the_rows_are_asked_in_the_order_of_the_table():
    assert [row.position for row in QUESTIONS.values()] == list(range(1, 76))
