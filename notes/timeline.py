"""One client's timeline: everything that happened, newest first, in pages of twenty visits.

A page shows its visits and whatever else happened between them, so that nothing is shown twice
and nothing falls between two pages.
"""

import itertools

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from clinic.models import Visit
from intake import summary
from notes.models import Amendment, Note

VISITS_ON_A_PAGE = 20
NOTE_LOOKS = {
    "draft": ("pencil", "quiet"),
    "signed": ("pen-line", "accent"),
    "approved": ("badge-check", "good"),
    "entered_in_error": ("circle-slash", "quiet"),
}


def visits_page(client, number):
    """Twenty visits of the client with their notes, newest first."""
    notes = Note.objects.defer("subjective", "objective", "assessment", "plan")
    visits = Visit.objects.filter(client=client).select_related("therapist")
    visits = visits.prefetch_related(Prefetch("notes", notes.order_by("pk")))
    return Paginator(visits.order_by("-starts_at", "-pk"), VISITS_ON_A_PAGE).get_page(number)


def timeline(client, page):
    """What `house/_timeline.html` shows: days, each with its entries, newest first."""
    since, until = _window(client, page)
    entries = [entry for visit in page for entry in _of_visit(visit)]
    later = [*_amendments(client), *summary.events(client.pk)]
    entries += [
        entry
        for entry in later
        if (since is None or entry["at"] >= since) and (until is None or entry["at"] < until)
    ]
    entries.sort(key=lambda entry: entry["at"], reverse=True)
    days = itertools.groupby(entries, key=lambda entry: timezone.localdate(entry["at"]))
    return [
        {"heading": formats.date_format(day, "D j M Y"), "entries": [_timed(e) for e in group]}
        for day, group in days
    ]


def _window(client, page):
    """From which moment until which one this page speaks; None is without end."""
    visits = list(page)
    since = visits[-1].starts_at if page.has_next() else None
    if not page.has_previous():
        return since, None
    before = page.paginator.object_list[page.start_index() - 2]
    return since, before.starts_at


def _timed(entry):
    return entry | {"when": formats.date_format(timezone.localtime(entry["at"]), "H:i")}


def _of_visit(visit):
    """The visit itself and its notes; they stand at the time of the visit."""
    state = _("Visit with %(name)s") % {"name": visit.therapist.name}
    if visit.cancelled_at:
        yield {"at": visit.starts_at, "icon": "calendar-x", "kind": "quiet", "title": state,
               "text": _("Cancelled")}  # fmt: skip
        return
    yield {"at": visit.starts_at, "icon": "calendar", "kind": "", "title": state}
    for note in visit.notes.all():
        icon, kind = NOTE_LOOKS[note.state]
        yield {
            "at": visit.starts_at,
            "icon": icon,
            "kind": kind,
            "title": _("Note: %(state)s") % {"state": Note.State(note.state).label.lower()},
            "address": reverse("notes:write", args=[note.pk]),
        }


def _amendments(client):
    for row in Amendment.objects.filter(client=client).select_related("written_by"):
        yield {
            "at": row.written_at,
            "icon": "file-plus",
            "kind": "accent",
            "title": _("Amendment %(number)s by %(name)s")
            % {"number": row.number, "name": row.written_by.name},
            "text": row.get_kind_display(),
            "address": reverse("notes:write", args=[row.note_id]),
        }
