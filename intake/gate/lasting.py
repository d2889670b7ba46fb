"""What ends a decision: one rule for lists, pages and places, answered by the database.

Whatever a decision allows ends with it; what it forbids goes on binding until the next decision.
"""

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.gate import triage
from intake.models import Answer, Clearance, Decision, RuleChange, Triage
from intake.models.decision import Outcome

ANSWER, LETTER, RULES, BORN, OVER, EXPIRED = "changed letter rules born over expired".split()
UNTRIAGED, TRIAGED = "untriaged triaged".split()
SHORT = {
    UNTRIAGED: _("A told condition needs your triage"),
    TRIAGED: _("A told condition was triaged: decide again"),
    ANSWER: _("Answers changed: decide again"),
    LETTER: _("A letter no longer counts: decide again"),
    RULES: _("The rules changed: decide again"),
    BORN: _("Date of birth changed: decide again"),
    OVER: _("The hold is over: decide again"),
    EXPIRED: _("Decision expired"),
}


class Among(Func):
    """Is the first one of the array's values?"""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Differ(Func):
    """Are two values not the same, where nothing is a value too?"""

    template = "(%(expressions)s)"
    arg_joiner = " IS DISTINCT FROM "
    output_field = BooleanField()


def watched(rows, now=None):
    """Decisions, each with `ended_by`: one of the words above, empty while it is in force."""
    today = timezone.localdate(now)
    return rows.annotate(
        ended_by=Case(
            When(Exists(triage.open_ones()), then=Value(UNTRIAGED)),
            When(Exists(_triaged()), then=Value(TRIAGED)),
            When(Exists(_lost(today)), then=Value(LETTER)),
            When(_ruled_anew(), then=Value(RULES)),
            When(_born_otherwise(), then=Value(BORN)),
            When(outcome=Outcome.HOLD, until__lt=today, then=Value(OVER)),
            When(Exists(_answers()), then=Value(ANSWER)),
            When(expires_on__lt=today, then=Value(EXPIRED)),
            default=Value(""),
            output_field=CharField(),
        )
    )


def newest(client_id, now=None):
    """The client's newest decision with `ended_by`, in force or not; None without any."""
    rows = Decision.objects.filter(client_id=client_id).select_related("decided_by")
    return watched(rows, now).order_by("-pk").first()


def _answers():
    """Answers that it has not seen."""
    return Answer.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_answer"))


def _triaged():
    """What was triaged since; a decision stands on how much each condition weighed."""
    return Triage.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_triage"))


def _lost(today):
    """Letters that it rests on and that are revoked, replaced or over."""
    mine = Clearance.objects.filter(client=OuterRef("client"))
    later = mine.filter(code=OuterRef("code"), pk__gt=OuterRef("pk"))
    relied_on = mine.filter(Among(F("pk"), OuterRef("relied_on")))
    return relied_on.filter(Q(expires_on__lt=today) | Exists(later))


def changes():
    """The clinic's changes, since it was made, of rows that weighed in it."""
    rows = RuleChange.objects.filter(pk__gt=OuterRef("after_change"))
    return rows.filter(Among(F("code"), OuterRef("codes")))


def _ruled_anew():
    """A decision of before we kept what it overrides opens nothing by its reason: ask again."""
    return Exists(changes()) | Q(codes=None) & ~Q(reason="")


def _born_otherwise():
    """The record says another date of birth than when it was decided."""
    return Q(codes__isnull=False) & Q(Differ(F("born"), F("client__date_of_birth")))
