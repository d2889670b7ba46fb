"""What the gate says at a visit is kept, so that it can be read again (domain 3.4)."""

from django.utils import timezone

from clinic.models import Visit
from intake.access.visit import AFTERWARDS, EARLY
from intake.actions.stopping import open_stops
from intake.gate import limits, places, weighing
from intake.models import Weighing


def weigh(visit, *, by, found=None, now=None):
    """The visit's newest Weighing: a new row where the gate says something else than before.

    A stop that nobody has written down yet gets its row. `found`: what `limits.limits` answered
    at this moment, where somebody has asked already.
    """
    now = now or timezone.now()
    known = (found or limits.limits(visit.client_id, visit, now))["places"]
    open_stops(visit.client_id, known, by=by, visit=visit, now=now)
    said = weighing.told(known, visit.therapist_id)
    last = Weighing.objects.filter(visit=visit).order_by("-pk").first()
    if last is not None and (last.rules, last.found) == (known.rules, said):
        return last
    return Weighing.objects.create(
        client_id=visit.client_id,
        visit=visit,
        at=now,
        by=by,
        rules=known.rules,
        after_answer=max((row.pk for row in known.standing.answers), default=0),
        found=said,
    )


def weigh_anew(client_id, *, by, now=None):
    """After an answer, a letter or a decision that somebody at work gave beside a visit.

    The visits that are on are weighed again; without any, a stop still gets its row.
    """
    now = now or timezone.now()
    on = Visit.objects.filter(client_id=client_id, cancelled_at=None, weighings__isnull=False)
    on = on.filter(starts_at__lt=now + EARLY, ends_at__gt=now - AFTERWARDS).distinct()
    visits = list(on)
    for visit in visits:
        weigh(visit, by=by, now=now)
    if not visits:
        open_stops(client_id, places.places(client_id, now=now), by=by, now=now)
