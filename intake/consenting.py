"""The second door for the floor above: what the client agrees to, today and in general."""

from django.utils import timezone

from intake import wordings
from intake.models import Consent
from intake.models.consent import AGREEING, Choice, Kind

__all__ = ["AGREEING", "Choice", "Kind", "agreed", "decide_at_visit"]


def agreed(client_id, visit=None):
    """{kind: decision}, the newest of each kind; a kind that was never decided is missing.

    `visit`: only what was decided at that visit. A kind agreed in the form alone still has to be
    asked again in the room.
    """
    rows = Consent.objects.filter(client_id=client_id)
    if visit is not None:
        rows = rows.filter(visit=visit)
    rows = rows.order_by("kind", "-pk").distinct("kind")
    return dict(rows.values_list("kind", "decision"))


def decide_at_visit(visit, kind, decision, limits="", signed_name="", *, by, now=None):
    """The client says at a visit what they agree to now; a new row that follows the last one."""
    last = Consent.objects.filter(client_id=visit.client_id, kind=kind).order_by("-pk").first()
    return Consent.objects.create(
        client_id=visit.client_id,
        visit=visit,
        kind=kind,
        wording=str(wordings.WORDINGS[kind]),
        decision=decision,
        limits=limits,
        signed_name=signed_name,
        decided_at=now or timezone.now(),
        recorded_by=by,
        follows=last,
    )
