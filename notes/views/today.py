"""The therapist's day."""

import datetime

from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow
from clinic.audit import record
from intake import summary
from notes import lists


@allow(THERAPIST, ADMIN)
def today(request):
    """One day's visits with what to mind; admins who do not treat go to their queue."""
    if not request.user.is_therapist:
        return redirect("notes:queue")
    now = timezone.now()
    this_day = timezone.localdate(now)
    day = lists.day_from(request.GET.get("day", ""), this_day)
    lines = lists.day_of(request.user, day, now)
    for line in lines:
        record(journey.TODAY_READ, line.visit.client, client=line.visit.client_id)
    context = {
        "now": now,
        "day": day,
        "is_today": day == this_day,
        "may_start": day <= this_day,
        "previous": day - datetime.timedelta(days=1),
        "next": day + datetime.timedelta(days=1),
        "lines": lines,
        "to_write": summary.to_write_up(request.user, now),
        "to_ask_again": summary.to_ask_again(request.user, now),
        "loosened": summary.loosened(now),
        "remarked": lists.remarked(request.user),
        "drafts": lists.unfinished(request.user, day),
    }
    return render(request, "notes/today.html", context)
