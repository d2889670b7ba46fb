"""Inviting a client, and sending the link again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from clinic.access import ADMIN, THERAPIST, Refused, allow
from clinic.models import Client
from clinic.views.onward import to_client
from intake import actions, mail_log
from intake.models import Intake


@allow(THERAPIST, ADMIN, verbs="POST")
def invite(request, client):
    """A new intake; the mail goes out by itself. Where one waits already, that one is shown."""
    client = get_object_or_404(Client.objects.listed_for(request.user), pk=client)
    try:
        actions.invite(client, by=request.user)
    except Refused as no:
        return _waiting(request, client, no)
    messages.success(request, _("The link is on its way to %(mail)s.") % {"mail": client.email})
    return to_client(request, client)


def _waiting(request, client, refusal):
    """The one that waits, often from another tab, and what can be done with it."""
    rows = Intake.objects.waiting().filter(client=client)
    intake = rows.select_related("client", "invited_by").defer("asked", "last_time").first()
    if intake is None:
        raise refusal
    context = {"intake": intake, "sentence": str(refusal)}
    return render(request, "intake/waiting.html", context, status=403)


@allow(THERAPIST, ADMIN, verbs="POST")
def resend_link(request, pk):
    """A new link for the same intake."""
    intake = get_object_or_404(
        Intake.objects.listed_for(request.user).select_related("client"), pk=pk
    )
    actions.resend(intake, by=request.user)
    mail = intake.client.email
    messages.success(request, _("A new link is on its way to %(mail)s.") % {"mail": mail})
    return to_client(request, intake.client)


@allow(THERAPIST, ADMIN, verbs="POST")
def withdraw(request, pk):
    """The invitation is taken back; a new one is possible at once."""
    rows = Intake.objects.listed_for(request.user).select_related("client")
    intake = get_object_or_404(rows, pk=pk)
    actions.withdraw(intake, by=request.user)
    messages.success(request, _("The invitation is withdrawn. Its link no longer opens."))
    return to_client(request, intake.client)


@allow(THERAPIST, ADMIN)
def mails(request, pk):
    """What was mailed about an intake, when, and what could not be delivered."""
    rows = Intake.objects.listed_for(request.user).select_related("client", "invited_by")
    intake = get_object_or_404(rows.defer("asked", "last_time"), pk=pk)
    lines = mail_log.lines(intake)
    undelivered = any(not line.delivered for line in lines)
    context = {"intake": intake, "lines": lines, "undelivered": undelivered}
    return render(request, "intake/mails.html", context)
