"""What a client agrees to, area by area, while the form is open."""

from django.utils import timezone, translation

from clinic.access import refuse_if
from intake import completeness, wordings
from intake.access import why_not_consent, why_not_write
from intake.actions.opening import locked
from intake.models import Consent


def consent(intake, kind, decision, limits="", *, now=None):
    """A decision about one area, in the words shown. A newer one supersedes it."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake) or why_not_consent(intake, kind, decision, now))
    last = completeness.newest_consents(intake).get(kind)
    if last and (last.decision, last.limits) == (decision, limits):
        return last
    return Consent.objects.create(
        client_id=intake.client_id,
        intake=intake,
        kind=kind,
        wording=str(wordings.WORDINGS[kind]),
        language=translation.get_language() or "",
        decision=decision,
        limits=limits,
        decided_at=now,
        follows=last,
    )
