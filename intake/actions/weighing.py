"""What the gate says at a visit is kept, so that it can be read again (domain 3.4)."""

from django.utils import timezone

from intake import limits, weighing
from intake.models import Weighing


def weigh(visit, *, by, found=None, now=None):
    """The visit's newest Weighing: a new row where the gate says something else than before.

    `found`: what `limits.limits` answered at this moment, where somebody has asked already.
    """
    now = now or timezone.now()
    places = (found or limits.limits(visit.client_id, visit, now))["places"]
    said = weighing.told(places, visit.therapist_id)
    last = Weighing.objects.filter(visit=visit).order_by("-pk").first()
    if last is not None and (last.rules, last.found) == (places.rules, said):
        return last
    return Weighing.objects.create(
        client_id=visit.client_id,
        visit=visit,
        at=now,
        by=by,
        rules=places.rules,
        after_answer=max((row.pk for row in places.standing.answers), default=0),
        found=said,
    )
