"""Each branch of domain 3.3.1, and of the rows of 3.2 and 3.3 that mean more than one thing."""

import pytest

from intake import screening
from intake.gate import rules
from tests.intake.build_standing import days_ago, said
from tests.intake.expect import effects, shown

LIGHT = "A all 2"  # level 2 at most
CV01 = "S 1-7; C all"
KIDNEY_CLOSED = "S 2,3 left"


BRANCHES = [
    # 3.2
    ("RF05", {"breathless": True}, "E all"),
    ("RF05", {"breathless": False}, "U all"),
    ("RF06", {"temp_C": 38.0}, "U all"),
    ("RF06", {"temp_C": 37.2, "symptoms": ["chills"]}, "U all"),
    ("RF06", {"temp_C": 37.2, "symptoms": ["limp"]}, "U all"),
    ("RF08", {"heavy_or_faint": True}, "E all"),
    ("RF08", {"heavy_or_faint": False}, "U all"),
    ("RF18", {"impaired": True}, "U all"),
    ("RF18", {"impaired": False}, "A all"),
    ("RF19", {"danger_now": True}, "E all"),
    # Vessels, heart and blood
    ("CV01", {"aneurysm_status": "known_unrepaired"}, CV01),
    ("CV01", {"aneurysm_status": "suspected"}, CV01),
    ("CV01", {"aneurysm_status": "repaired", "repair_date": days_ago(900)}, "C all; A 1-7 2"),
    ("CV02", {"aorta_scan": "abnormal"}, CV01),
    ("CV02", {"aorta_scan": "normal", "aaa_factor": ["first_degree_relative"]}, ""),
    ("CV02", {"aorta_scan": "unknown", "aaa_factor": ["first_degree_relative"]}, "C 1-7"),
    ("CV02", {"aorta_scan": "never", "aaa_factor": ["ever_smoked", "hypertension"]}, ""),
    ("CV02", {"aorta_scan": "never"}, "C 1-7"),
    ("CV04", {"clot_when": "now", "treated": True}, "U all"),
    ("CV04", {"clot_when": "<6mo", "treated": True}, "C 1-6; A 4,5,6,9 2"),
    ("CV04", {"clot_when": "≥6mo"}, "A all; A 4,5,6,9 2"),
    ("CV04", {"treated": True}, "U all"),
    ("CV05", {"class": "anticoagulant", "recent_bleed": False}, f"C 1-6; {LIGHT}"),
    ("CV05", {"class": "dual_antiplatelet"}, f"C 1-6; {LIGHT}"),
    ("CV05", {"class": "single_antiplatelet", "recent_bleed": False}, LIGHT),
    ("CV05", {"class": "single_antiplatelet"}, f"C 1-6; {LIGHT}"),
    ("CV05", {"class": "none"}, f"C 1-6; {LIGHT}"),
    ("CV05", {"class": "single_antiplatelet", "recent_bleed": True}, f"S 1-6; {LIGHT}"),
    ("CV05", {"drug": "warfarin"}, f"C 1-6; {LIGHT}"),
    ("CV07", {"controlled": "yes", "systolic": 130, "diastolic": 80}, "A all"),
    ("CV07", {"controlled": "yes"}, "A all"),
    ("CV07", {"controlled": "no"}, "C 1-6"),
    ("CV07", {"controlled": "unknown"}, "C 1-6"),
    ("CV07", {"controlled": "yes", "systolic": 180, "diastolic": 80}, "U all"),
    ("CV07", {"controlled": "yes", "systolic": 150, "diastolic": 120}, "U all"),
    ("CV07", {"controlled": "yes", "systolic": 179, "diastolic": 119, "symptoms": True}, "A all"),
    ("CV07", {"systolic": 180, "symptoms": True}, "E all"),
    ("CV07", {"diastolic": 121, "symptoms": False}, "U all"),
    ("CV08", {"side": "left"}, "S 1-6 left"),
    ("CV08", {"side": "midline"}, "S 1-6"),
    ("CV09", {"stable": True}, "A all"),
    ("CV09", {"stable": False}, "C 1-6"),
    ("CV10", {"side": "right"}, "A 4,5,6,9 right"),
    # Belly
    ("GI01", {"activity": "flare_or_attack_now"}, "S 1-7"),
    ("GI01", {"activity": "<3mo"}, "C 1-6; A 1,2,3,7 2"),
    ("GI01", {"activity": "quiet"}, "A 1,2,3,7 2"),
    ("GI02", {"activity": "flare_or_attack_now"}, "S 1-7"),
    ("GI02", {"activity": "<3mo"}, "C 1-6; A 2,3 1 left"),
    ("GI02", {"activity": "quiet"}, "A 1-7; A 2,3 1 left"),
    ("GI03", {"active": True}, "S 1,7"),
    ("GI03", {"active": False}, "A 1,7"),
    ("GI04", {"hernia_type": ["inguinal"], "side": "left"}, "S 1-6 left"),
    ("GI04", {"hernia_type": ["femoral"]}, "S 1-6"),
    ("GI04", {"hernia_type": ["umbilical"], "side": "midline"}, "S 1,2,3,7"),
    ("GI04", {"hernia_type": ["incisional"], "side": "right"}, "S 1-7 right"),
    ("GI04", {"hernia_type": ["inguinal"], "repaired_on": days_ago(183)}, "C 1-6"),
    ("GI04", {"hernia_type": ["umbilical"], "repaired_on": days_ago(0)}, "C 1,2,3,7"),
    ("GI04", {"hernia_type": ["incisional"], "repaired_on": days_ago(9)}, "C 1-7"),
    ("GI04", {"side": "left", "repaired_on": days_ago(9)}, "S 1-7"),
    ("GI04", {"hernia_type": ["umbilical", "femoral"], "repaired_on": days_ago(9)}, "S 1-7"),
    ("GI04", {"hernia_type": ["inguinal", "femoral"], "repaired_on": days_ago(900)}, "S 1-6"),
    ("GI04", {"hernia_type": ["inguinal", "other"], "repaired_on": days_ago(900)}, "S 1-7"),
    (
        "GI04",
        {"hernia_type": ["hiatal", "umbilical"], "repaired_on": days_ago(900)},
        "S 1,2,3,7; A all; A 7 1",
    ),
    ("GI04", {"repaired_on": days_ago(900)}, "S 1-7"),
    ("GI04", {"hernia_type": ["umbilical", "femoral"], "side": "left"}, "S 1-7"),
    (
        "GI04",
        {"hernia_type": ["other"], "side": "left", "repaired_on": days_ago(9)},
        "C 1-7 left",
    ),
    ("GI04", {"hernia_type": ["inguinal"], "repaired_on": days_ago(184)}, "A 1-7"),
    ("GI04", {"hernia_type": ["hiatal"]}, "A all; A 7 1"),
    ("GI04", {"hernia_type": ["hiatal", "inguinal"], "side": "left"}, "S 1-6 left; A all; A 7 1"),
    ("GI05", {"site": ["upper_belly"], "side": "left"}, "S 1,7 left"),
    ("GI05", {"site": ["lower_belly"]}, "S 2,3"),
    ("GI05", {"side": "right"}, "S 1,2,3,7 right"),
    ("GI06", {"acute": True}, "S 1-7"),
    ("GI06", {"acute": False}, "A 1-7"),
    # Kidneys
    ("UR02", {"when": "now"}, "S 1-8"),
    ("UR02", {"when": "past"}, "A 1-8"),
    ("UR03", {"fever": True}, "U all"),
    ("UR03", {"fever": False}, "S 1-8"),
    ("UR04", {"kidney": "transplant", "side": "left", "pd_catheter": False}, KIDNEY_CLOSED),
    ("UR04", {"kidney": "transplant", "pd_catheter": False}, "S 2,3"),
    ("UR04", {"kidney": "transplant", "side": "left"}, f"S 1-7; {KIDNEY_CLOSED}"),
    ("UR04", {"kidney": "single", "pd_catheter": False}, "C 1-6"),
    ("UR04", {"kidney": "polycystic", "pd_catheter": False}, "C 1-6"),
    ("UR04", {"kidney": "failure_dialysis", "pd_catheter": True}, "S 1-7"),
    ("UR04", {"kidney": "other"}, "S 1-7"),
    ("UR05", {"side": "right"}, "S 1-8 right"),
    # Pregnancy and pelvis
    ("RP01", {"pregnancy": "yes", "weeks": 8}, "S 1-7"),
    ("RP01", {"pregnancy": "maybe"}, "S 1-7"),
    ("RP01", {"pregnancy": "yes", "high_risk": True}, "S 1-7; C all"),
    ("RP01", {"pregnancy": "yes", "provider_ok_for_massage": True}, "S 1-7"),
    # A yes that goes on with "not pregnant" contradicts itself: it weighs as a plain yes.
    ("RP01", {"pregnancy": "no"}, "S 1-7"),
    ("RP01", {"pregnancy": "no", "high_risk": True}, "S 1-7"),
    ("RP01", {"high_risk": True}, "S 1-7; C all"),
    ("RP02", {"birth_date": days_ago(41), "mode": "vaginal"}, "S 1-7"),
    ("RP02", {"birth_date": days_ago(42), "mode": "vaginal"}, "C 1-6"),
    ("RP02", {"birth_date": days_ago(84), "mode": "assisted"}, "C 1-6"),
    ("RP02", {"birth_date": days_ago(85), "mode": "vaginal"}, ""),
    ("RP02", {"birth_date": days_ago(85), "mode": "caesarean"}, "C 1-6"),
    ("RP02", {"birth_date": days_ago(183)}, "C 1-6"),
    ("RP02", {"birth_date": days_ago(184), "mode": "caesarean"}, "A all"),
    ("RP03", {"iud_inserted_on": days_ago(89), "pelvic_pain_now": False}, "C 1-6"),
    ("RP03", {"iud_inserted_on": days_ago(90), "pelvic_pain_now": False}, "A 2,3 2"),
    ("RP03", {"iud_inserted_on": days_ago(90), "pelvic_pain_now": True}, "C 1-6"),
    ("RP03", {"iud_inserted_on": days_ago(90)}, "C 1-6"),
    ("RP04", {"acute": True}, "S 1-7"),
    ("RP04", {"acute": False}, "C 1-6; A 2,3 1"),
    ("RP05", {"this_cycle": True}, "S 1-7"),
    ("RP05", {"this_cycle": False}, "A 1-7"),
    # Operations
    ("SX01", {"operations": [{"date": days_ago(41)}]}, "S 1-7"),
    ("SX01", {"operations": [{"date": days_ago(42)}]}, "C 1-6; C 1-7"),
    ("SX01", {"operations": [{"date": days_ago(183), "site": "f_groin"}]}, "C 1-6; C 4,5"),
    ("SX01", {"operations": [{"date": days_ago(184)}]}, "A all"),
    ("SX01", {"operations": [{"date": days_ago(9), "site": "b_lumbar"}]}, "S 1-7; S 8"),
    ("SX01", {"operations": [{"name": "appendix"}]}, "S 1-7"),
    (
        "SX01",
        {"operations": [{"date": days_ago(900)}, {"date": days_ago(50)}]},
        "A all; C 1-6; C 1-7",
    ),
    ("SX02", {"approach": "front", "metal": True}, "C 1-6"),
    ("SX03", {"date": days_ago(364), "dislocation_ever": False}, "C 1-6"),
    ("SX03", {"date": days_ago(365), "dislocation_ever": False}, "A all"),
    ("SX03", {"date": days_ago(900), "dislocation_ever": True}, "C 1-6"),
    ("SX03", {"date": days_ago(900)}, "C 1-6"),
    ("SX04", {"date": days_ago(183)}, "C 1-6"),
    ("SX04", {"date": days_ago(184)}, "A all"),
    ("SX05", {"site": ["hip"], "side": "left"}, "S 5,9 left"),
    ("SX05", {"device": ["pump"], "site": ["lower_belly"]}, "S 2,3"),
    # Bones, nerves, the rest
    ("MS01", {"severity": "fragility_fracture"}, "C 1-8; A 7,8 2"),
    ("MS01", {"severity": "osteoporosis"}, "A all; A 7,8 2"),
    ("MS01", {"severity": "osteopenia", "steroid_months": 24}, "A all; A 7,8 2"),
    ("MS01", {"steroid_months": 24}, "C 1-8; A 7,8 2"),
    ("MS03", {"acute": False}, "A all"),
    ("MS03", {"acute": True, "site": ["groin"], "side": "right"}, "S 4,5 right"),
    ("MS04", {"nerve_signs": True}, "C 1-6"),
    ("MS04", {"nerve_signs": False}, "A all"),
    ("MS05", {"flare": True, "site": ["low_back"]}, "S 8; A all"),
    ("MS05", {"flare": True, "site": ["elsewhere"]}, "A all"),
    ("MS05", {"flare": False}, "A all"),
    ("NE01", {"site": ["thigh"], "side": "left"}, "A all; A 5,6,9 2 left"),
    ("NE01", {"site": ["elsewhere"]}, "A all"),
    ("NE02", {"signs_now": True}, "E all"),
    ("NE02", {"signs_now": False}, "C 1-6"),
    ("NE04", {"side": "left"}, "A 3,4,5 1 left; A 9 left"),
    ("CA02", {"side": "right"}, "C 1-6 1 right"),
    ("SK01", {"site": ["inner_thigh"], "side": "left"}, "S 6 left"),
]
NOWHERE = {"radiated_regions": ["none"], "enlarged_nodes": ["none"], "mets_bone": False}
TREATED = NOWHERE | {"site": ["low_back"]}
ELSEWHERE = NOWHERE | {"site": ["elsewhere"]}
CANCER = [
    ({"status": "active", **TREATED}, f"S 8; C 1-6; {LIGHT}"),
    ({"status": "treatment", **ELSEWHERE}, f"C 1-6; {LIGHT}"),
    (
        {"status": "treatment", **ELSEWHERE, "radiated_regions": ["f_groin"]},
        f"S 4,5; C 1-6; {LIGHT}",
    ),
    (
        {"status": "remission≥5y", **ELSEWHERE, "enlarged_nodes": ["groin", "elsewhere"]},
        f"S 4,5; {LIGHT}",
    ),
    ({"status": "remission<5y", **TREATED, "enlarged_nodes": ["groin"]}, f"S 4,5; C 1-6; {LIGHT}"),
    (
        {"status": "active", **TREATED, "enlarged_nodes": ["upper_belly"]},
        f"S 8; S 1,7; C 1-6; {LIGHT}",
    ),
    ({"status": "remission<5y", **TREATED}, f"C 1-6; {LIGHT}"),
    ({"status": "remission≥5y", **ELSEWHERE}, LIGHT),
    ({"status": "remission≥5y", **ELSEWHERE, "mets_bone": True}, f"C 1-6; {LIGHT}"),
    ({"status": "remission≥5y", **ELSEWHERE, "site": ["bone"]}, f"C 1-6; {LIGHT}"),
    ({"status": "active"}, f"S all; C 1-6; {LIGHT}"),
]
HARMLESS = {"makes_drowsy": False, "thins_blood": False, "numbs_or_hides_pain": False}
MEDICINES = [
    ([HARMLESS], "A all"),
    ([HARMLESS | {"thins_blood": True}], f"C 1-6; {LIGHT}"),
    ([HARMLESS | {"numbs_or_hides_pain": True}], LIGHT),
    ([HARMLESS | {"makes_drowsy": True}], LIGHT),
    ([HARMLESS, HARMLESS | {"thins_blood": True}], f"A all; C 1-6; {LIGHT}"),
    ([{"name": "a new pill"}], f"C 1-6; {LIGHT}"),
]


@pytest.mark.parametrize(("code", "values", "expected"), BRANCHES)
def test_follow_ups_decide(code, values, expected):
    assert shown(said(code, **values).effects) == effects(expected)
    # What a rule says is the same of an unsure; that it waits until it is settled: test_held.py.
    assert shown(said(code, "unsure", **values).effects) == effects(expected)
    if code != "CV02":
        assert said(code, "no", **values) == rules.Outcome()


@pytest.mark.parametrize(("values", "expected"), CANCER)
def test_cancer_by_its_state_and_place(values, expected):
    assert shown(said("CA01", **values).effects) == effects(expected)


@pytest.mark.parametrize(("lines", "expected"), MEDICINES)
def test_medicines_by_what_each_of_them_does(lines, expected):
    assert shown(said("RX01", medicines=lines).effects) == effects(expected)


def test_every_row_with_follow_ups_that_decide_has_a_branch_here():
    tried = {code for code, _values, _expected in BRANCHES} | {"CA01", "RX01"}
    deciding = {c for c, row in screening.rows().items() if row["rules"] and row["follow_up"]}
    assert deciding - tried == {"IM01", "AL01", "TR01"}  # these add words only: see below
