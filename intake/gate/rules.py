"""What an answer means: the small language of the screening table (domain 3.3.1), without a page.

Every function is pure. A row of the table has `effects`, what a plain yes means, and `rules`, what
its follow-ups make of it. The rules are read in order: the first one that holds stands instead of
the effects; a rule with `also` adds to whatever stands. `docs/screening.md` describes the language.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from intake import screening
from intake.body import zones
from intake.models.health import SEVERITIES

COUNTING = ("yes", "unsure", "prefer_not")  # an answer that is not a plain "no"
BOTH = zones.SIDES


@dataclass(frozen=True)
class Facts:
    """What weighs besides the answer itself.

    `sex`: as on the form, empty when not given. `guarded`: a guardian's agreement and the client's
    own yes both stand (domain 8.6). `smoked`: ever, or they would rather not say; None unasked.
    `others`: the values of the other answers by code.
    """

    age: int | None = None
    sex: str = ""
    guarded: bool = False
    smoked: bool | None = None
    others: Mapping = field(default_factory=dict)

    @property
    def minor(self):
        """Known to be under the age at which somebody counts as an adult here."""
        return self.age is not None and self.age < settings.MAJORITY_AGE


@dataclass(frozen=True)
class Effect:
    """One thing that an answer does: a severity and a highest level 1-5, in zones, on sides.

    `permanent`: only a correction of the data lifts it. `fixed`: no clearance or reason opens it.
    """

    severity: str
    zones: tuple = zones.ALL
    cap: int | None = None
    sides: tuple = BOTH
    permanent: bool = False
    fixed: bool = False

    def touches(self, zone, side):
        return zone in self.zones and side in self.sides

    def covers(self, other):
        """Is nothing of `other` stricter than this, at any of its places?"""
        wider = set(other.zones) <= set(self.zones) and set(other.sides) <= set(self.sides)
        lasting = self.permanent >= other.permanent and self.fixed >= other.fixed
        lower = other.cap is None or (self.cap is not None and self.cap <= other.cap)
        as_strict = SEVERITIES.index(self.severity) <= SEVERITIES.index(other.severity)
        return wider and lasting and as_strict and (lower or self.severity in ("E", "U"))


@dataclass(frozen=True)
class Outcome:
    """All that comes of one answer. `told`: words for the client at once, which a rule adds.

    `unclear`: the answer contradicts itself, and has to be settled with the client.
    """

    effects: tuple = ()
    notes: tuple = ()
    told: tuple = ()
    unclear: bool = False

    def __add__(self, other):
        return Outcome(
            _once(self.effects + other.effects),
            _once(self.notes + other.notes),
            _once(self.told + other.told),
            self.unclear or other.unclear,
        )


def effects_of(row, value, details, facts, today, answered_on=None):
    """The effects of an answer to `row` of the table, in the table's order; see `outcome`."""
    return list(outcome(row, value, details, facts, today, answered_on).effects)


def outcome(row, value, details=None, facts=None, today=None, answered_on=None):
    """The whole meaning of one answer.

    `row`: of the table, or a Question, which is looked up there. `value`: yes, no, unsure,
    prefer_not, or empty for a question that nobody has answered. `details`: Answer.details.
    `today`: the day on which it is read; `answered_on`: the day of the answer, for what grows.
    """
    row = row if isinstance(row, Mapping) else row_of(row)
    if value not in COUNTING and not row.get("always"):
        return Outcome()
    return _apply(row["rules"], asked(row, value, details, facts, today, answered_on))


def asked(row, value, details, facts, today, answered_on=None):
    """An answer with everything that its rules look at; see `outcome`."""
    known = {
        each["name"]: _read(each, ((details or {}).get(each["name"]) or {}).get("value"))
        for each in row["follow_up"]
    }
    return _Asked(row, known, value or "", facts or Facts(), today, answered_on)


def row_of(question):
    """The row of the newest table; for a code that it no longer has, the question's own words."""
    if found := screening.rows().get(question.code):
        return found
    plain = {"severity": question.severity, "scope": question.scope, "cap": question.cap}
    return {
        "id": question.code,
        "severity": question.severity,
        "effects": question.effects or [plain],
        "rules": question.rules,
        "follow_up": question.follow_up,
    }


@dataclass(frozen=True)
class _Asked:
    row: Mapping
    known: Mapping  # the follow-ups that were answered, checked and read
    value: str
    facts: Facts
    today: datetime.date
    answered_on: datetime.date | None

    def item(self, known):
        """The same question, asked of one line of a list."""
        return _Asked(self.row, known, self.value, self.facts, self.today, self.answered_on)

    def subject(self, condition):
        if "field" in condition:
            return self.known.get(condition["field"])
        if "row" in condition:
            return self.facts.others.get(condition["row"])
        name = condition["fact"]
        found = self.value if name == "answer" else getattr(self.facts, name)
        return None if found == "" else found


def _apply(rules, asked):
    """The first rule that holds, or the row's own effects; and every `also`."""
    stands, more = None, Outcome()
    for rule in rules:
        if "each" in rule:
            lines = asked.known.get(rule["each"])
            if lines and stands is None:
                stands = sum((_apply(rule["rules"], asked.item(line)) for line in lines), Outcome())
        elif not holds(rule["when"], asked):
            continue
        elif rule.get("also"):
            more += _of_rule(rule, asked)
        elif stands is None:
            stands = _of_rule(rule, asked)
    if stands is None:
        stands = Outcome(_resolved(asked.row["effects"], asked))
    return stands + more


def _of_rule(rule, asked):
    told = (rule["told_now"],) if rule.get("told_now") else ()
    notes, unclear = tuple(rule.get("notes", ())), rule.get("unclear", False)
    return Outcome(_resolved(rule["effects"], asked), notes, told, unclear)


def _resolved(effects, asked):
    """The effects with their places; one whose place is known to lie outside every zone is gone."""
    found = (_effect(effect, asked) for effect in effects)
    return _once(effect for effect in found if effect.zones)


def _effect(effect, asked):
    return Effect(
        severity=effect["severity"],
        zones=_zones(effect, asked.known),
        cap=effect.get("cap"),
        sides=_sides(effect.get("sides"), asked.known),
        permanent=effect.get("permanent", False),
        fixed=effect.get("fixed", False),
    )


def _zones(effect, known):
    """The zones under the named site; without one, or with one nobody can place, the scope."""
    whole = zones.spread(effect["scope"])
    sites = known.get(effect.get("where")) or ()
    sites = (sites,) if isinstance(sites, str) else sites
    if not sites or any(site not in zones.SITES for site in sites):
        return whole
    touched = {zone for site in sites for zone in zones.SITES[site]}
    return tuple(zone for zone in zones.ALL if zone in touched)


def _sides(named, known):
    """`named`: a follow-up that holds a side, or a side itself. Unknown is both."""
    side = named if named in BOTH else known.get(named)
    return (side,) if side in BOTH else BOTH


def holds(condition, asked):
    """Whether a condition is true. What was not answered makes none true but `blank`."""
    if "all" in condition:
        return all(holds(each, asked) for each in condition["all"])
    if "any" in condition:
        return any(holds(each, asked) for each in condition["any"])
    found = asked.subject(condition)
    if "blank" in condition:
        return (found is None) == condition["blank"]
    if found is None:
        return condition.get("or_blank", False)
    if condition.get("grows") == "weekly" and asked.answered_on:
        found += max(0, (asked.today - asked.answered_on).days) // 7
    name, wanted = next((name, condition[name]) for name in CONDITIONS if name in condition)
    return CONDITIONS[name](found, wanted, asked.today)


def _many(found):
    return found if isinstance(found, (list, tuple)) else [found]


CONDITIONS = {
    "is": lambda found, wanted, today: found == wanted,
    "any_of": lambda found, wanted, today: any(each in wanted for each in _many(found)),
    "only": lambda found, wanted, today: all(each in wanted for each in _many(found)),
    "at_least": lambda found, wanted, today: found >= wanted,
    "at_most": lambda found, wanted, today: found <= wanted,
    # A day that is still to come counts as today.
    "within_days": lambda found, wanted, today: (today - found).days < wanted,
    "older_than_days": lambda found, wanted, today: (today - found).days >= wanted,
}


def _read(spec, value):
    """A follow-up's value as Python has it; None for a blank and for anything that does not fit."""
    if value in (None, "", []):
        return None
    try:
        return READERS[spec["type"]](spec, value)
    except (TypeError, ValueError, AttributeError):
        return None


def _code(spec, value):
    return value if value in {code for code, _word in spec["choices"]} else None


def _codes(spec, value):
    # One code that is not on the list makes the whole answer unknown, so that it opens nothing.
    return value if all(_code(spec, each) for each in value) else None


def _number(spec, value):
    low, high = spec["range"]
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
    return value if fits else None


def _lines(spec, value):
    return [
        {each["name"]: _read(each, line.get(each["name"])) for each in spec["fields"]}
        for line in value
    ]


READERS = {
    "enum": _code,
    "set": _codes,
    "bool": lambda spec, value: value if isinstance(value, bool) else None,
    "int": _number,
    "num": _number,
    "date": lambda spec, value: datetime.date.fromisoformat(value),
    "text": lambda spec, value: value,
    "list": _lines,
}


def _once(found):
    return tuple(dict.fromkeys(found))
