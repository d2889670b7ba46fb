"""Mails to the client, sent by the worker. Arguments are ids; the words are made here."""

import datetime

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from clinic import journey, scope
from clinic.audit import record
from intake import links, mailing, reminding
from intake.models import Intake, Message, Passcode

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
RESEND_EVERY = datetime.timedelta(minutes=5)


@app.task(name="intake.mail_link", retry=AGAIN)
def mail_link(intake_id, client_id):
    """The link, to the client's address on file. Asked for twice at once, it is sent once."""
    with scope.acting_as(scope.job(client_id)):
        intake = _held(intake_id)
        if intake.is_waiting and not mailing.sent_since(
            intake, intake.mailed_at, Message.Kind.LINK
        ):
            mailing.send(intake, Message.Kind.LINK, mailing.about_link(intake))


@app.task(name="intake.mail_code", retry=AGAIN)
def mail_code(passcode_id, client_id):
    """The six digits, while they are still good: in time, unused, and no newer code exists."""
    now = timezone.now()
    with scope.acting_as(scope.job(client_id)):
        passcode = Passcode.objects.get(pk=passcode_id)
        intake = _held(passcode.intake_id)
        newer = Passcode.objects.filter(intake=intake, pk__gt=passcode_id).exists()
        if (
            not intake.is_waiting
            or passcode.used_at
            or newer
            or passcode.sent_at + links.CODE_LASTS <= now
        ):
            return
        if not mailing.sent_since(intake, passcode.sent_at, Message.Kind.CODE):
            mailing.send(intake, Message.Kind.CODE, {"code": links.code(passcode)})


@app.task(name="intake.renew_link", retry=AGAIN)
def renew_link(intake_id, client_id):
    """Somebody holds an old link: give it a new life and mail it to the address on file.

    The link stays the same, so that every mail the client kept works again.
    """
    now = timezone.now()
    with scope.acting_as(scope.job(client_id)):
        intake = _held(intake_id)
        if not intake.is_waiting or intake.mailed_at > now - RESEND_EVERY:
            return
        intake.lives_until, intake.mailed_at = links.lives_until(client_id, now), now
        intake.save(update_fields=["lives_until", "mailed_at"])
        record(journey.INTAKE_RESENT, intake, client=client_id, now=now)
        reminding.schedule(intake, now=now)
        mailing.send(intake, Message.Kind.LINK, mailing.about_link(intake))


def _held(intake_id):
    """The intake, locked: two jobs about it wait for each other."""
    rows = Intake.objects.select_for_update(of=["self"]).select_related("client")
    return rows.defer("asked", "last_time").get(pk=intake_id)
