"""Visits and notes of some time ago, made through the real actions, each at its own moment."""

import datetime
import uuid

from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from clinic.models import Visit
from notes import actions
from notes.checklist import ITEMS, MUST
from notes.models import Note, Tick, Treatment
from tests import build

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def a_visit(client=None, therapist=None, *, starts_at=None, minutes=60):
    """A visit that was booked a day before it began; unless said, an hour before the last one."""
    therapist = therapist or build.a_user()
    client = client or build.a_client(therapist)
    with scope.acting_as(scope.staff(therapist)):
        if starts_at is None:
            hours = 2 + Visit.objects.filter(therapist=therapist).count()
            starts_at = timezone.now().replace(minute=0, second=0, microsecond=0) - hours * HOUR
        return ground.book(
            client,
            therapist=therapist,
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=minutes),
            by=therapist,
            now=starts_at - DAY,
        )


def a_draft(visit=None, *, treated=True, **words):
    """The visit's note, started when the visit began, with some words and one technique."""
    visit = visit or a_visit()
    by, now = visit.therapist, visit.starts_at
    fields = {"objective": "Left side firm.", "pain_before": 6, "pain_after": 3} | words
    with scope.acting_as(scope.staff(by)):
        note = actions.start(visit, by=by, now=now)
        actions.save(note, fields, version=0, key=uuid.uuid4(), by=by, now=now + HOUR)
        if treated:
            actions.add_treatment(note, breathing(), by=by)
        return whole(note)


def a_signed_note(visit=None, **words):
    """A note whose must-items are done, signed two hours after the visit began."""
    note = a_draft(visit, **words)
    by, now = note.therapist, note.started_at
    with scope.acting_as(scope.staff(by)):
        tick_all(note, by=by, now=now)
        actions.sign(note, by=by, shown_hash=note.digest(), now=now + 2 * HOUR)
        return whole(note)


def whole(note):
    """The note with its client and therapist, since outside a scope nothing can be fetched."""
    return Note.objects.select_related("client", "therapist", "visit").get(pk=note.pk)


def tick_all(note, *, by, now):
    """Every must-item done, in one statement: lists of 30 notes would take a minute otherwise."""
    facts = {"note": note, "client_id": note.client_id, "answer": "done", "live": True}
    Tick.objects.bulk_create(
        Tick(item=item.code, phase=item.phase, asked=str(item.text), at=now, by=by, **facts)
        for item in ITEMS
        if item.level == MUST
    )


def breathing():
    """The technique that almost every screening result allows."""
    return Treatment(
        technique="deep_breathing",
        contact_tool="none",
        motion="none",
        side="left",
        zone="Z8_lumbar_post",
        duration_s=120,
    )


def opened(admin, client, reason="Reviewing this record"):
    """`admin` has said why they read this client's record."""
    with scope.acting_as(scope.staff(admin)):
        ground.open_reading(client.pk, reason, by=admin)
