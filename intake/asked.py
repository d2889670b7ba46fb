"""When today's questions were asked at a visit, and by whom, as a signed note says it."""

from intake.gate.limits import asked_of_everybody
from intake.models import Answer


def told(visit_id, until=None):
    """{"at", "by": when the last of them was asked first; "again", "again_by": the newest answer
    that came later, or None}; None while some of them are open. One query.

    `until`: a moment; what was said later is left out.
    """
    wanted = asked_of_everybody()
    rows = Answer.objects.filter(visit=visit_id, question__code__in=wanted)
    if until:
        rows = rows.filter(recorded_at__lte=until)
    rows = list(
        rows.order_by("pk").values_list("question__code", "recorded_at", "recorded_by__name")
    )
    first = {}
    for code, at, by in rows:
        first.setdefault(code, (at, by))
    if wanted - set(first):
        return None
    at, by = max(first.values())
    last, last_by = rows[-1][1:]
    later = last > at
    return {"at": at, "by": by, "again": last if later else None, "again_by": last_by}
