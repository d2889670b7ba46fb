"""What the floor above lists about intakes: who, when and in which state, never the answers.

Read through `intake.summary`, like everything else.
"""

from django.db.models import Case, CharField, Exists, F, OuterRef, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from intake import stopped
from intake.gate import lasting
from intake.models import Decision, Intake
from intake.models.decision import Outcome

TONES = {Outcome.GO_AHEAD: "good", Outcome.HOLD: "stop", Outcome.NOT_SUITABLE: "stop"}
# Why a sent intake waits for a therapist. A newer intake of the client takes an older one's place.
NEW, REPLACED, NOTHING = "new", "replaced", ""
WAITS = (NEW, *lasting.SHORT)


def needs(now=None):
    """`needs` of each intake, for `annotate` or `alias`: one of the words above or what has ended
    the decision (`intake.lasting`); unsent ones too.
    """
    mine = {"client": OuterRef("client")}
    last = lasting.watched(Decision.objects.filter(**mine), now).order_by("-pk")
    newer = Intake.objects.sent().filter(**mine, pk__gt=OuterRef("pk"))
    return {
        "newer_sent": Exists(newer),
        "decided_intake": Subquery(last.values("intake")[:1]),
        "decision_ended_by": Subquery(last.values("ended_by")[:1]),
        "needs": Case(
            When(submitted_at=None, then=Value(NOTHING)),
            When(newer_sent=True, then=Value(REPLACED)),
            When(decided_intake=None, then=Value(NEW)),
            When(decided_intake__lt=F("pk"), then=Value(NEW)),
            default=F("decision_ended_by"),
            output_field=CharField(),
        ),
    }


def waiting_for_decision(now=None):
    """Sent intakes that a therapist has to read and decide, or to decide again."""
    return Intake.objects.sent().alias(**needs(now)).filter(needs__in=WAITS)


def holds():
    """The newest decision of each client whose newest decision is a hold."""
    newest = Decision.objects.filter(client=OuterRef("client")).order_by("-pk").values("pk")[:1]
    return Decision.objects.filter(outcome=Outcome.HOLD, pk=Subquery(newest))


def events(client_id):
    """For one client's timeline: dicts with at, icon, kind, title, text, address; four queries."""
    for intake in Intake.objects.filter(client_id=client_id).defer("asked"):
        yield {
            "at": intake.invited_at,
            "icon": "mail",
            "kind": "quiet",
            "title": _("Invited to fill in an intake"),
        }
        if intake.withdrawn_at:
            yield {
                "at": intake.withdrawn_at,
                "icon": "mail-x",
                "kind": "quiet",
                "title": _("Invitation withdrawn"),
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
    for row in stopped.rows(client_id):
        kind, word = stopped.state(row)
        yield {
            "at": row.recorded_at,
            "icon": "octagon-alert",
            "kind": kind,
            "title": f"{stopped.title(type(row))}: {word}",
            "text": stopped.about(row),
            "address": stopped.address(row),
        }
