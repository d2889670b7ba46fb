"""An incident that no answer opened: a therapist records it, whole and once (domain 10.4)."""

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake.access.stops import why_not_once_more, why_not_record_incident
from intake.models import Incident


def record_incident(visit, facts, *, key, by, seen=None, now=None):
    """What happened at a visit, or after it. A `key` (UUID) that came before finds its row.

    `visit`: a started one. `seen`: the newest incident of the client that was on the page.
    """
    now, client = now or timezone.now(), visit.client_id
    Client.objects.select_for_update().get(pk=client)  # one press follows the other
    if done := Incident.objects.filter(client=client, key=key).first():
        refuse_if(why_not_once_more(done, visit, facts))
        return done
    newest = newest_incident(client)
    seen = newest if seen is None else seen
    refuse_if(why_not_record_incident(by, visit, facts, newest, seen, now))
    row = Incident.objects.create(
        client_id=client, visit=visit, key=key, recorded_at=now, recorded_by=by, **facts
    )
    record(journey.INCIDENT_RECORDED, row, client=client, now=now)
    return row


def newest_incident(client_id):
    """The number of the last one that was opened or recorded; 0 without any."""
    first = Incident.objects.filter(client=client_id, first=None).order_by("-pk")
    return first.values_list("pk", flat=True).first() or 0
