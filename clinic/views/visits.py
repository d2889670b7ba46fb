"""Booking a visit, and cancelling it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic import actions
from clinic.access import ADMIN, THERAPIST, Refused, allow
from clinic.forms_visits import LENGTHS, VisitForm
from clinic.models import Client, Visit
from clinic.views.onward import to_client


@allow(THERAPIST, ADMIN, verbs="GET POST")
def book(request, pk):
    """Day and time in the clinic's zone; a refusal stands beside the field it is about."""
    client = get_object_or_404(Client.objects.listed_for(request.user), pk=pk)
    form = VisitForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            visit = actions.book(client, by=request.user, **form.booking())
        except Refused as no:
            form.add_error("time", str(no))
        else:
            messages.success(request, _("Booked: %(when)s.") % {"when": _when(visit)})
            for sentence in visit.sentences:
                messages.info(request, sentence)
            return to_client(request, client)
    status = 422 if form.is_bound else 200
    context = {"client": client, "form": form, "lengths": LENGTHS}
    return render(request, "clinic/book.html", context, status=status)


@allow(THERAPIST, ADMIN, verbs="POST")
def cancel(request, pk):
    """The hour is free again; the row stays."""
    visit = get_object_or_404(
        Visit.objects.listed_for(request.user).select_related("client"), pk=pk
    )
    actions.cancel(visit, by=request.user)
    messages.success(request, _("Cancelled: %(when)s.") % {"when": _when(visit)})
    return to_client(request, visit.client)


def _when(visit):
    return date_format(timezone.localtime(visit.starts_at), "D j M, H:i")
