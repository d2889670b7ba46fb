"""Incidents and referrals, and what is said when one is written up."""

import datetime

from clinic import scope
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
