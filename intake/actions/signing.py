"""A signature that was drawn: kept while the form is open, sealed with it."""

from django.utils import timezone

from clinic.access import refuse_if
from intake import minors
from intake.access import why_not_write
from intake.actions.opening import locked
from intake.models import Signature


def sign(intake, png, *, now=None):
    """Keep a drawn signature in place of the one before. `png`: what `intake.drawn` made."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    row, _new = Signature.objects.update_or_create(
        intake=intake,
        role=minors.signer_role(intake, now),
        defaults={"client_id": intake.client_id, "png": png, "drawn_at": now},
    )
    return row


def start_again(intake):
    """Forget what was drawn; there may be nothing."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    Signature.objects.filter(intake=intake).delete()
