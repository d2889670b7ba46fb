"""Mails to the client, sent by the worker. Arguments are ids; the words are made here."""

import datetime

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from clinic import journey, scope
from clinic.audit import record
from clinic.models import Client
from intake import links
from intake.models import Intake, Passcode

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
RESEND_EVERY = datetime.timedelta(minutes=5)


@app.task(name="intake.mail_link", retry=AGAIN)
def mail_link(intake_id, client_id):
    """The link, to the client's address on file."""
    with scope.acting_as(scope.job(client_id)):
        intake = Intake.objects.select_related("client").get(pk=intake_id)
        if intake.submitted_at is None:
            _send_link(intake)


@app.task(name="intake.mail_code", retry=AGAIN)
def mail_code(passcode_id, client_id):
    """The six digits, while they are still good."""
    with scope.acting_as(scope.job(client_id)):
        passcode = Passcode.objects.get(pk=passcode_id)
        if passcode.used_at or passcode.sent_at + links.CODE_LASTS <= timezone.now():
            return
        code = links.code(passcode)
        subject = _("%(code)s is your code") % {"code": code}
        _send(Client.objects.get(pk=client_id), subject, "code", {"code": code})


@app.task(name="intake.renew_link", retry=AGAIN)
def renew_link(intake_id, client_id):
    """Somebody holds an old link: give it a new life and mail it to the address on file.

    The link stays the same, so that every mail the client kept works again.
    """
    now = timezone.now()
    with scope.acting_as(scope.job(client_id)):
        intake = Intake.objects.select_for_update().get(pk=intake_id)
        if intake.submitted_at or intake.mailed_at > now - RESEND_EVERY:
            return
        intake.lives_until, intake.mailed_at = links.lives_until(client_id, now), now
        intake.save(update_fields=["lives_until", "mailed_at"])
        record(journey.INTAKE_RESENT, intake, client=client_id, now=now)
        _send_link(intake)


def _send_link(intake):
    until = timezone.localtime(intake.lives_until)
    context = {"address": links.address(intake), "until": until}
    _send(intake.client, _("A form to fill in before your visit"), "link", context)


def _send(client, subject, name, context):
    """One mail with a text and an HTML part; nothing about the client but their address."""
    from clinic.context import house

    context = house(None) | context
    text = render_to_string(f"intake/mail/{name}.txt", context)
    mail = EmailMultiAlternatives(subject, text, to=[client.email])
    mail.attach_alternative(render_to_string(f"intake/mail/{name}.html", context), "text/html")
    mail.send()
