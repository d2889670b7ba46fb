"""An incident without a stop: dizziness on sitting up, a fall, a bruise told the next day."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, Refused, allow, client_for_words, refuse_if
from clinic.audit import record
from clinic.models import Visit
from intake import actions, stopped
from intake.access.stops import why_not_write_stops
from intake.forms.stops import RecordForm
from intake.models import Weighing


@allow(THERAPIST, ADMIN, verbs="GET POST")
def record_incident(request, client):
    """The form of an incident, empty; POST records it once. `?visit=` chooses the visit."""
    client = client_for_words(request.user, client)
    record(journey.CLIENT_READ, client, client=client)
    why_not = why_not_write_stops(request.user, client.pk)
    refuse_if(request.method == "POST" and why_not)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        visits=_started(request.user, client),
        visit=request.GET.get("visit", ""),
        seen=actions.newest_incident(client.pk),
    )
    if form.is_valid():
        try:
            row = actions.record_incident(**form.told(), by=request.user)
        except Refused as no:
            form.add_error(None, str(no))
            form.has_seen(actions.newest_incident(client.pk))
        else:
            messages.success(request, _("The incident is recorded."))
            return redirect("intake:incident", row.pk)
    context = {
        "client": client,
        "form": form,
        "why_not": why_not,
        "incidents": stopped.incidents(client.pk),
    }
    return render(request, "intake/record.html", context, status=422 if form.is_bound else 200)


def _started(user, client):
    """The visits at which the gate was asked, newest first: starting one always asks it."""
    asked = Weighing.objects.filter(visit=OuterRef("pk"))
    visits = Visit.objects.visible_to(user).kept().filter(Exists(asked), client=client)
    return visits.select_related("therapist").order_by("-starts_at")
