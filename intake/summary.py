"""The door for the floor above: what an intake says, in the shapes that its pages show."""

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions.weighing import weigh
from intake.body import zones
from intake.bodymap import picture, small, views_of
from intake.card import card
from intake.export import everything
from intake.extent import words as extent_words
from intake.gate import lasting, weighing
from intake.gate.adjusting import adjustments
from intake.gate.flag import LABELS
from intake.gate.limits import asked_of_everybody, limits, once_asked
from intake.headers import events, holds, waiting_for_decision
from intake.models import Answer, Decision, Intake, Mark
from intake.outcomes import LOOKS, opens_words, outcome_words
from intake.roomcard import room_card
from intake.rule_changes import loosened
from intake.scales import GIVEN as level_words
from intake.stopped import blocked, incidents, to_ask_again, to_write_up, unwritten
from intake.stopped import now as stops_now

SECTIONS = ("goals", "comfort", "cushions", "pressure")


def newest(client_id):
    """The client's newest sent intake with its pages, or None."""
    return _sent(client_id).select_related(*SECTIONS).first()


def _sent(client_id):
    return Intake.objects.sent().filter(client_id=client_id).order_by("-submitted_at", "-pk")


def marks(client_id):
    """The body map of the newest sent intake, for the side of a page; None without marks."""
    return small("note", list(Mark.objects.filter(intake=_sent(client_id).values("pk")[:1])))


def decision_in_force(client_id, now=None):
    """The newest decision, while nothing has ended it; or None."""
    last = lasting.newest(client_id, now)
    return None if last is None or last.ended_by else last


def hints(client_ids, now=None):
    """{client_id: [(kind, word)]} for the day list, in two queries; every id has a list."""
    ids = list(client_ids)
    intakes = Intake.objects.filter(client_id__in=ids, withdrawn_at=None).defer(
        "asked", "last_time"
    )
    intakes = intakes.order_by("client_id", "-pk").distinct("client_id")
    decisions = lasting.watched(Decision.objects.filter(client_id__in=ids), now)
    decisions = decisions.order_by("client_id", "-pk").distinct("client_id")
    by_intake = {row.client_id: row for row in intakes}
    by_decision = {row.client_id: row for row in decisions}
    return {pk: list(_chips(by_intake.get(pk), by_decision.get(pk), now)) for pk in ids}


def _chips(intake, decision, now):
    """One or two chips: the intake if it waits, the decision if it counts."""
    if intake is None:
        yield ("quiet", _("No intake yet"))
        return
    if intake.submitted_at is None:
        expired = intake.lives_until <= (now or timezone.now())
        started = _("Intake started") if intake.redeemed_at else _("Intake waiting")
        yield ("quiet", _("Intake link expired") if expired else started)
    elif decision is None or decision.intake_id < intake.pk:
        yield ("clay", _("Intake to read"))
    if decision is None:
        return
    if not decision.ended_by:
        yield (LOOKS[decision.outcome][0], outcome_words(decision))
        return
    yield ("clay", str(lasting.SHORT[decision.ended_by]))


def asked_at(visit_ids):
    """{visit: when today's questions were asked there}; visits where some are open are missing."""
    wanted = asked_of_everybody()
    rows = Answer.objects.filter(visit__in=visit_ids, question__code__in=wanted).order_by()
    rows = rows.values("visit").annotate(
        n=Count("question__code", distinct=True), at=Max("recorded_at")
    )
    return {row["visit"]: row["at"] for row in rows if row["n"] == len(wanted)}


def severity_word(code):
    """How much an answer weighs, in words."""
    return LABELS[code]


weighed, weighing_words = weighing.last_of, weighing.words
stood, closed_since = weighing.stood, weighing.closed_since
zone_caps = zones.CAPS  # {zone: the firmest level 1–5 that it bears at all}


def zone_word(zone):
    """A zone in words, as the client reads it."""
    return zones.LABELS[zone]


__all__ = [
    "adjustments",
    "asked_at",
    "blocked",
    "card",
    "closed_since",
    "decision_in_force",
    "events",
    "everything",
    "extent_words",
    "hints",
    "incidents",
    "holds",
    "level_words",
    "limits",
    "loosened",
    "marks",
    "newest",
    "once_asked",
    "opens_words",
    "outcome_words",
    "picture",
    "room_card",
    "severity_word",
    "stood",
    "stops_now",
    "to_ask_again",
    "to_write_up",
    "unwritten",
    "views_of",
    "waiting_for_decision",
    "weigh",
    "weighed",
    "weighing_words",
    "zone_caps",
    "zone_word",
]
