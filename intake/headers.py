"""What the floor above lists about intakes: who, when and in which state, never the answers."""

from django.db.models import Exists, OuterRef, Subquery

from intake.models import Decision, Intake
from intake.models.decision import Outcome


def waiting_for_decision():
    """Intakes that were sent and not yet decided."""
    decided = Decision.objects.filter(intake=OuterRef("pk"))
    return Intake.objects.sent().filter(~Exists(decided))


def holds():
    """The newest decision of each client whose newest decision is a hold."""
    newest = Decision.objects.filter(client=OuterRef("client")).order_by("-pk").values("pk")[:1]
    return Decision.objects.filter(outcome=Outcome.HOLD, pk=Subquery(newest))
