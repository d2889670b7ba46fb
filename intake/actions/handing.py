"""The clinic's tablet is handed over: one intake is opened on it, and somebody here vouches."""

import datetime

from django.utils import timezone

from clinic import journey
from clinic.audit import record
from clinic.models import Client
from intake import links
from intake.actions.inviting import begin
from intake.models import Intake

AT_LEAST = datetime.timedelta(hours=4)  # a form on the tablet does not expire while it is filled in


def hand_over(client, *, by, now=None):
    """The client's open intake, or a new one without a mail, for one new browser: the tablet's.

    No code is asked for. Another browser that had it open has it no longer; nothing is lost.
    """
    now = now or timezone.now()
    client = Client.objects.select_for_update().get(pk=client.pk)
    waiting = Intake.objects.waiting().filter(client=client).select_for_update().first()
    intake = waiting or begin(client, by=by, now=now)
    intake.browser, intake.redeemed_at = links.fresh(), intake.redeemed_at or now
    intake.handed_at, intake.handed_by = now, by
    if intake.lives_until < now + AT_LEAST:
        intake.lives_until = links.lives_until(client.pk, now)
    intake.save(
        update_fields=["browser", "redeemed_at", "handed_at", "handed_by", "lives_until"],
    )
    record(journey.INTAKE_HANDED_OVER, intake, client=client, now=now)
    return intake
