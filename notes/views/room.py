"""The room card: one page for the wall beside the table."""

from django.shortcuts import render
from django.utils import timezone

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, client_for_words
from clinic.audit import record
from intake import summary
from notes.lists import last_signed


@allow(THERAPIST, ADMIN)
def room_card(request, pk):
    """What keeps this client safe and comfortable, on one page to read and to print."""
    client = client_for_words(request.user, pk)
    record(journey.ROOM_CARD_READ, client, client=client)
    now = timezone.now()
    last = last_signed(client)
    lay = last.get_position_display() if last else ""
    context = {
        "client": client,
        "age": client.age_on(timezone.localdate(now)),
        "last": last,
        "now": now,
        "room": summary.room_card(client, now, last_position=lay),
    }
    return render(request, "notes/room_card.html", context)
