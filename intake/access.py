"""Each function answers with the sentence to show, or None when the way is clear."""

import datetime

from django.utils.translation import gettext as _

from clinic.models import CarePlace
from intake import completeness, gate
from intake.links import CODES_PER_HOUR
from intake.models import Answer, Intake, Passcode
from intake.models.decision import Outcome

REASON_LEAST = 20  # characters, domain 3.1
HOUR = datetime.timedelta(hours=1)


def why_not_invite(client):
    """One open intake at a time."""
    if Intake.objects.filter(client=client, submitted_at=None).exists():
        return _("An intake is already waiting for this client. Send its link again instead.")
    return None


def why_not_resend(intake):
    """A sent intake needs no link."""
    if intake.submitted_at:
        return _("The client has sent this intake. Invite them again if something has changed.")
    return None


def why_not_ask_code(intake, now):
    """Five codes an hour, used ones included."""
    lately = Passcode.objects.filter(intake=intake, sent_at__gt=now - HOUR)
    if lately.count() >= CODES_PER_HOUR:
        return _("We have sent five codes within an hour. Please wait an hour, or call the clinic.")
    return None


def why_not_write(intake):
    """A sent intake is sealed."""
    if intake.submitted_at:
        return _(
            "This form has been sent and can no longer be changed. Please tell your therapist."
        )
    return None


def why_not_submit(intake):
    """A list of what is missing (completeness.Gap); empty when the way is clear."""
    return completeness.gaps(intake)


def why_not_review(by, intake):
    """Only a therapist of the care team decides, and only about what has been sent."""
    if not by.is_therapist or not _in_team(by, intake):
        return _("Only a therapist in this client's care team decides about the intake.")
    if not intake.submitted_at:
        return _("The client has not sent this intake yet.")
    return None


def why_not_settle(by, intake, answer):
    """Only an answer that is not plain, and that could stop the visit, is settled."""
    if sentence := why_not_review(by, intake):
        return sentence
    plain = answer is None or answer.value in (Answer.Value.YES, Answer.Value.NO)
    if plain or answer.question.severity not in gate.SETTLED_BY_THERAPIST:
        return _("This answer is plain already.")
    return None


def why_not_decide(found, facts):
    """The decision against the flags (domain 3.1). `facts`: outcome, conditions, reason, until."""
    outcome, strictest = facts["outcome"], {flag.severity for flag in found if not flag.unsettled}
    if outcome == Outcome.NOT_SUITABLE:
        return None
    if outcome == Outcome.HOLD:
        if facts.get("until") or facts.get("conditions"):
            return None
        return _("Say until when, or what you are waiting for.")
    if strictest & set(gate.STOPS):
        return _("An answer here stops the visit. Choose “Hold” or “Not suitable”.")
    if any(flag.unsettled for flag in found):
        return _("Settle the answers that the client was not sure about first, or choose “Hold”.")
    if outcome == Outcome.GO_AHEAD and "S" in strictest:
        return _("An answer here rules out direct psoas work. Choose another decision.")
    if outcome == Outcome.WITH_CHANGES and not facts.get("conditions"):
        return _("Say what changes.")
    return _why_not_override(outcome, strictest, facts.get("reason") or "")


def _why_not_override(outcome, strictest, reason):
    overrides = "C" in strictest and outcome in (Outcome.GO_AHEAD, Outcome.WITH_CHANGES)
    overrides |= "A" in strictest and outcome == Outcome.GO_AHEAD
    if overrides and len(reason.strip()) < REASON_LEAST:
        return _("Say in at least 20 characters why it is safe all the same.")
    return None


def _in_team(user, intake):
    return CarePlace.objects.filter(client_id=intake.client_id, user=user, left_at=None).exists()
