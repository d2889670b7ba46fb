"""An incident and a referral: read, and written up by the client's therapist."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, Refused, allow, refuse_if, words_for
from intake import actions, stopped
from intake.access.stops import why_not_write_stops
from intake.forms.stops import IncidentForm, ReferralForm
from intake.models import Incident, Referral


@allow(THERAPIST, ADMIN, verbs="GET POST")
def incident(request, pk):
    """What happened, what was done, and what became of it."""
    return _write_up(request, Incident, pk, IncidentForm)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def referral(request, pk):
    """To whom the client was sent, how soon, and when they were told."""
    return _write_up(request, Referral, pk, ReferralForm)


def _write_up(request, model, pk, form_class):
    rows = model.objects.filter(first=None)
    first = words_for(request.user, rows, pk, step=journey.CLIENT_READ, related=("recorded_by",))
    why_not = why_not_write_stops(request.user, first.client_id)
    refuse_if(request.method == "POST" and why_not)
    said = actions.history(first)
    form = form_class(request.POST if request.method == "POST" else None, last=said[-1])
    if form.is_valid():
        facts, seen = form.facts()
        try:
            actions.write_up(first, facts, by=request.user, seen=seen)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Written down. Earlier words stay below."))
            return redirect(request.path)
    context = {
        "first": first,
        "client": first.client,
        "form": form,
        "why_not": why_not,
        "said": [stopped.word(row) for row in reversed(said)],
        "is_incident": model is Incident,
        "heading": stopped.title(model),
    }
    return render(request, "intake/stop.html", context, status=422 if form.is_bound else 200)
