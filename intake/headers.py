"""What the floor above lists about intakes: who, when and in which state, never the answers."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from intake.models import Decision, Intake
from intake.models.decision import Outcome

OUTCOME_LOOKS = {Outcome.GO_AHEAD: "good", Outcome.HOLD: "clay", Outcome.NOT_SUITABLE: "stop"}


def waiting_for_decision():
    """Intakes that were sent and not yet decided."""
    decided = Decision.objects.filter(intake=OuterRef("pk"))
    return Intake.objects.sent().filter(~Exists(decided))


def holds():
    """The newest decision of each client whose newest decision is a hold."""
    newest = Decision.objects.filter(client=OuterRef("client")).order_by("-pk").values("pk")[:1]
    return Decision.objects.filter(outcome=Outcome.HOLD, pk=Subquery(newest))


def events(client_id):
    """Entries for one client's timeline: invitations, sent intakes, decisions. Two queries."""
    entries = []
    for intake in Intake.objects.filter(client=client_id).select_related("invited_by"):
        entries.append(
            {
                "at": intake.invited_at,
                "icon": "mail",
                "kind": "quiet",
                "title": _("Invited to fill in intake by %(name)s")
                % {"name": intake.invited_by.name},
            }
        )
        if intake.submitted_at:
            entries.append(
                {
                    "at": intake.submitted_at,
                    "icon": "clipboard-list",
                    "kind": "",
                    "title": _("Client sent the intake"),
                    "intake": intake.pk,
                }
            )
    for decision in Decision.objects.filter(client=client_id).select_related("decided_by"):
        entries.append(
            {
                "at": decision.decided_at,
                "icon": "shield-check",
                "kind": OUTCOME_LOOKS.get(decision.outcome, "clay"),
                "title": _("Decided by %(name)s: %(outcome)s")
                % {
                    "name": decision.decided_by.name,
                    "outcome": decision.get_outcome_display().lower(),
                },
                "text": decision.conditions,
                "intake": decision.intake_id,
            }
        )
    return entries
