"""What the answers mean: the screening rules of domain 3.1 and 3.4, without any page.

Severity: E stop, emergency; U stop, see a doctor; S no direct psoas work; C get clearance;
A adjust. The strictest wins in each zone; scopes add up; a blank is never a "no".
"""

from django.db.models import BooleanField, ExpressionWrapper, F, Max, Q
from django.utils.translation import gettext as _

from intake import screening
from intake.body import zones
from intake.gate import triage
from intake.gate.flag import LABELS, NOTES, TONES, Flag
from intake.gate.flagging import (
    BENDABLE,
    LOCKS,
    SETTLED_BY_THERAPIST,
    STICKY,
    STOPS,
    blank_codes,
    flags,
    question,
)
from intake.gate.heard import STANDS, UNSENT
from intake.gate.rules import Facts
from intake.models import Answer, RuleChange
from intake.models.decision import Outcome
from intake.outcomes import still_binds

__all__ = [
    "BENDABLE",
    "LABELS",
    "LOCKS",
    "NOTES",
    "SETTLED_BY_THERAPIST",
    "STOPS",
    "TONES",
    "STICKY",
    "Facts",
    "Flag",
    "blank_codes",
    "changes",
    "closing",
    "flags",
    "level_cap",
    "newest",
    "newest_change",
    "newest_id",
    "telling",
    "unsettled_words",
    "untriaged_words",
    "version",
    "why_decided",
]


def newest(client_id):
    """The newest answer of the client that stands, by the question's code."""
    rows = Answer.objects.filter(STANDS, client_id=client_id)
    rows = rows.select_related("question", "recorded_by")
    rows = rows.order_by("question__code", "-pk").distinct("question__code")
    return {row.question.code: row for row in rows}


def telling(client_id, visit=None):
    """A list of every answer that limits depend on, in one query, in the order they came in.

    A told condition costs a second one, for its triages (`intake.triage`).

    The newest to each question that stands, and the last word of each form that is not sent
    (`draft`); everything that was sent or said at visits about what closes a place for good
    (domain 13, rule 10); and everything said at `visit`, the id of one or None.
    """
    rows = Answer.objects.filter(client_id=client_id)
    last = rows.filter(STANDS).order_by("question__code", "-pk").distinct("question__code")
    drafts = rows.filter(UNSENT).order_by("question__code", "intake_id", "-pk")
    drafts = drafts.distinct("question__code", "intake_id")
    told = Q(pk__in=last.values("pk")) | Q(pk__in=drafts.values("pk"))
    told |= Q(question__code__in=STICKY) & STANDS
    found = rows.filter(told if visit is None else told | Q(visit=visit)).order_by("pk")
    found = found.annotate(
        code=F("question__code"),
        version=F("question__version"),
        draft=ExpressionWrapper(UNSENT, BooleanField()),
    )
    for row in found:  # the words of seventy questions are known here: nobody has to send them
        row.question = question(row.version, row.code, row.question_id)
    triage.find(client_id, found)
    return list(found)


def newest_id(client_id):
    """The number of the client's newest answer, 0 without any."""
    return Answer.objects.filter(client_id=client_id).aggregate(last=Max("pk"))["last"] or 0


def changes():
    """This clinic's newest change of each row: {code: RuleChange}."""
    return {row.code: row for row in RuleChange.objects.order_by("code", "-pk").distinct("code")}


def version(found=None):
    """The rules in force, as a decision records them: "2026-11-24 + change 7".

    `found`: what `changes()` answered, when it is known already.
    """
    found = changes() if found is None else found
    last = newest_change(found)
    return f"{screening.LATEST} + change {last}" if last else screening.LATEST


def newest_change(found):
    """The number of the newest change, 0 without any. `found`: what `changes()` answered."""
    return max((row.pk for row in found.values()), default=0)


def level_cap(found):
    """The lowest level 1-5 that the answers allow anywhere, or None."""
    return min((each.cap for flag in found for each in flag.effects if each.cap), default=None)


def closing(flag, zone, side, letter, decision):
    """The sentences with which an answer closes a place.

    `letter`: the clearance that counts for this answer, `decision`: the one in force; or None.
    """
    if flag.draft:
        letter = None  # it is about what was sent, and knows nothing of what is only being written
    if letter:
        decision = None  # whoever knows the client named the places: no reason of ours adds any
    cleared = letter is not None and zone in letter.zones
    overridden = decision is not None and decision.opens(flag.question.code, zone)
    for effect in flag.effects:
        touches = effect.touches(zone, side)
        if touches and (sentence := _why_locked(flag, effect, cleared, overridden)):
            yield sentence
    if flag.unsettled and zone in zones.DIRECT:
        yield unsettled_words(flag)


def _why_locked(flag, effect, cleared, overridden):
    """The sentence that closes the places of an effect, or None.

    C opens by a clearance, or `overridden` by a reason that names the place; S by a clearance;
    neither opens what is fixed, permanent or not settled yet. Everything stricter waits for a newer
    answer. Nothing opens what nobody has triaged.
    """
    if flag.untriaged:
        return untriaged_words(flag)
    if flag.unsettled and effect.severity in SETTLED_BY_THERAPIST:
        return unsettled_words(flag)
    if effect.severity == "A" or not _bars(effect, cleared, overridden):
        return None
    return f"{LABELS[effect.severity]}. {flag.action}"


def untriaged_words(flag):
    """The sentence of what a client told and nobody has triaged (domain 3.3.1)."""
    if flag.draft:
        return _("The client tells of something else, in a form that is not sent yet; ask them.")
    return _("The client told of something else, and nobody has triaged it yet.")


def unsettled_words(flag):
    """The sentence of an answer that has to be cleared up with the client."""
    if flag.draft:
        return _("The client is not sure, in a form that is not sent yet; ask them.")
    return _("The client is not sure; settle it first.")


def _bars(effect, cleared, overridden):
    if effect.severity in STOPS or effect.fixed or effect.permanent:
        return True
    return not cleared and not (effect.severity == "C" and overridden)


def why_decided(zone, decision, *, ended=False):
    """The sentence with which the newest decision closes a zone, or None.

    A leave ends; a restriction stays until somebody decides again. `ended`: it is not in force.
    """
    if decision and decision.outcome in (Outcome.HOLD, Outcome.NOT_SUITABLE):
        return still_binds(decision) if ended else _("The intake's decision holds this visit.")
    if decision and decision.outcome == Outcome.NO_ABDOMINAL and zone in zones.BELLY:
        return still_binds(decision) if ended else _("Decided: no abdominal pressure.")
    return None
