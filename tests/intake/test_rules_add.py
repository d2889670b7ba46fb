"""What answers do besides closing places: notes, words, what follows from the person."""

import pytest

from intake.gate.rules import Facts
from tests.intake.build_standing import DAY, days_ago, said
from tests.intake.expect import effects, shown


@pytest.mark.parametrize(
    ("code", "values", "notes"),
    [
        ("AL01", {"allergies": [{"severity": "anaphylaxis"}]}, ("hide_product",)),
        ("AL01", {"allergies": [{"severity": "mild"}]}, ()),
        ("GI02", {"bowel_surgery": True}, ("ask_operation",)),
        ("GI04", {"hernia_type": ["hiatal"], "mesh": True}, ("head_raised", "mesh")),
        ("IM01", {"cause": ["transplant_drugs"]}, ("ask_transplant",)),
        ("RF06", {"symptoms": ["hip_stuck_bent"]}, ("psoas_abscess",)),
        ("SX03", {"approach": "anterior"}, ("front_hip",)),
        ("SX03", {"approach": "posterior"}, ("back_hip",)),
        ("SX03", {"approach": "lateral"}, ()),
        ("SX03", {"approach": "unknown"}, ("front_hip", "back_hip")),
        ("SX03", {}, ("front_hip", "back_hip")),
        ("TR01", {"felt": ["helped"]}, ()),
        ("TR01", {"felt": ["helped", "bruised"]}, ("indirect_first",)),
        ("TR01", {}, ("indirect_first",)),
        ("RP01", {"pregnancy": "yes", "weeks": 19}, ()),
        ("RP01", {"pregnancy": "yes", "weeks": 20}, ("prone_off",)),
        ("RP01", {"pregnancy": "maybe"}, ("prone_off",)),
    ],
)
def test_notes_for_the_therapist(code, values, notes):
    assert said(code, **values).notes == notes


def test_the_weeks_of_a_pregnancy_go_on():
    asked = DAY.fromisoformat(days_ago(14))
    assert said("RP01", weeks=17, answered_on=asked).notes == ()
    assert said("RP01", weeks=18, answered_on=asked).notes == ("prone_off",)


def test_a_pulsing_lump_with_sudden_pain_is_an_emergency():
    with_pain = Facts(40, "female", others={"RF02": "yes"})
    assert shown(said("RF01", facts=with_pain).effects) == effects("E all")
    assert shown(said("RF01").effects) == effects("U all")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(17), "C all"),
        (Facts(17, guarded=True), "A all"),
        (Facts(18), ""),
        (Facts(None), ""),
    ],
)
def test_a_guardian_decides_along_for_a_minor(facts, expected, settings):
    assert shown(said("AG01", "", facts=facts).effects) == effects(expected)
    assert not any(each.fixed is False for each in said("AG01", "", facts=Facts(9)).effects)


WOMAN_OF_SEVENTY = {"age": 70, "sex": "female"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ""),
        ({"smoked": True}, "C 1-7"),
        ({"smoked": False}, ""),
        ({"others": {"CV07": "yes"}}, "C 1-7"),
        ({"others": {"CV07": "unsure"}}, "C 1-7"),
        ({"others": {"CV09": "prefer_not"}}, "C 1-7"),
        ({"others": {"CV07": "no", "CV09": "no"}}, ""),
        ({"others": {"CV05": "yes"}}, ""),
    ],
)
def test_what_other_answers_say_counts_as_a_factor(facts, expected):
    """CV02, domain 3.3: a woman of 70 or more with a factor, wherever she named it."""
    old = Facts(**WOMAN_OF_SEVENTY | facts)
    assert shown(said("CV02", "no", facts=old).effects) == effects(expected)
    assert shown(said("CV02", "yes", facts=old, aorta_scan="normal").effects) == []
    young = Facts(**WOMAN_OF_SEVENTY | facts | {"age": 69})
    assert shown(said("CV02", "no", facts=young).effects) == []


def test_the_age_of_majority_differs_from_place_to_place(settings):
    settings.MAJORITY_AGE = 19
    assert shown(said("AG01", "", facts=Facts(18)).effects) == effects("C all")


def test_only_a_donor_kidney_closes_a_place_for_good():
    kidney = said("UR04", kidney="transplant", side="left", pd_catheter=False).effects
    assert [each.permanent for each in kidney] == [True]
    assert not any(each.permanent for each in said("UR04").effects)


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("CV07", {"systolic": 182, "symptoms": True}),
        ("RF05", {"breathless": True}),
        ("RF08", {"heavy_or_faint": True}),
        ("NE02", {"signs_now": True}),
    ],
)
def test_an_emergency_has_words_for_the_client_at_once(code, values):
    assert "call your local emergency number" in " ".join(said(code, **values).told)
    assert said(code).told == ()


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("CV04", {"clot_when": "long ago"}),
        ("CV04", {"clot_when": ["≥6mo"]}),
        ("CV02", {"aaa_factor": ["ever_smoked", "of another version"]}),
        ("CV07", {"controlled": True}),
        ("RF18", {"impaired": "no"}),
        ("RF18", {"impaired": 0}),
        ("SX04", {"date": "last year"}),
        ("SX04", {"date": 2020}),
        ("SX04", {"date": days_ago(-400)}),
        ("SX01", {"operations": "an old one"}),
        ("SX01", {"operations": [["2020-01-01"]]}),
        ("MS01", {"severity": {}, "steroid_months": 10**9}),
    ],
)
def test_what_cannot_be_read_counts_as_a_blank(code, values):
    assert said(code, **values).effects == said(code).effects
