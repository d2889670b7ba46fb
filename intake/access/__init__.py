"""Each function answers with the sentence to show, or None when the way is clear."""

import datetime

from django.utils.translation import gettext as _

from intake import completeness, minors, wordings
from intake.access.review import (
    why_not_clear,
    why_not_confirm_person,
    why_not_decide,
    why_not_observe,
    why_not_review,
    why_not_revoke_clearance,
    why_not_settle,
)
from intake.access.ruling import why_not_change_rule
from intake.access.triage import why_not_triage
from intake.links import CODES_PER_HOUR
from intake.models import Intake, Passcode
from intake.models.signature import Role

__all__ = [
    "why_not_ask_code",
    "why_not_change_rule",
    "why_not_clear",
    "why_not_confirm_person",
    "why_not_consent",
    "why_not_copy",
    "why_not_decide",
    "why_not_invite",
    "why_not_observe",
    "why_not_resend",
    "why_not_review",
    "why_not_revoke_clearance",
    "why_not_settle",
    "why_not_sign_as",
    "why_not_submit",
    "why_not_triage",
    "why_not_try_code",
    "why_not_withdraw",
    "why_not_write",
]
HOUR = datetime.timedelta(hours=1)


def why_not_invite(client):
    """One open intake at a time."""
    if Intake.objects.waiting().filter(client=client).exists():
        return _("An intake is already waiting for this client. Send its link again instead.")
    return None


def why_not_change_settings(by):
    """What holds for the whole clinic is an admin's to set."""
    return None if by.is_admin else _("Only an admin changes what the clinic sets.")


def why_not_resend(intake):
    """A sent intake needs no link."""
    if intake.submitted_at:
        return _("The client has sent this intake. Invite them again if something has changed.")
    if intake.withdrawn_at:
        return _("This invitation was withdrawn. Invite them again.")
    return None


def why_not_withdraw(intake):
    """Only what has not arrived can be taken back, and only once."""
    if intake.submitted_at:
        return _("The client has sent this intake already. It stays in their record.")
    if intake.withdrawn_at:
        return _("This invitation was withdrawn already.")
    return None


def why_not_ask_code(intake, now):
    """Five codes an hour, used ones included; none once they were guessed at too often."""
    if intake.is_shut:
        return why_not_try_code(intake)
    lately = Passcode.objects.filter(intake=intake, sent_at__gt=now - HOUR)
    if lately.count() >= CODES_PER_HOUR:
        return _("We have sent five codes within an hour. Please wait an hour, or call the clinic.")
    return None


def why_not_try_code(intake):
    """Twenty wrong codes in a row, of however many mails, end the guessing; three end one code."""
    if intake.is_shut:
        return _(
            "Too many wrong codes were typed here. Please call the clinic; we send you a new link."
        )
    newest = Passcode.objects.filter(intake=intake).order_by("-pk").first()
    if newest and newest.tries >= Passcode.TRIES:
        return _("This code was tried three times and no longer works. Ask for a new one below.")
    return None


def why_not_write(intake):
    """A sent intake is sealed."""
    if intake.submitted_at:
        return _(
            "This form has been sent and can no longer be changed. Please tell your therapist."
        )
    if intake.withdrawn_at:
        return _("This form is no longer open.")
    return None


def why_not_consent(intake, kind, decision, now):
    """Only what is offered to this person, and only answers that are offered (domain 8.6)."""
    if kind not in minors.decisions(intake, now):
        return _("This is not part of your form.")
    if decision not in wordings.offered(kind):
        return _("Choose one of the listed answers.")
    return None


def why_not_sign_as(intake, role, name):
    """Nobody under age signs in the place of their parent or guardian (domain 8.6)."""
    if role == Role.GUARDIAN and minors.is_one_of(name, minors.own_names(intake)):
        return minors.OWN_NAME
    return None


def why_not_copy(on_tablet):
    """Nothing is left behind on a tablet that others use after this person (promise P11)."""
    if on_tablet:
        return _("This tablet keeps no files. We are glad to print your copy for you.")
    return None


def why_not_submit(intake):
    """A list of what is missing (completeness.Gap); empty when the way is clear."""
    return completeness.gaps(intake)
