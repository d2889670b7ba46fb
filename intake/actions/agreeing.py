"""What a client agrees to, and the signature under it all."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record
from intake import completeness, sheet, wordings
from intake.access import why_not_submit, why_not_write
from intake.actions.opening import locked
from intake.models import Consent
from intake.models.consent import AGREEING


def consent(intake, kind, decision, limits="", *, now=None):
    """A decision about one area, in the words shown. A newer one supersedes it."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    last = completeness.newest_consents(intake).get(kind)
    if last and (last.decision, last.limits) == (decision, limits):
        return last
    return _consent(intake, kind, decision, limits, "", last, now or timezone.now())


def submit(intake, signer_name, *, now=None):
    """The client signs with their name: agreements are signed, words frozen, everything sealed."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    if why_not_submit(intake):
        raise Refused(_("Some answers are still missing."))
    if not signer_name.strip():
        raise Refused(_("Type your name to sign."))
    for last in completeness.newest_consents(intake).values():
        if last.decision in AGREEING:
            _consent(intake, last.kind, last.decision, last.limits, signer_name, last, now)
    intake.signer_name, intake.submitted_at, intake.asked = signer_name, now, sheet.frozen()
    intake.save(update_fields=["signer_name", "submitted_at", "asked"])
    record(journey.INTAKE_SUBMITTED, intake, client=intake.client_id, now=now)
    return intake


def _consent(intake, kind, decision, limits, signed_name, follows, now):
    return Consent.objects.create(
        client_id=intake.client_id,
        intake=intake,
        kind=kind,
        wording=str(wordings.WORDINGS[kind]),
        decision=decision,
        limits=limits,
        signed_name=signed_name,
        decided_at=now,
        follows=follows,
    )
