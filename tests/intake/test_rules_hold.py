"""Promises about any answers at all: blanks and additions never open anything (domain 13)."""

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from intake import screening
from intake.body import zones
from intake.body.zones import PLACES
from intake.gate.meaning import Facts
from intake.models.health import SEVERITIES
from tests.intake.build_standing import (
    DAY,
    a_change,
    a_letter,
    an_answer,
    days_ago,
    said,
    weighed,
)

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
ROWS = screening.rows()
# A reading and a scan can only add to what was said: without them the row of the domain decides.
ONLY_RAISE = {("CV07", "systolic"), ("CV07", "diastolic"), ("CV02", "aorta_scan")}
FACTS = st.builds(
    Facts,
    age=st.none() | st.integers(10, 90),
    sex=st.sampled_from(["", "female", "male", "other"]),
    guarded=st.booleans(),
)
VALUES = st.sampled_from(["yes", "unsure", "prefer_not"])


def a_value(field):
    """Anything that can be answered to one follow-up."""
    codes = [code for code, _word in field["choices"]]
    return {
        "enum": lambda: st.sampled_from(codes),
        "set": lambda: st.lists(st.sampled_from(codes), min_size=1, unique=True, max_size=3),
        "bool": st.booleans,
        "int": lambda: st.integers(*field["range"]),
        "num": lambda: st.floats(*field["range"]),
        "date": lambda: st.integers(0, 800).map(days_ago),
        "text": lambda: st.just("words"),
        "list": lambda: st.lists(some_of(field["fields"]), min_size=1, max_size=3),
    }[field["type"]]()


def some_of(fields):
    """Answers to some of the follow-ups: {name: value}."""
    return st.fixed_dictionaries({}, optional={each["name"]: a_value(each) for each in fields})


DETAILS = {code: some_of(row["follow_up"]) for code, row in ROWS.items()}
AN_ANSWER = st.sampled_from(list(ROWS)).flatmap(
    lambda code: st.tuples(st.just(code), VALUES, DETAILS[code])
)


def weight(found):
    """{place: the rank of what closes it, and the cap}; the smaller the stricter.

    What is only adjusted weighs nothing here: it closes no place.
    """
    return {place: (_rank(found, place), _cap(found, place)) for place in PLACES}


def _rank(found, place):
    ranks = [SEVERITIES.index(each.severity) for each in found.effects if each.touches(*place)]
    return min([*ranks, SEVERITIES.index("A")])


def _cap(found, place):
    return min([each.cap or 5 for each in found.effects if each.touches(*place)] or [5])


def is_milder(less, whole, plain):
    """Is any place less closed, or less capped while it is not closed, than both others say?"""
    for place in PLACES:
        rank, cap = less[place]
        if rank > max(whole[place][0], plain[place][0]):
            return place
        if rank > SEVERITIES.index("S") and cap > max(whole[place][1], plain[place][1]):
            return place
    return None


def levels(found):
    return {place: found[place].level for place in PLACES}


def the_answers(chosen):
    return [an_answer(code, value, **facts) for code, value, facts in chosen]


@pytest.mark.parametrize("code", [code for code, row in ROWS.items() if row["follow_up"]])
@quick
@given(data=st.data(), facts=FACTS)
def test_a_blank_follow_up_is_never_milder_than_a_plain_yes(code, data, facts):
    values = data.draw(DETAILS[code])
    whole = weight(said(code, facts=facts, **values))
    plain = weight(said(code, facts=facts))
    for name in values:
        if (code, name) in ONLY_RAISE:
            continue
        less = weight(said(code, facts=facts, **{k: v for k, v in values.items() if k != name}))
        assert not is_milder(less, whole, plain), name


@pytest.mark.parametrize("code", ["SX01", "RX01"])
@quick
@given(data=st.data())
def test_a_blank_in_a_line_is_never_milder_than_a_plain_yes(code, data):
    (field,) = ROWS[code]["follow_up"]
    line = data.draw(some_of(field["fields"]))
    whole, plain = weight(said(code, **{field["name"]: [line]})), weight(said(code))
    for name in line:
        rest = {key: value for key, value in line.items() if key != name}
        less = weight(said(code, **{field["name"]: [rest]}))
        assert not is_milder(less, whole, plain), name


@quick
@given(facts=FACTS, chosen=st.lists(AN_ANSWER, max_size=4, unique_by=lambda row: row[0]))
def test_anything_but_a_no_never_opens_a_place(facts, chosen):
    # A normal scan on record opens what age and sex alone had closed: that is its row.
    assume(not any(values.get("aorta_scan") == "normal" for _code, _value, values in chosen))
    before = levels(weighed(*the_answers(chosen[:-1]), facts=facts))
    after = levels(weighed(*the_answers(chosen), facts=facts))
    assert all(after[place] <= before[place] for place in PLACES)


@quick
@given(chosen=st.lists(AN_ANSWER, max_size=3, unique_by=lambda row: row[0]), data=st.data())
def test_a_blank_question_never_opens_a_place(chosen, data):
    blank = data.draw(st.sets(st.sampled_from(list(ROWS)), max_size=3))
    rest = the_answers(row for row in chosen if row[0] not in blank)
    before, after = weighed(*rest), weighed(*rest, blank=blank)
    assert all(after[place].level <= before[place].level for place in PLACES)


@quick
@given(
    chosen=st.lists(AN_ANSWER, min_size=1, max_size=3, unique_by=lambda row: row[0]),
    severity=st.sampled_from(SEVERITIES),
    touched=st.sets(st.sampled_from(zones.ALL), min_size=1),
    cap=st.none() | st.integers(1, 5),
    blank=st.booleans(),
)
@example(chosen=[("GI07", "yes", {})], severity="U", touched={"Z8_lumbar_post"}, cap=1, blank=True)
def test_a_change_without_a_reviewer_only_makes_stricter(chosen, severity, touched, cap, blank):
    code = chosen[0][0]
    rows = the_answers(chosen[1:] if blank else chosen)
    silent = [code] if blank else []
    change = a_change(code, severity, touched, cap=cap)
    before, after = weighed(*rows, blank=silent), weighed(*rows, blank=silent, changes=change)
    assert all(after[place].level <= before[place].level for place in PLACES)
    if not blank and severity in ("E", "U"):
        assert not any(levels(after).values())


@quick
@given(chosen=AN_ANSWER)
def test_a_letter_never_opens_a_stop_or_what_is_closed_for_good(chosen):
    (answer,) = the_answers([chosen])
    found = weighed(answer, letters=a_letter(chosen[0]))
    for flag in found.flags:
        for effect in flag.effects:
            stays = effect.severity in ("E", "U") or effect.permanent or effect.fixed
            if stays or (flag.unsettled and effect.severity == "S"):
                touched = [place for place in PLACES if effect.touches(*place)]
                assert all(found[place].level == 0 for place in touched)


@quick
@given(chosen=st.lists(AN_ANSWER, max_size=4, unique_by=lambda row: row[0]), facts=FACTS)
def test_a_level_is_never_above_the_zones_own(chosen, facts):
    found = weighed(*the_answers(chosen), facts=facts)
    for (zone, _side), place in found.items():
        assert 0 <= place.level <= place.default == zones.CAPS[zone]
        assert place.binds
        assert (place.level == 0) == bool(place.locks) == (place.state == "locked")
    assert found.standing.day == DAY
