"""All that is known of a client when a place is weighed, read in at most nine queries."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Value
from django.utils import timezone

from clinic.models import Client
from intake import clearances, minors, wordings
from intake.gate import lasting, meaning
from intake.models import Clearance, Consent, Decision, Intake, Mark, Pressure
from intake.models.choices_person import Smoking
from intake.models.consent import AGREEING, Choice, Kind
from intake.models.marks import MarkKind


@dataclass(frozen=True)
class Standing:
    """What stands for one client on one day; plain values, so that a test can make one.

    `intake`: the newest sent one or None. `answers`: as `meaning.telling` orders them.
    `consents`: {kind: its newest row}. `letters`: {code: the clearance that counts today}.
    `decision`: the one in force, or None. `last_decision`: the newest, whether it counts or not;
    what it forbids goes on binding. `visit`: the id of the visit, for what is agreed there.
    """

    day: datetime.date
    facts: meaning.Facts = field(default_factory=meaning.Facts)
    intake: Intake | None = None
    pressure: Pressure | None = None
    marks: tuple = ()  # where hands stay away
    drawn: tuple = ()  # everything on the body map
    answers: tuple = ()
    changes: dict = field(default_factory=dict)
    consents: dict = field(default_factory=dict)
    letters: dict = field(default_factory=dict)
    decision: Decision | None = None
    last_decision: Decision | None = None
    visit: int | None = None

    def agreed(self, kind):
        """Does the newest word on a kind of consent open it today?"""
        row = self.consents.get(kind)
        stands = row and row.decision in AGREEING
        return bool(stands and not self.ended(row) and not self.outdated(row))

    def ended(self, row):
        return row.valid_until is not None and row.valid_until < self.day

    def outdated(self, row):
        """A yes to words that read otherwise by now is asked for again (domain 8.5)."""
        return row.decision in AGREEING and not wordings.current(row)

    def agreed_here(self, kind):
        """Was it agreed to at this very visit?"""
        return self.visit is not None and self.agreed(kind) and self.at_visit(kind)

    def taken_back_here(self, kind):
        """Was it taken back at this very visit, whatever was said after that?"""
        return kind in self.consents and self.consents[kind].taken_back

    def at_visit(self, kind):
        return self.consents[kind].visit_id == self.visit


def of(client_id, *, visit=None, now=None):
    """Read it. `visit`: a Visit or its id."""
    day = timezone.localdate(now)
    intake = _newest_intake(client_id)
    visit = getattr(visit, "pk", visit)
    answers = tuple(meaning.telling(client_id, visit))
    letters = Clearance.objects.filter(client_id=client_id).order_by("code", "-pk")
    letters = clearances.in_force(letters.distinct("code").select_related("about"), answers, day)
    last = lasting.newest(client_id, now)
    drawn = tuple(Mark.objects.filter(intake=intake)) if intake else ()
    found = Standing(
        day=day,
        intake=intake,
        pressure=getattr(intake, "pressure", None),
        marks=tuple(mark for mark in drawn if mark.kind == MarkKind.AVOID),
        drawn=drawn,
        answers=answers,
        changes=meaning.changes(),
        consents=_consents(client_id, visit),
        letters=letters,
        decision=None if last is None or last.ended_by else last,
        last_decision=last,
        visit=visit,
    )
    # Whom the reader may not see is nobody here: nothing agreed, nothing known.
    client = None if intake else Client.objects.filter(pk=client_id).first()
    person = intake or Intake(client=client or Client())
    return _with_facts(found, person, now)


def facts_of(intake, *, guarded=False, now=None):
    """Age, sex and smoking for the rules. `intake`: with its client, whose age we know too."""
    about = getattr(intake, "about", None)
    smoking = getattr(about, "smoking", "")
    smoked = smoking != Smoking.NEVER if smoking else None
    return meaning.Facts(minors.age(intake, now), getattr(about, "sex", ""), guarded, smoked)


def _with_facts(found, person, now):
    guarded = found.agreed(Kind.GUARDIAN) and found.agreed(Kind.ASSENT)
    facts = facts_of(person, guarded=guarded, now=now)
    return Standing(**{**vars(found), "facts": facts})


def _newest_intake(client_id):
    rows = Intake.objects.sent().filter(client_id=client_id).order_by("-submitted_at", "-pk")
    rows = rows.select_related("about", "pressure", "client")
    return rows.defer("asked", "last_time").first()


def _consents(client_id, visit):
    """{kind: its newest row}; the words are read only where no version of them was kept."""
    rows = Consent.objects.counting().filter(client_id=client_id).order_by("kind", "-pk")
    withdrawn = Consent.objects.filter(visit=visit, decision=Choice.WITHDRAWN)
    withdrawn = withdrawn.filter(client_id=client_id, kind=OuterRef("kind"))
    rows = rows.annotate(taken_back=Exists(withdrawn) if visit else Value(False))
    found = {row.kind: row for row in rows.distinct("kind").defer("wording")}
    old = [row.pk for row in found.values() if not row.wording_hash]
    words = Consent.objects.filter(pk__in=old).values_list("kind", "wording") if old else ()
    for kind, wording in words:
        found[kind].wording = wording
    return found
