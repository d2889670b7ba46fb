"""What the day page lists, in a fixed number of queries."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Window
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import Visit
from intake import summary
from notes.models import Amendment, Note, Remark
from notes.models.note import WORDS

DRAFTS_SHOWN = 10


@dataclass
class Line:
    """One visit of the day: the visit, its note if there is one, and what to mind."""

    visit: Visit
    note: Note | None = None
    chips: list = field(default_factory=list)  # (kind, word) as `{% chip %}` takes them
    last: str = ""
    asked_at: datetime.datetime | None = None  # today's questions, at this visit
    blocked: list = field(default_factory=list)  # what stops this visit, and what to do now

    @property
    def asks_why(self):
        """Does something about this client want to be looked at before the visit?"""
        return any(kind in ("stop", "clay") for kind, _word in self.chips)


def day_from(text, today):
    """The day that `?day=2026-11-23` asks for; today when it asks for none that we know."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return today
    return day if 2000 <= day.year <= 2200 else today


def day_of(user, day, now):
    """`user`'s visits on `day`, in order of time."""
    visits = Visit.objects.visible_to(user, now).kept().on(day).filter(therapist=user)
    visits = list(visits.select_related("client"))
    clients = {visit.client_id for visit in visits}
    notes = {note.visit_id: note for note in Note.objects.standing().filter(visit__in=visits)}
    chips = summary.hints(clients, now)
    last = last_words(clients, midnight(day), user, now)
    asked = summary.asked_at([visit.pk for visit in visits])
    blocked = summary.blocked([visit.pk for visit in visits])
    return [
        Line(
            visit,
            notes.get(visit.pk),
            chips.get(client, []),
            last.get(client, ""),
            asked.get(visit.pk),
            blocked.get(visit.pk, []),
        )
        for visit in visits
        for client in [visit.client_id]
    ]


def midnight(day):
    """The moment at which `day` begins in the clinic's zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def last_words(clients, before, user, now):
    """For each client one line about the last signed note before `before`."""
    notes = (
        Note.objects.visible_to(user, now)
        .standing()
        .filter(client__in=clients, signed_at__isnull=False, visit__starts_at__lt=before)
        .order_by("client_id", "-visit__starts_at", "-pk")
        .distinct("client_id")
        .prefetch_related("treatments")
    )
    return {note.client_id: in_one_line(note) for note in notes}


def last_signed(client):
    """The newest signed note of one client with its visit, without its words; or None."""
    notes = Note.objects.standing().filter(client=client, signed_at__isnull=False)
    notes = notes.select_related("visit").defer(*WORDS)
    return notes.order_by("-visit__starts_at", "-pk").first()


def visit_today(client, now):
    """The client's visit of the day: the one that is on or comes next, else the last; or None."""
    visits = list(Visit.objects.kept().on(timezone.localdate(now)).filter(client=client))
    return next((visit for visit in visits if visit.ends_at > now), visits[-1] if visits else None)


def in_one_line(note):
    """`Last time: left · Z3 Inside the hip bone · level 2 · pain 6 → 3`."""
    said = []
    if treatments := list(note.treatments.all()):
        row = treatments[-1]
        said += [row.get_side_display().lower(), row.get_zone_display()]
        if row.pressure_level:
            said.append(_("level %(level)s of 5") % {"level": row.pressure_level})
    if note.pain_before is not None and note.pain_after is not None:
        said.append(
            _("pain %(before)s → %(after)s")
            % {"before": note.pain_before, "after": note.pain_after}
        )
    return _("Last time: %(words)s") % {"words": " · ".join(said)} if said else ""


def unfinished(user, day):
    """`user`'s drafts of visits before `day`, newest first: the first ten, each with `of_all`."""
    drafts = Note.objects.drafts().filter(therapist=user, visit__starts_at__lt=midnight(day))
    drafts = drafts.annotate(of_all=Window(Count("pk"))).select_related("visit", "client")
    return list(drafts.order_by("-visit__starts_at", "-pk")[:DRAFTS_SHOWN])


def remarked(user):
    """`user`'s signed notes with a remark that no amendment has followed yet, newest first."""
    answers = Amendment.objects.filter(note=OuterRef("note"), written_at__gt=OuterRef("at"))
    waiting = Remark.objects.filter(note=OuterRef("pk")).filter(~Exists(answers))
    notes = Note.objects.standing().filter(Exists(waiting), therapist=user, approved_at=None)
    notes = notes.select_related("visit", "client").defer(*WORDS)
    return list(notes.order_by("-visit__starts_at", "-pk")[:DRAFTS_SHOWN])
