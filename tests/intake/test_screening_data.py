"""The screening table is whole, well formed and unchanged."""

import hashlib
import re
from collections import Counter

import pytest

from intake import screening

TABLE = screening.load()
QUESTIONS = TABLE["questions"]


def listed(text):
    return text.split()


SEALED = {"2026-11-23": "b4f467b72152b2d713661cc70d58e0a53905bb16ba56ccdf3c0b62948debcb1b"}

FLAGS = listed("""
    RF01 RF02 RF03 RF04 RF05 RF06 RF07 RF08 RF09 RF10
    RF11 RF12 RF13 RF14 RF15 RF16 RF17 RF18 RF19
""")
CONDITIONS = listed("""
    CV01 CV02 CV03 CV04 CV05 CV06 CV07 CV08 CV09 CV10
    GI01 GI02 GI03 GI04 GI05 GI06 GI07 GI08
    UR01 UR02 UR03 UR04 UR05
    RP01 RP02 RP03 RP04 RP05 RP06
    SX01 SX02 SX03 SX04 SX05
    MS01 MS02 MS03 MS04 MS05 MS06
    NE01 NE02 NE03 NE04
    CA01 CA02 IM01 SK01 SK02 AL01 RX01 MH01 MH02 AG01 TR01
""")
ASKED_FIRST = listed("""
    RF01 RF02 RF03 RF04 RF05 RF06 RF07 RF08 RF10 RF11 RF12 RF13 RF14 RF15 RF16 RF17 RF18
    CV01 CV04 CV05 CV06 CV07 GI01 GI02 GI04 UR04 RP01 RP02 RP03 SX01 SX03 MS01 MS04
    NE01 CA01 SK01 AL01 RX01 MH01
""")
ASKED_EVERY_VISIT = listed("""
    RF01 RF02 RF03 RF04 RF05 RF06 RF08 RF09 RF10 RF11 RF12 RF13 RF14 RF15 RF16 RF17 RF18 RF19
    GI08 UR01 RP06 SK01 SK02
""")
IN_PRIVATE = listed("RF04 RF08 RF10 RF13 RF19 RP01 RP02 RP03 RP04 RP05 RP06")
WITH_FOLLOW_UP = listed("""
    RF06 CV01 CV02 CV04 CV05 CV07 GI01 GI02 GI04 UR04 RP01 RP02 RP03 SX01 SX03 MS01
    CA01 RX01 AL01
""")
SEVERITY = {
    "E": listed("RF02 RF03 RF04 RF09 RF10 RF12 RF13 RF14 RF17"),
    "U": listed("RF01 RF05 RF06 RF08 RF11 RF15 RF16 RF18 RF19 CV04 UR03 SK02"),
    "S": listed("""
        RF07 CV01 CV03 CV06 CV08 GI01 GI02 GI03 GI04 GI05 GI06 UR02 UR04 UR05
        RP01 RP02 RP04 RP05 SX01 SX05 MS02 MS03 MS05 CA01 SK01
    """),
    "C": listed("""
        CV02 CV05 CV07 CV09 RP03 SX02 SX03 SX04 MS01 MS04 NE02 CA02 IM01 RX01 AG01
    """),
    "A": listed("CV10 GI07 GI08 UR01 RP06 MS06 NE01 NE03 NE04 AL01 MH01 MH02 TR01"),
}
CAPS = {"CV05": 2, "MS01": 2, "NE01": 2, "RX01": 2, "CA01": 2, "CA02": 1}
NARROWED = {
    "CV08": "side",
    "CV10": "site",
    "GI04": "site",
    "GI05": "quadrant",
    "UR05": "side",
    "SX05": "device",
    "MS03": "site",
    "MS05": "site",
    "CA01": "site",
    "CA02": "side",
    "SK01": "site",
}
ZONES = [
    "Z1_abd_upper",
    "Z2_abd_lower",
    "Z3_iliac_fossa",
    "Z4_inguinal",
    "Z5_femoral_tendon",
    "Z6_lesser_troch",
    "Z7_costal_margin",
    "Z8_lumbar_post",
    "Z9_hip_lateral_ant",
    "Z10_glute_sacrum",
]
KEYS = listed("""
    id group kind today question answers observed core private severity severity_note
    scope scope_detail cap action source told_now follow_up
""")
TYPES = ["bool", "date", "enum", "int", "list", "num", "set", "set<region>", "text", "text/list"]


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


def test_every_question_is_there_once():
    assert sorted(q["id"] for q in QUESTIONS) == sorted(FLAGS + CONDITIONS)


def test_who_is_asked_what_and_when():
    assert ids(kind="flag") == FLAGS
    assert ids(kind="condition") == sorted(CONDITIONS)
    assert ids(core=True) == sorted(ASKED_FIRST)
    assert ids(today=True) == sorted(ASKED_EVERY_VISIT)
    assert ids(private=True) == sorted(IN_PRIVATE)
    assert ids(observed=True) == ["RF09"]
    assert sorted(q["id"] for q in QUESTIONS if q["follow_up"]) == sorted(WITH_FOLLOW_UP)


def test_a_plain_yes_weighs_what_the_reference_says():
    assert {code: ids(severity=code) for code in SEVERITY} == {
        code: sorted(rows) for code, rows in SEVERITY.items()
    }
    assert sum(len(rows) for rows in SEVERITY.values()) == len(QUESTIONS)


def test_caps_and_narrowed_scopes():
    assert {q["id"]: q["cap"] for q in QUESTIONS if q["cap"] is not None} == CAPS
    assert {q["id"]: q["scope_detail"] for q in QUESTIONS if q["scope_detail"]} == NARROWED


@each_question
def test_a_question_is_well_formed(q):
    assert sorted(q) == sorted(KEYS)
    assert q["answers"] == "four"
    assert q["question"].endswith("?")
    assert len(q["question"]) <= 220
    assert q["action"].endswith(".")
    assert q["source"].strip()


@each_question
def test_a_scope_names_known_zones_in_order(q):
    if q["severity"] in ("E", "U"):
        assert q["scope"] == ["all"]
    if q["scope"] != ["all"]:
        assert q["scope"]
        assert q["scope"] == [zone for zone in ZONES if zone in q["scope"]]


@each_question
def test_only_a_stop_has_words_for_the_client_at_once(q):
    assert bool(q["told_now"]) == (q["severity"] in ("E", "U"))
    if q["severity"] == "E":
        assert re.search(r"call (your|the) local emergency number", q["told_now"])


@each_question
def test_every_source_is_explained(q):
    tags = re.findall(r"[A-Z]+\d+|LOW|GK|DESIGN", q["source"].replace("row CV02", ""))
    assert [tag for tag in tags if tag not in TABLE["sources"]] == []


@each_question
def test_a_follow_up_says_what_it_takes_and_what_it_decides(q):
    for field in q["follow_up"]:
        assert set(field) - {"fields"} == {"name", "type", "choices", "range", "rule"}
        assert field["type"] in TYPES
        assert field["rule"]
        assert bool(field["choices"]) == (field["type"] in ("enum", "set"))
        assert bool(field.get("fields")) == (field["type"] == "list")


def test_groups_are_small_and_wholly_private_or_not():
    sizes = Counter(q["group"] for q in QUESTIONS)
    assert [group["code"] for group in TABLE["groups"]] == list(sizes)
    assert max(sizes.values()) <= 8
    private = {group["code"]: group["private"] for group in TABLE["groups"]}
    assert [q["id"] for q in QUESTIONS if q["private"] != private[q["group"]]] == []
