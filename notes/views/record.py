"""One client's record: card, timeline, trend."""

from django.shortcuts import render
from django.utils import timezone

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, client_for_words
from clinic.audit import record as write_history
from intake import summary
from notes import trend
from notes.models import Note
from notes.timeline import timeline, visits_page


@allow(THERAPIST, ADMIN)
def record(request, pk):
    """Everything about one client, newest first."""
    client = client_for_words(request.user, pk)
    write_history(journey.CLIENT_READ, client, client=client)
    page = visits_page(client, request.GET.get("page"))
    context = {
        "client": client,
        "card": summary.card(client, timezone.now()),
        "page": page,
        "timeline": timeline(client, page),
        "trend": trend.drawn(trend.numbers(Note.objects.filter(client=client))),
    }
    return render(request, "notes/record.html", context)
