"""What people at work do with an intake. Each locks, asks, writes and records: all or nothing."""

import datetime

from django.db import connection
from django.utils import timezone

from clinic import actions as ground
from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake import gate, jobs, links
from intake.access import (
    why_not_decide,
    why_not_invite,
    why_not_resend,
    why_not_review,
    why_not_settle,
)
from intake.actions.client import locked
from intake.models import Answer, Decision, Intake

LASTS = datetime.timedelta(days=365)
LASTS_WITH_CLEARANCE = datetime.timedelta(days=28)


def invite(client, *, by, now=None):
    """A new intake for the client; its link goes out by mail. A therapist joins the care team."""
    now = now or timezone.now()
    client = Client.objects.select_for_update().get(pk=client.pk)
    refuse_if(why_not_invite(client))
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
    )
    intake.save(force_insert=True)
    record(journey.INTAKE_INVITED, intake, client=client, now=now)
    jobs.mail_link.defer(intake_id=intake.pk, client_id=client.pk)
    return intake


def resend(intake, *, by, now=None):
    """A new link for the same intake; the old one is dead. Nothing written is lost."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_resend(intake))
    intake.link_nonce = links.fresh()
    intake.link_digest = links.digest(links.token(intake.pk, intake.link_nonce))
    intake.lives_until, intake.mailed_at = links.lives_until(intake.client_id, now), now
    intake.save(update_fields=["link_nonce", "link_digest", "lives_until", "mailed_at"])
    record(journey.INTAKE_RESENT, intake, client=intake.client_id, now=now)
    jobs.mail_link.defer(intake_id=intake.pk, client_id=intake.client_id)
    return intake


def settle(intake, code, value, how, *, by, now=None):
    """After "not sure": the therapist writes down yes or no, and how it was found out."""
    intake = locked(intake)
    last = gate.newest(intake.client_id).get(code)
    refuse_if(why_not_settle(by, intake, last))
    row = Answer.objects.create(
        client_id=intake.client_id,
        intake=intake,
        question=last.question,
        asked=last.asked,
        value=value,
        words=how,
        recorded_at=now or timezone.now(),
        recorded_by=by,
    )
    record(journey.ANSWER_SETTLED, row, client=intake.client_id, now=now)
    return row


def review(intake, facts, *, by, now=None):
    """The therapist's decision. `facts`: outcome, conditions, reason, until, expires_on."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_review(by, intake))
    found = gate.flags(gate.newest(intake.client_id).values())
    refuse_if(why_not_decide(found, facts))
    facts = facts | {"expires_on": facts.get("expires_on") or default_expiry(found, now)}
    decision = Decision.objects.create(
        client_id=intake.client_id,
        intake=intake,
        decided_at=now,
        decided_by=by,
        after_answer=gate.newest_id(intake.client_id),
        **facts,
    )
    record(journey.INTAKE_REVIEWED, intake, client=intake.client_id, now=now)
    return decision


def default_expiry(found, now):
    """One year; four weeks when an answer locks a place or asks for a clearance."""
    short = any(flag.severity in gate.LOCKS for flag in found)
    return timezone.localdate(now) + (LASTS_WITH_CLEARANCE if short else LASTS)
