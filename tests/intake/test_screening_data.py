"""The screening table is whole, well formed and unchanged."""

import hashlib
import re
from collections import Counter

import pytest

from intake import screening
from intake.body import zones
from intake.gate.flag import NOTES
from intake.gate.rules import CONDITIONS, READERS, Facts

TABLE = screening.load()
QUESTIONS = TABLE["questions"]


def listed(text):
    return text.split()


SEALED = {
    "2026-11-23": "b4f467b72152b2d713661cc70d58e0a53905bb16ba56ccdf3c0b62948debcb1b",
    "2026-11-24": "c9f3c4c699b680bfb6374851f00deffc6b5ec1350e69ccc8cb6453fdc8897370",
    "2026-11-26": "61b86e9fa826162b10a95e696e59f2a96bac10bf0dfef481bf42d49a976d7ca9",
    "2026-11-27": "0b353b57eaf842afddd811be8afdfab8600e99eecb3e92eff19d32c1264ac224",
}

FLAGS = listed("""
    RF01 RF02 RF03 RF04 RF05 RF06 RF07 RF08 RF09 RF10
    RF11 RF12 RF13 RF14 RF15 RF16 RF17 RF18 RF19
""")
CONDITIONS_ASKED = listed("""
    CV01 CV02 CV03 CV04 CV05 CV06 CV07 CV08 CV09 CV10
    GI01 GI02 GI03 GI04 GI05 GI06 GI07 GI08
    UR01 UR02 UR03 UR04 UR05
    RP01 RP02 RP03 RP04 RP05 RP06
    SX01 SX02 SX03 SX04 SX05
    MS01 MS02 MS03 MS04 MS05 MS06
    NE01 NE02 NE03 NE04
    CA01 CA02 IM01 SK01 SK02 AL01 RX01 MH01 MH02 AG01 TR01 OC01
""")
NOT_ASKED = listed("AG01 RF09 RF19")  # from the date of birth; observed; only if raised
ASKED_EVERY_VISIT = listed("""
    RF01 RF02 RF03 RF04 RF05 RF06 RF08 RF09 RF10 RF11 RF12 RF13 RF14 RF15 RF16 RF17 RF18 RF19
    GI08 UR01 RP06 SK01 SK02
""")
IN_PRIVATE = listed("RF04 RF08 RF10 RF13 RF19 RP01 RP02 RP03 RP04 RP05 RP06")
# Domain 3.3.1, the exact names, types, choices and ranges.
FOLLOW_UPS = {
    "RF06": "temp_C num 34..43; symptoms set chills limp hip_stuck_bent back_pain",
    "CV01": "aneurysm_status enum known_unrepaired repaired suspected; repair_date date",
    "CV02": "aaa_factor set ever_smoked hypertension high_cholesterol heart_or_stroke lung_disease"
    " first_degree_relative; aorta_scan enum normal abnormal never unknown; scan_date date",
    "CV04": "clot_when enum now <6mo ≥6mo; treated bool",
    "CV05": "drug text; class enum anticoagulant dual_antiplatelet single_antiplatelet none;"
    " recent_bleed bool",
    "CV07": "systolic int 60..260; diastolic int 30..160; taken_on date;"
    " controlled enum yes no unknown; symptoms bool",
    "GI01": "activity enum flare_or_attack_now <3mo quiet; bowel_surgery bool",
    "GI02": "activity enum flare_or_attack_now <3mo quiet; bowel_surgery bool",
    "GI04": "hernia_type set inguinal femoral umbilical incisional hiatal other;"
    " side enum left right bilateral midline; repaired_on date; mesh bool",
    "UR04": "kidney enum transplant single polycystic failure_dialysis other;"
    " side enum left right bilateral; pd_catheter bool",
    "RP01": "pregnancy enum yes maybe no; weeks int 0..42; high_risk bool;"
    " provider_ok_for_massage bool",
    "RP02": "birth_date date; mode enum vaginal caesarean assisted",
    "RP03": "iud_inserted_on date; pelvic_pain_now bool; ever_displaced bool",
    "SX03": "approach enum anterior lateral posterior unknown; date date; restrictions text;"
    " dislocation_ever bool",
    "MS01": "severity enum osteopenia osteoporosis fragility_fracture; steroid_months int 0..600",
    "OC01": "other_condition text",
}
LISTS = {
    "SX01": "operations: name text; date date; site enum +; approach text; complications text;"
    " scar_ok bool",
    "RX01": "medicines: name text; dose text; why text; makes_drowsy bool; thins_blood bool;"
    " numbs_or_hides_pain bool",
    "AL01": "allergies: substance text; reaction text; severity enum mild moderate anaphylaxis",
}
KEYS = listed("""
    id group kind today question answers observed core private severity severity_note
    scope cap action source told_now always effects rules follow_up version reviewed_by reviewed_on
""")
FIELD_KEYS = listed("name label type choices range unit max fields rule")
EFFECT_KEYS = {"severity", "scope", "cap", "sides", "permanent", "fixed", "where"}
SUBJECTS = {"field", "fact", "row"}


def ids(**wanted):
    return sorted(q["id"] for q in QUESTIONS if wanted.items() <= plain(q).items())


def plain(question):
    return {key: value for key, value in question.items() if not isinstance(value, list)}


each_question = pytest.mark.parametrize("q", QUESTIONS, ids=lambda q: q["id"])


@pytest.mark.parametrize("version", SEALED)
def test_a_published_version_is_never_edited(version):
    # Old answers are read again with the rules of their day. A change is a new file, a new version.
    assert hashlib.sha256(screening.text(version).encode()).hexdigest() == SEALED[version]


def test_every_file_is_sealed_and_the_latest_is_one_of_them():
    assert sorted(path.stem for path in screening.HERE.glob("*.json")) == sorted(SEALED)
    assert max(SEALED) == screening.LATEST == TABLE["version"]


def test_a_changed_copy_changes_nobody_elses():
    screening.load()["questions"].clear()
    assert screening.load()["questions"] == QUESTIONS


def test_nobody_has_reviewed_it_yet():
    assert (TABLE["reviewed_by"], TABLE["reviewed_on"]) == (None, None)
    assert {(q["version"], q["reviewed_by"], q["reviewed_on"]) for q in QUESTIONS} == {
        (screening.LATEST, None, None)
    }


def test_every_question_is_there_once():
    assert sorted(q["id"] for q in QUESTIONS) == sorted(FLAGS + CONDITIONS_ASKED)


def test_who_is_asked_what_and_when():
    assert ids(kind="flag") == FLAGS
    assert ids(kind="condition") == sorted(CONDITIONS_ASKED)
    assert ids(core=False) == NOT_ASKED
    assert ids(today=True) == sorted(ASKED_EVERY_VISIT)
    assert ids(private=True) == sorted(IN_PRIVATE)
    assert ids(observed=True) == ["RF09"]
    assert ids(always=True) == ["AG01", "CV02"]


def in_short(field):
    """ "weeks int 0..42", "mode enum vaginal caesarean"."""
    words = [field["name"], field["type"], *(code for code, _label in field["choices"])]
    return " ".join([*words, *(["{}..{}".format(*field["range"])] if field["range"] else [])])


@pytest.mark.parametrize("code", FOLLOW_UPS)
def test_follow_ups_are_those_of_the_reference(code):
    found = screening.rows()[code]["follow_up"]
    assert "; ".join(in_short(field) for field in found) == FOLLOW_UPS[code]


@pytest.mark.parametrize("code", LISTS)
def test_lists_have_the_columns_of_the_reference(code):
    (field,) = screening.rows()[code]["follow_up"]
    found = [
        f"{one['name']} enum +" if one["name"] == "site" else in_short(one)
        for one in field["fields"]
    ]
    assert f"{field['name']}: {'; '.join(found)}" == LISTS[code]


def test_cancer_asks_for_its_state_and_places():
    found = {field["name"]: field for field in screening.rows()["CA01"]["follow_up"]}
    assert list(found) == ["status", "site", "mets_bone", "radiated_regions", "enlarged_nodes"]
    assert in_short(found["status"]) == "status enum active treatment remission<5y remission≥5y"
    assert in_short(found["site"]) == (
        "site set upper_belly lower_belly groin inner_thigh hip low_back buttock bone elsewhere"
    )
    assert in_short(found["mets_bone"]) == "mets_bone bool"
    assert in_short(found["enlarged_nodes"]) == (
        "enlarged_nodes set none upper_belly lower_belly groin inner_thigh elsewhere"
    )
    rays = in_short(found["radiated_regions"]).split()
    assert rays[:3] + rays[-1:] == ["radiated_regions", "set", "none", "other"]


@each_question
def test_a_question_is_well_formed(q):
    assert sorted(q) == sorted(KEYS)
    assert q["answers"] == "four"
    assert q["question"].endswith("?")
    assert len(q["question"]) <= 220
    assert q["action"].endswith(".")
    assert q["source"].strip()


@each_question
def test_a_row_is_as_strict_as_the_strictest_of_its_effects(q):
    strictest = min((each["severity"] for each in q["effects"]), key="EUSCA".index)
    assert q["severity"] == strictest
    touched = {
        z for e in q["effects"] if e["severity"] == strictest for z in zones.spread(e["scope"])
    }
    assert set(zones.spread(q["scope"])) == touched
    assert q["cap"] == min((e["cap"] for e in q["effects"] if e["cap"]), default=None)


@each_question
def test_only_a_stop_has_words_for_the_client_at_once(q):
    assert bool(q["told_now"]) == (q["severity"] in ("E", "U"))
    if q["severity"] == "E":
        assert re.search(r"call (your|the) local emergency number", q["told_now"])
    for rule in q["rules"]:
        stop = {each["severity"] for each in rule.get("effects", ())} & {"E", "U"}
        raised = stop and q["severity"] not in stop
        assert not raised or rule["told_now"].endswith(".")


@each_question
def test_every_source_is_explained(q):
    tags = re.findall(r"[A-Z]+\d+|LOW|GK|DESIGN", q["source"].replace("row CV02", ""))
    assert [tag for tag in tags if tag not in TABLE["sources"]] == []


@each_question
def test_a_follow_up_has_words_for_the_client_and_a_reason(q):
    for field in (*q["follow_up"], *(cell for each in q["follow_up"] for cell in each["fields"])):
        assert list(field) == FIELD_KEYS
        assert field["type"] in READERS
        assert field["label"][-1] in "?.rse"  # a question, a sentence or a plain name
        assert re.match(r"(3|8|13|UR|RP)", field["rule"])
        assert bool(field["choices"]) == (field["type"] in ("enum", "set"))
        assert bool(field["fields"]) == (field["type"] == "list")
        assert bool(field["range"]) == (field["type"] in ("int", "num"))
        assert bool(field["max"]) == (field["type"] in ("list", "text"))
        assert all(code and label for code, label in field["choices"])


def conditions(when):
    """Every single condition of one that may hold several."""
    several = when.get("all", when.get("any"))
    if several is None:
        return [when]
    return [one for each in several for one in conditions(each)]


def rules_of(q):
    """(rule, the follow-ups it can ask for) of a row, those of list lines too."""
    for rule in q["rules"]:
        if "each" in rule:
            (field,) = [field for field in q["follow_up"] if field["name"] == rule["each"]]
            yield from ((inner, field["fields"]) for inner in rule["rules"])
        else:
            yield rule, q["follow_up"]


@each_question
def test_a_rule_asks_only_for_what_there_is(q):
    for rule, fields in rules_of(q):
        known = {field["name"]: field for field in fields}
        assert set(rule) <= {"when", "effects", "also", "notes", "told_now", "unclear", "why"}
        assert rule["why"]
        assert set(rule.get("notes", ())) <= set(NOTES)
        for one in conditions(rule["when"]):
            (subject,) = SUBJECTS & set(one)
            (how,) = set(one) & {*CONDITIONS, "blank"}
            assert set(one) - {subject, how} <= {"or_blank", "grows"}
            if subject == "field":
                choices = {code for code, _label in known[one["field"]]["choices"]}
                wanted = one[how] if isinstance(one[how], list) else [one[how]]
                assert not choices or how == "blank" or set(wanted) <= choices
            elif subject == "fact":
                assert one["fact"] == "answer" or hasattr(Facts(), one["fact"])
            else:
                assert one["row"] in screening.rows()


@each_question
def test_an_effect_names_known_zones_in_order(q):
    for rule, fields in ({"effects": q["effects"]}, q["follow_up"]), *rules_of(q):
        names = {field["name"] for field in fields}
        for effect in rule["effects"]:
            assert set(effect) <= EFFECT_KEYS
            scope = effect["scope"]
            assert scope == ["all"] or scope == [zone for zone in zones.ALL if zone in scope] != []
            assert scope == ["all"] or effect["severity"] not in ("E", "U")
            assert effect["sides"] in (None, "left", "right", *names & {"side"})
            assert effect.get("where") in (None, *names)


def test_every_place_that_can_be_named_lies_somewhere():
    for q in QUESTIONS:
        for rule, fields in ({"effects": q["effects"]}, q["follow_up"]), *rules_of(q):
            named = {effect.get("where") for effect in rule["effects"]}
            for field in fields:
                if field["name"] in named:
                    codes = {code for code, _label in field["choices"]}
                    assert codes - set(zones.SITES) <= {"bone"}  # unknown: the whole scope


def test_groups_are_small_and_wholly_private_or_not():
    sizes = Counter(q["group"] for q in QUESTIONS)
    assert [group["code"] for group in TABLE["groups"]] == list(sizes)
    assert max(sizes.values()) <= 8
    private = {group["code"]: group["private"] for group in TABLE["groups"]}
    assert [q["id"] for q in QUESTIONS if q["private"] != private[q["group"]]] == []
