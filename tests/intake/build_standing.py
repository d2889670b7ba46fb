"""A client of whom everything is known and nothing is in the way; pure, so that tests are fast."""

import datetime

from clinic.models import User
from intake import screening, wordings
from intake.body.zones import ALL
from intake.gate import places, rules, standing
from intake.gate.meaning import Facts
from intake.models import (
    Answer,
    Clearance,
    Consent,
    Decision,
    Intake,
    Mark,
    Pressure,
    Question,
    RuleChange,
)
from intake.models.consent import AREAS
from intake.models.pressure import AREAS as FELT_AREAS

DAY = datetime.date(2026, 11, 24)
WOMAN = Facts(age=40, sex="female")
QUESTIONS = {
    code: Question(
        version=screening.LATEST,
        code=code,
        position=position,
        text=row["question"],
        severity=row["severity"],
        scope=row["scope"],
        action=row["action"],
        core=row["core"],
    )
    for position, (code, row) in enumerate(screening.rows().items(), start=1)
}
ASKED = tuple(code for code, row in screening.rows().items() if row["core"])


def days_ago(days):
    """A day as an answer keeps it."""
    return (DAY - datetime.timedelta(days=days)).isoformat()


def details(**values):
    """Follow-ups as an answer keeps them."""
    return {name: {"asked": "", "value": value, "said": ""} for name, value in values.items()}


def said(code, value="yes", facts=WOMAN, answered_on=None, **values):
    """The rules.Outcome of one answer, by the newest table."""
    row = screening.rows()[code]
    return rules.outcome(row, value, details(**values), facts, DAY, answered_on)


def an_answer(code, value="yes", *, at=None, **values):
    """An unsaved answer; `at`: (intake, visit, staff) ids of the occasion."""
    intake, visit, by = at or (1, None, None)
    facts = {"intake_id": intake, "visit_id": visit, "recorded_by_id": by}
    return Answer(question=QUESTIONS[code], value=value, details=details(**values), **facts)


def answers(*given, blank=()):
    """`given` on top of a "no" to every question of the form; `blank`: codes nobody answered."""
    said = {row.question.code for row in given}
    return (*(an_answer(c, "no") for c in ASKED if c not in said and c not in blank), *given)


def bearing_all(**levels):
    """The firmest pressure everywhere, so that only other limits bind."""
    firm = {f"{area}_level": 5 for area in FELT_AREAS}
    return Pressure(general=5, **(firm | levels))


def a_consent(kind, decision="given", **facts):
    read = {"wording_hash": wordings.version(kind)}
    return Consent(kind=kind, decision=decision, **read | facts)


def a_standing(*given, blank=(), consents=(), **facts):
    """Somebody with "no" to everything but `given`, who agrees to everything but `consents`."""
    agreed = {kind.value: a_consent(kind) for kind in AREAS}
    known = {
        "day": DAY,
        "facts": WOMAN,
        "intake": Intake(),
        "pressure": bearing_all(),
        "answers": answers(*given, blank=blank),
        "consents": agreed | {row.kind: row for row in consents},
    }
    return standing.Standing(**(known | facts))


def weighed(*given, **facts):
    """The Places of that person."""
    return places.weigh(a_standing(*given, **facts))


def a_letter(code, zones=ALL):
    """A clearance that counts today."""
    return {code: Clearance(code=code, zones=list(zones))}


def a_decision(outcome="with_changes", reason="Seen the letter and talked it over.", opens=ALL):
    """What it overrides: everything, when there is a reason; it opens every place of these."""
    overrides = list(ASKED) if reason else []
    by = User(name="Sample Therapist")
    facts = {"overrides": overrides, "reason_zones": opens and list(opens)}
    return Decision(outcome=outcome, reason=reason, decided_by=by, **facts)


def a_change(code, severity, zones=ALL, *, cap=None, instead=False, version=screening.LATEST):
    """{code: what this clinic changed}."""
    facts = {"severity": severity, "zones": list(zones), "cap": cap, "instead": instead}
    return {code: RuleChange(code=code, version=version, **facts)}


def a_mark(region, side):
    return Mark(region=region, side=side, kind="avoid")
