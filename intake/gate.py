"""What the answers mean: the screening rules of domain 3.1 and 3.4, without any page.

Severity: E stop, emergency; U stop, see a doctor; S no direct psoas work; C get clearance;
A adjust. The strictest wins in each zone; scopes add up; a blank is never a "no".
"""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import zones
from intake.models import Answer
from intake.models.decision import Outcome
from intake.models.health import SEVERITIES

STOPS, LOCKS, BENDABLE = ("E", "U"), ("S", "C"), ("C", "A")
SETTLED_BY_THERAPIST = ("E", "U", "S")  # a "not sure" here is cleared up before the start
LABELS = {
    "E": gettext_lazy("Stop: emergency"),
    "U": gettext_lazy("Stop: see a doctor first"),
    "S": gettext_lazy("No direct psoas work"),
    "C": gettext_lazy("Get clearance"),
    "A": gettext_lazy("Adjust"),
}
TONES = {"E": "stop", "U": "stop", "S": "clay", "C": "clay", "A": "accent"}


@dataclass(frozen=True)
class Flag:
    """One answer that matters. `unsettled`: the client was not sure, and it must be cleared up."""

    answer: Answer
    unsettled: bool

    @property
    def question(self):
        return self.answer.question

    @property
    def severity(self):
        return self.question.severity

    @property
    def label(self):
        return LABELS[self.severity]

    @property
    def tone(self):
        return TONES[self.severity]

    @property
    def places(self):
        """The scope in words."""
        if "all" in self.question.scope:
            return _("everywhere")
        return ", ".join(str(zones.LABELS[zone]) for zone in self.question.scope)


def newest(client_id):
    """The newest answer of the client to each question, by the question's code."""
    rows = Answer.objects.filter(client_id=client_id).select_related("question", "recorded_by")
    rows = rows.order_by("question__code", "-pk").distinct("question__code")
    return {row.question.code: row for row in rows}


def telling(client_id):
    """The newest answers without the plain "no"s, in one query: all that limits depend on."""
    rows = Answer.objects.filter(client_id=client_id)
    last = rows.order_by("question__code", "-pk").distinct("question__code").values("pk")
    return rows.filter(pk__in=last).exclude(value=Answer.Value.NO).select_related("question")


def newest_id(client_id):
    """The number of the client's newest answer, 0 without any."""
    return Answer.objects.filter(client_id=client_id).aggregate(last=Max("pk"))["last"] or 0


def flags(answers):
    """The answers that matter, strictest first, then in the order of asking."""
    found = [
        Flag(row, row.value != Answer.Value.YES and row.question.severity in SETTLED_BY_THERAPIST)
        for row in answers
        if row.value != Answer.Value.NO
    ]
    found.sort(key=lambda flag: (SEVERITIES.index(flag.severity), flag.question.position))
    return found


def level_cap(found):
    """The lowest level 1–5 that the answers allow, or None."""
    return min((flag.question.cap for flag in found if flag.question.cap), default=None)


def locked(found, decision):
    """The zones that are closed, each with the sentence that says why.

    `decision`: the one in force, or None. C is opened by a decision that gives its reason;
    S and everything stricter only by a newer answer.
    """
    reasons = {}
    for flag in found:
        if flag.severity in ("E", "U", "S") or (flag.severity == "C" and not _overridden(decision)):
            why = _("The client is not sure; settle it first.") if flag.unsettled else None
            for zone in zones.spread(flag.question.scope):
                reasons.setdefault(zone, why or f"{flag.label}. {flag.question.action}")
    if decision and decision.outcome in (Outcome.HOLD, Outcome.NOT_SUITABLE):
        for zone in zones.ALL:
            reasons.setdefault(zone, _("The intake's decision holds this visit."))
    elif decision and decision.outcome == Outcome.NO_ABDOMINAL:
        for zone in zones.BELLY:
            reasons.setdefault(zone, _("Decided: no abdominal pressure."))
    return {zone: reasons[zone] for zone in zones.ALL if zone in reasons}


def _overridden(decision):
    return bool(decision and decision.reason)
