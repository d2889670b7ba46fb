"""The room card: one page for the wall beside the table."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, client_for_words
from clinic.audit import record
from intake import summary
from notes import caps, stops
from notes.lists import last_signed, visit_today


@allow(THERAPIST, ADMIN)
def room_card(request, pk):
    """What keeps this client safe and comfortable, on one page to read and to print."""
    client = client_for_words(request.user, pk)
    record(journey.ROOM_CARD_READ, client, client=client)
    now = timezone.now()
    last, visit = last_signed(client), visit_today(client, now)
    found = summary.once_asked(client.pk, visit, now=now)
    if visit:
        found = caps.after_stops(found, stops.at_visit(visit.pk))
    context = {
        "client": client,
        "age": client.age_on(timezone.localdate(now)),
        "last": last,
        "now": now,
        "visit": visit,
        "room": summary.room_card(client, now, visit=visit, last_set_up=_set_up(last), found=found),
    }
    return render(request, "notes/room_card.html", context)


def _set_up(note):
    """(label, words): how the client lay at the last signed visit, and how that was."""
    if note is None:
        return
    yield _("Last time"), note.get_position_display()
    yield _("Cushions then"), note.cushion_words
    if note.comfort is not None:
        yield _("Comfort then"), _("%(n)d of 10") % {"n": note.comfort}
