"""What a client agrees to, and the signature under it all."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record
from intake import completeness, minors, sheet, wordings
from intake.access import why_not_consent, why_not_submit, why_not_write
from intake.actions.opening import locked
from intake.models import Consent, Signature
from intake.models.consent import AGREEING, Choice, Mode
from intake.models.signature import Role


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


def submit(intake, signer_name="", *, now=None):
    """The client (for a minor, the guardian) signs; words are frozen, everything is sealed.

    `signer_name`: what was typed; without it a drawn signature stands for the name on page one.
    """
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    if why_not_submit(intake):
        raise Refused(_("Some answers are still missing."))
    role = minors.signer_role(intake, now)
    name = signer_name.strip() or _drawn_name(intake, role, now)
    if not name:
        raise Refused(_("Type your full name, or sign in the box."))
    _sign_agreements(intake, name, role, now)
    intake.signer_name, intake.signer_role, intake.submitted_at = name, role, now
    intake.language, intake.form_id = translation.get_language() or "", sheet.kept(intake)
    intake.save(
        update_fields=["signer_name", "signer_role", "submitted_at", "language", "form"],
    )
    record(journey.INTAKE_SUBMITTED, intake, client=intake.client_id, now=now)
    return intake


def _drawn_name(intake, role, now):
    """Whose name a drawn signature stands for; empty without one."""
    drawn = Signature.objects.filter(intake=intake, role=role).exists()
    return minors.signer(intake, now) if drawn else ""


def _sign_agreements(intake, name, role, now):
    """A signed row for each agreement, in the words that were shown when it was decided.

    What was agreed to before the form said under sixteen is taken back: it is not offered then.
    """
    asked = minors.decisions(intake, now)
    rows = [
        _signed(last, name, role, now) if last.kind in asked else _taken_back(last, role, now)
        for last in completeness.newest_consents(intake).values()
        if last.decision in AGREEING
    ]
    Consent.objects.bulk_create(rows)


def _signed(last, name, role, now):
    return _following(
        last,
        decision=last.decision,
        limits=last.limits,
        signed_name=name,
        signer_role=role,
        mode=Mode.GUARDIAN if role == Role.GUARDIAN else Mode.WRITTEN,
        valid_until=_valid_until(last.kind, now),
        decided_at=now,
    )


def _taken_back(last, role, now):
    return _following(last, decision=Choice.WITHDRAWN, signer_role=role, decided_at=now)


def _following(last, **facts):
    """A row after `last`, about the same area in the same words."""
    return Consent(
        client_id=last.client_id,
        intake_id=last.intake_id,
        kind=last.kind,
        wording=last.wording,
        language=last.language,
        follows=last,
        **facts,
    )


def _valid_until(kind, now):
    """The last day of an agreement that lasts a year (domain 8.3); None where each visit signs."""
    if kind not in wordings.A_YEAR:
        return None
    day = timezone.localdate(now)
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
