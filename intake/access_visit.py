"""What is asked before a word is taken down at a visit; a sentence, or None when all is clear."""

import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from clinic.models import CarePlace
from intake import wordings
from intake.models.consent import AGREEING, AREAS, Choice, Kind, Mode

EARLY = datetime.timedelta(hours=12)  # before it begins, so that a day shift may prepare
AROUND = datetime.timedelta(minutes=30)  # after its end a visit is over
SIGNED = (Kind.GROIN, Kind.INNER_THIGH, Kind.GLUTEAL, Kind.CHEST)  # domain 8.3
IN_WRITING = (Mode.WRITTEN, Mode.GUARDIAN)


def why_not_at_visit(by, visit, now):
    """Only a therapist of the care team, from half a day before the visit until it is over."""
    team = CarePlace.objects.filter(client_id=visit.client_id, user=by, left_at=None)
    if not (by.is_therapist and team.exists()):
        return _("Only a therapist in this client's care team writes this down.")
    if visit.cancelled_at:
        return _("This visit was cancelled.")
    if now < visit.starts_at - EARLY:
        day = formats.date_format(timezone.localtime(visit.starts_at), "D j M, H:i")
        return _("This visit is on %(day)s. Ask when it begins.") % {"day": day}
    if now > visit.ends_at + AROUND:
        return _("This visit is over. Ask again at the next one.")
    return None


def why_not_ask_today(by, visit, given, rest, now):
    """Something has to be said: an answer, or "none of these". A blank is never a no."""
    if sentence := why_not_at_visit(by, visit, now):
        return sentence
    if not given and not rest:
        return _("Tick what applies, or choose “None of these”.")
    return None


def why_not_go_on(by, visit, last, changed, now):
    """The decision before this visit goes on when it would still count and nothing has changed.

    `last`: the newest decision or None. `changed`: answers of this visit that say something new.
    """
    if sentence := why_not_at_visit(by, visit, now):
        return sentence
    if last is None or last.expires_on < timezone.localdate(now):
        return _("No decision is there to go on with. Read the intake and decide.")
    if changed:
        return _("An answer changed. Read the intake and decide again.")
    return None


def why_not_agree(by, visit, facts, last, case, now):
    """One area at one visit, by the matrix of domain 8.3.

    `facts`: kind, decision, limits, mode, signed_name. `last`: the newest consent of that kind.
    `case`: {"kinds": what is offered to this person, "minor": under age}.
    """
    if sentence := why_not_at_visit(by, visit, now):
        return sentence
    if facts["kind"] not in case["kinds"]:
        return _("This area is not offered to this person.")
    decision = facts["decision"]
    if decision == Choice.WITHDRAWN:
        agreed = last is not None and last.decision in AGREEING
        return None if agreed else _("There is nothing to take back here.")
    if decision not in wordings.offered(facts["kind"]):
        return _("Choose one of the listed answers.")
    return _why_not_yes(facts, case) if decision in AGREEING else None


def _why_not_yes(facts, case):
    """A yes says how it was given; some areas need it in writing, under age by a guardian."""
    mode = facts["mode"]
    if facts["decision"] == Choice.LIMITS and not facts["limits"]:
        return _("Write down the limits.")
    if mode not in Mode.values:
        return _("Say how they agreed.")
    if case["minor"] and mode != Mode.GUARDIAN:
        return _("Under age, a parent or guardian signs.")
    if not case["minor"] and mode == Mode.GUARDIAN:
        return _("This client is of age and signs alone.")
    if facts["kind"] in SIGNED and mode not in IN_WRITING:
        return _("This area has to be signed at each visit.")
    if mode != Mode.VERBAL and not facts["signed_name"]:
        return _("Type the full name of who signs, or of the witness.")
    return None


def kinds_at_visit(young):
    """The areas that can be decided at a visit. `young`: under sixteen (domain 8.6)."""
    return tuple(k for k in AREAS if not (young and k in (Kind.GROIN, Kind.INNER_THIGH)))
