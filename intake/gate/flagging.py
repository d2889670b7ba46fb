"""An answer that matters: which rule it sets off, and what that does.

Pure: everything here takes answers, facts and changes, and asks no database.
"""

import dataclasses
from functools import cache

from django.utils import timezone

from intake import screening
from intake.body import zones
from intake.gate import because, rules, triage
from intake.gate.flag import Flag
from intake.gate.heard import Heard, is_old, is_silent
from intake.gate.rules import Effect, Facts
from intake.models import Answer, Question
from intake.models.health import SEVERITIES

STOPS, LOCKS, BENDABLE = ("E", "U"), ("S", "C"), ("C", "A")
SETTLED_BY_THERAPIST = ("E", "U", "S")  # a "not sure" here is cleared up before the start
NOT_PLAIN = (Answer.Value.UNSURE, Answer.Value.PREFER_NOT)
SAME = tuple(  # what a row of the table and a Question both call the same
    "kind group severity scope cap action source private today core observed effects rules".split()
)
STICKY = tuple(  # rows that can close a place for good
    code
    for code, row in screening.rows().items()
    if any(effect["permanent"] for rule in row["rules"] for effect in rule.get("effects", ()))
)


def flags(answers, facts=None, changes=None, *, today=None):
    """The answers that matter, strictest first, then in the order of asking.

    What nobody has triaged stands before them all.

    `answers`: rows with their question, several to one question in the order in which they came.
    `facts`: of the person; without them nothing follows from age and sex alone. `changes`: what
    this clinic changed, {code: RuleChange}. Pure: no queries.
    """
    reading = _Reading(answers, facts, changes or {}, today or timezone.localdate())
    found = [flag for flag in reading.flags() if flag.effects]
    found.sort(key=_rank)
    return found


def _rank(flag):
    return not flag.untriaged, SEVERITIES.index(flag.severity), flag.question.position


class _Reading:
    """One reading of a client's answers, by the rules of one day."""

    def __init__(self, answers, facts, changes, today):
        self.heard, self.changes, self.today = Heard(answers), changes, today
        self.knows, self.facts = facts is not None, facts or Facts()
        newest = self.heard.newest().values()
        self.facts = self._knowing(row for row in newest if not is_silent(row))

    def _knowing(self, answers):
        others = {**self.facts.others, **{row.question.code: row.value for row in answers}}
        return dataclasses.replace(self.facts, others=others)

    def flags(self):
        always = [code for code, row in screening.rows().items() if row["always"] and self.knows]
        stands = {code: [_silent(code)] for code in always} | self.heard.stands
        found = {code: self._flag(code, rows) for code, rows in stands.items()}
        return [*found.values(), *self._added(found)]

    def _added(self, found):
        """What forms that are not sent add to `found`; their "no" opens nothing (domain 3.1)."""
        told = [
            row for rows in self.heard.added.values() for row in rows if row.value in rules.COUNTING
        ]
        self.facts = self._knowing(told)
        for row in told:
            flag = self._flag(row.question.code, [row])
            if flag.adds_to(found.get(row.question.code)):
                yield flag

    def _flag(self, code, rows):
        answer = rows[-1]
        found, unsettled = self._held(answer, self._outcome(answer))
        effects, notes = changed(code, answer.value, found.effects, self.changes), found.notes
        if code in STICKY and not answer.draft and (kept := self._kept(rows)):
            effects = tuple(dict.fromkeys((*effects, *kept)))
            notes += ("only_correction",)
        unsettled |= answer.value in NOT_PLAIN and _is_strict(effects)
        untriaged = triage.is_told(answer) and triage.of(answer) is None
        why = self._because(answer) if effects else ""
        return Flag(answer, unsettled, effects, notes, found.told, untriaged, why)

    def _because(self, answer):
        row = rules.row_of(answer.question)
        if not self.knows or not row.get("always"):
            return ""
        silent = is_silent(answer)
        value, details = ("", {}) if silent else (answer.value, answer.details)
        return because.words(row, rules.asked(row, value, details, self.facts, self.today))

    def _held(self, answer, found):
        """(what comes of it, whether it is held): what is settled first weighs as a plain yes.

        Domain 3.4: "if a.value != yes and item.sev in {E,U,S}: hold". It is the row that counts, so
        no follow-up makes an unsure answer milder. So is a yes of the client that contradicts
        itself; what somebody at work wrote down is their word.
        """
        row, known = rules.row_of(answer.question), triage.of(answer)
        weight = known.severity if known else own_severity(row, self.changes)
        held = answer.value in NOT_PLAIN and weight in SETTLED_BY_THERAPIST
        held |= found.unclear and not answer.recorded_by_id
        if held and not _is_strict(found.effects):
            found += self._plain(row, answer)
        return found, held

    def _outcome(self, answer):
        if is_silent(answer):
            return self._outcome(_silent(answer.question.code)) if self.knows else rules.Outcome()
        if answer.value == Answer.Value.NO and not self.knows:
            return rules.Outcome()
        if known := triage.of(answer):
            return triage.outcome(known)
        row, facts = rules.row_of(answer.question), self.facts
        if answer.value == Answer.Value.NO and not row.get("always"):
            return rules.Outcome()  # most answers: no need to look at the day
        said_on = timezone.localdate(answer.recorded_at) if answer.recorded_at else None
        found = rules.outcome(row, answer.value, answer.details, facts, self.today, said_on)
        return found + self._plain(row, answer) if is_old(answer) else found

    def _plain(self, row, answer):
        """What it would mean with every follow-up blank."""
        return rules.outcome(row, answer.value, {}, self.facts, self.today)

    def _kept(self, rows):
        """What stays closed for good: only an explicit correction lifts it (domain 13, rule 10).

        Of a form its last word counts; of people at work every word, for each is a statement.
        """
        last = {}
        for row in rows:
            key = row.intake_id if row.recorded_by_id is None else ("staff", len(last))
            last.pop(key, None)
            last[key] = row
        kept = ()
        for row in last.values():
            lasting = tuple(each for each in self._outcome(row).effects if each.permanent)
            kept = lasting if row.corrects else (*kept, *lasting)
        return kept


def _silent(code):
    """An answer that nobody gave: it follows from age and sex."""
    row = question(screening.LATEST, code)
    return Answer(question=row, asked=row.text, value="")


@cache
def question(version, code, pk=None):
    """A row of the table as the Question that it is in the database, without asking there.

    Only to read: everybody who asks for it shares it. `pk`: the number it has in the database.
    """
    rows = screening.rows(version)
    row = {"effects": [], "rules": [], **rows[code]}
    same = {name: row[name] for name in SAME}
    return Question(
        id=pk,
        version=version,
        code=code,
        position=list(rows).index(code) + 1,
        text=row["question"],
        follow_up=row["follow_up"] if row["rules"] or row["effects"] else [],
        **{name: row[name] or "" for name in ("told_now", "severity_note")},
        **same,
    )


def changed(code, value, effects, changes):
    """The effects after this clinic's change of the row, if there is one (domain 3.4, last line).

    Without a reviewer a change only adds. Nothing takes away what closes a place for good.
    """
    change = changes.get(code)
    if change is None or not (value in rules.COUNTING or effects):
        return effects
    scope = zones.ALL if change.severity in STOPS else tuple(change.zones)
    added = Effect(change.severity, scope, change.cap)
    kept = [each for each in effects if each.permanent] if change.stands_instead else effects
    return (*kept, added)


def own_severity(row, changes):
    """How much a row weighs whatever follows it, after this clinic's change."""
    change = changes.get(row["id"])
    if change is None:
        return row["severity"]
    if change.stands_instead:
        return change.severity
    return min(row["severity"], change.severity, key=SEVERITIES.index)


def _is_strict(effects):
    return any(each.severity in SETTLED_BY_THERAPIST for each in effects)


def blank_codes(codes, changes=None):
    """The questions of the form that could stop the visit and that nobody answered (domain 13, 1).

    `codes`: those that have an answer.
    """
    return tuple(
        code
        for code, row in screening.rows().items()
        if row["core"] and code not in codes and _could_stop(code, row, changes or {})
    )


def _could_stop(code, row, changes):
    plain = tuple(Effect(each["severity"]) for each in row["effects"])
    return _is_strict(changed(code, Answer.Value.YES, plain, changes))
