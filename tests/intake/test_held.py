"""What is not plain and could stop the visit waits until it is settled (domain 3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import screening
from intake.body import zones
from tests.intake.build_standing import a_change, a_letter, an_answer, days_ago, weighed
from tests.intake.test_rules_hold import DETAILS, quick

# Rows of E, U or S, each with follow-ups that alone would make a plain yes mild.
MILD = [
    ("RF18", {"impaired": False}),
    ("CV01", {"aneurysm_status": "repaired"}),
    ("CV04", {"clot_when": "≥6mo"}),
    ("GI01", {"activity": "quiet"}),
    ("GI02", {"activity": "quiet"}),
    ("GI03", {"active": False}),
    ("GI04", {"hernia_type": ["inguinal"], "repaired_on": days_ago(900)}),
    ("GI06", {"acute": False}),
    ("UR02", {"when": "past"}),
    ("RP01", {"pregnancy": "no"}),
    ("RP02", {"birth_date": days_ago(400), "mode": "vaginal"}),
    ("SX01", {"operations": [{"date": days_ago(900)}]}),
    ("MS03", {"acute": False}),
    ("CA01", {"status": "remission≥5y", "site": ["elsewhere"], "mets_bone": False}),
]
STRICT = [code for code, row in screening.rows().items() if row["severity"] in ("E", "U", "S")]
UNSURE = st.sampled_from(["unsure", "prefer_not"])


def held(found):
    direct = {(zone, side) for zone in zones.DIRECT for side in zones.SIDES}
    assert all(found[place].level == 0 for place in direct)
    return [flag.question.code for flag in found.flags if flag.unsettled]


@pytest.mark.parametrize(("code", "values"), MILD)
@pytest.mark.parametrize("value", ["unsure", "prefer_not"])
def test_no_follow_up_settles_an_unsure_answer(code, values, value):
    found = weighed(an_answer(code, value, **values), letters=a_letter(code))
    assert held(found) == [code]
    assert found.flags[0].severity == screening.rows()[code]["severity"]
    plain = weighed(an_answer(code, value), letters=a_letter(code))
    assert all(found[place].level <= plain[place].level for place in zones.PLACES)


@pytest.mark.parametrize("code", STRICT)
@quick
@given(data=st.data(), value=UNSURE)
def test_whatever_follows_it_waits(code, data, value):
    assert held(weighed(an_answer(code, value, **data.draw(DETAILS[code])))) == [code]


def test_a_yes_that_contradicts_itself_waits():
    """RP01: "Are you pregnant?" yes; and then: not pregnant."""
    found = weighed(an_answer("RP01", pregnancy="no"), letters=a_letter("RP01"))
    assert held(found) == ["RP01"]
    assert found["Z7_costal_margin", "left"].level == 0
    assert held(weighed(an_answer("RP01", pregnancy="yes"))) == []


def test_what_somebody_at_work_wrote_is_plain():
    by_staff = an_answer("RP01", at=(1, None, 7), pregnancy="no")
    found = weighed(by_staff)
    assert held(found) == []
    assert found.flags[0].severity == "S"


def test_a_stricter_rule_of_the_clinic_is_held_too():
    found = weighed(an_answer("NE03", "unsure"), changes=a_change("NE03", "S", ["Z8_lumbar_post"]))
    assert held(found) == ["NE03"]


def test_a_reviewed_rule_that_is_milder_is_not_held():
    milder = a_change("GI06", "A", cap=1, instead=True)
    found = weighed(an_answer("GI06", "unsure", acute=False), changes=milder)
    assert [flag.unsettled for flag in found.flags] == [False]
