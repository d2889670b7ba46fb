"""What a client draws on the body map. Each action locks, asks and writes: all or nothing."""

from django.utils import timezone

from clinic.access import refuse_if
from intake.access import why_not_write
from intake.access.marks import why_not_mark
from intake.actions.opening import locked
from intake.models.marks import Mark


def mark(intake, region, side, kind, intensity=None, qualities=(), words="", *, now=None):
    """Keep one mark. The same place and kind again replaces what it said, so a retry is harmless.

    `intensity` 0 to 10, for pain only, or None; `qualities`: codes of `Quality`; `words` ≤ 200.
    """
    intake = locked(intake)
    refuse_if(why_not_mark(intake, region, side, kind))
    row = Mark(
        intake=intake,
        client_id=intake.client_id,
        region=region,
        side=side,
        kind=kind,
        intensity=intensity,
        qualities=list(qualities),
        words=words,
        marked_at=now or timezone.now(),
    )
    return Mark.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["intake", "region", "side", "kind"],
        update_fields=["intensity", "qualities", "words", "marked_at"],
    )[0]


def unmark(intake, region, side, kind):
    """Take one mark away; one that is gone already stays gone."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    Mark.objects.filter(intake=intake, region=region, side=side, kind=kind).delete()
