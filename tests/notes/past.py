"""Visits and notes of some time ago, made through the real actions, each at its own moment."""

import datetime
import itertools
import uuid

from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from notes import actions
from notes.checklist import MUSTS
from notes.models import Treatment
from tests import build

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
_slots = itertools.count(2)  # hours ago, so that nobody is booked twice


def a_visit(client=None, therapist=None, *, starts_at=None, minutes=60):
    """A visit that was booked a day before it began; two or more hours ago unless said."""
    therapist = therapist or build.a_user()
    client = client or build.a_client(therapist)
    if starts_at is None:
        starts_at = timezone.now().replace(microsecond=0) - next(_slots) * HOUR
    with scope.acting_as(scope.staff(therapist)):
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
        note.refresh_from_db()
    return note


def a_signed_note(visit=None, **words):
    """A note whose must-items are done, signed two hours after the visit began."""
    note = a_draft(visit, **words)
    by, now = note.therapist, note.started_at
    with scope.acting_as(scope.staff(by)):
        for code in sorted(MUSTS):
            actions.tick(note, code, "done", by=by, now=now)
        actions.sign(note, by=by, shown_hash=note.digest(), now=now + 2 * HOUR)
        note.refresh_from_db()
    return note


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
