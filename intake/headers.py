"""What the floor above lists about intakes: who, when and in which state, never the answers.

Read through `intake.summary`, like everything else.
"""

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.models import Decision, Intake
from intake.models.decision import Outcome

TONES = {Outcome.GO_AHEAD: "good", Outcome.HOLD: "stop", Outcome.NOT_SUITABLE: "stop"}


def waiting_for_decision():
    """Intakes that were sent and not yet decided."""
    decided = Decision.objects.filter(intake=OuterRef("pk"))
    return Intake.objects.sent().filter(~Exists(decided))


def holds():
    """The newest decision of each client whose newest decision is a hold."""
    newest = Decision.objects.filter(client=OuterRef("client")).order_by("-pk").values("pk")[:1]
    return Decision.objects.filter(outcome=Outcome.HOLD, pk=Subquery(newest))


def events(client_id):
    """For one client's timeline: dicts with at, icon, kind, title, text, address; two queries."""
    for intake in Intake.objects.filter(client_id=client_id).defer("asked"):
        yield {
            "at": intake.invited_at,
            "icon": "mail",
            "kind": "quiet",
            "title": _("Invited to fill in an intake"),
        }
        if intake.submitted_at:
            yield {
                "at": intake.submitted_at,
                "icon": "inbox",
                "kind": "accent",
                "title": _("Intake sent"),
                "address": reverse("intake:review", args=[intake.pk]),
            }
    for decision in Decision.objects.filter(client_id=client_id).select_related("decided_by"):
        outcome = decision.get_outcome_display().lower()
        yield {
            "at": decision.decided_at,
            "icon": "shield-check",
            "kind": TONES.get(decision.outcome, "clay"),
            "title": _("Decided: %(outcome)s") % {"outcome": outcome},
            "text": _("by %(name)s") % {"name": decision.decided_by.name},
            "address": reverse("intake:review", args=[decision.intake_id]),
        }
