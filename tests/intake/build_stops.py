"""Incidents and referrals, and what is said when one is written up."""

import datetime
import uuid

from django.utils import timezone

from clinic import scope
from intake import actions
from intake.models import Incident

HOUR = datetime.timedelta(hours=1)
DONE = {
    "kind": "other",
    "severity": "severe",
    "description": "Chest pain on the stairs.",
    "action": "Called 911, stayed with them.",
    "client_informed": True,
}


def acting(me):
    return scope.acting_as(scope.staff(me))


def rows(me, model=Incident):
    """Every row that `me` may see, oldest first."""
    with acting(me):
        return list(model.objects.order_by("pk"))


def told(now, **more):
    """A whole account of an incident at `now`."""
    return DONE | {"at": now, "follow_up_at": now + HOUR, "outcome": ""} | more


def recorded(note, *, by=None, key=None, seen=None, **facts):
    """A mild incident at the note's visit that no answer opened."""
    by, now = by or note.therapist, timezone.now()
    facts = {"at": now, "kind": "soreness", "severity": "mild", "action": "Waited."} | facts
    facts = {"client_informed": True, "follow_up_at": None} | facts
    with acting(by):
        return actions.record_incident(note.visit, facts, key=key or uuid.uuid4(), seen=seen, by=by)
