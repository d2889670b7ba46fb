"""Inviting a client, and sending the link again."""

from django.db import connection
from django.utils import timezone

from clinic import actions as ground
from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake import jobs, links, reminding, returning
from intake.access import why_not_invite, why_not_resend, why_not_withdraw
from intake.actions.opening import locked
from intake.models import Intake


def invite(client, *, by, now=None):
    """A new intake for the client; its link goes out by mail. A therapist joins the care team."""
    now = now or timezone.now()
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)  # visits may name it
    refuse_if(why_not_invite(client))
    intake = begin(client, by=by, now=now)
    jobs.mail_link.defer(intake_id=intake.pk, client_id=client.pk)
    reminding.schedule(intake, now=now)
    return intake


def begin(client, *, by, now):
    """A new intake of a client whose row is held; nothing is mailed.

    After an earlier one it follows that one, and keeps what it said: the link reaches no other.
    """
    if by.is_therapist:
        ground.join(client, by, by=by, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('intake_intake', 'id'))")
        (pk,) = cursor.fetchone()
    nonce = links.fresh()
    intake = Intake(
        pk=pk,
        client=client,
        invited_at=now,
        invited_by=by,
        mailed_at=now,
        lives_until=links.lives_until(client.pk, now),
        link_nonce=nonce,
        link_digest=links.digest(links.token(pk, nonce)),
        **_last_time(client),
    )
    intake.save(force_insert=True)
    record(journey.INTAKE_INVITED, intake, client=client, now=now)
    return intake


def resend(intake, *, by, now=None):
    """A new link for the same intake; the old one is dead. Nothing written is lost.

    Wrong codes are forgotten: whoever sends it has spoken with the client.
    """
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_resend(intake))
    intake.replaced_digests = [*intake.replaced_digests, intake.link_digest]
    intake.link_nonce = links.fresh()
    intake.link_digest = links.digest(links.token(intake.pk, intake.link_nonce))
    intake.lives_until, intake.mailed_at = links.lives_until(intake.client_id, now), now
    intake.misses = 0
    changed = "link_nonce link_digest replaced_digests lives_until mailed_at misses"
    intake.save(update_fields=changed.split())
    record(journey.INTAKE_RESENT, intake, client=intake.client_id, now=now)
    jobs.mail_link.defer(intake_id=intake.pk, client_id=intake.client_id)
    reminding.schedule(intake, now=now)
    return intake


def withdraw(intake, *, by, now=None):
    """Take the invitation back: its link is dead, what was typed is kept and read by nobody."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_withdraw(intake))
    intake.withdrawn_at, intake.withdrawn_by = now, by
    intake.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(journey.INTAKE_WITHDRAWN, intake, client=intake.client_id, now=now)
    return intake


def _last_time(client):
    """The newest sent intake, and what a return visit begins with; nothing for a first visit."""
    newest = Intake.objects.sent().filter(client=client).order_by("-submitted_at", "-pk").first()
    if newest is None:
        return {}
    return {"follows_id": newest.pk, "last_time": returning.remembered(client.pk)}
