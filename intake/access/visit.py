"""What is asked before a word is taken down at a visit; a sentence, or None when all is clear."""

import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from clinic.models import CarePlace
from intake import minors, strangers, wordings
from intake.access.review import why_not_unsuitable
from intake.gate import lasting
from intake.models.consent import (
    AGREEING,
    AREAS,
    IN_WRITING,
    SIGNED,
    Choice,
    Kind,
    Mode,
    Signer,
)
from intake.models.decision import Outcome

EARLY = datetime.timedelta(hours=12)  # before it begins, so that a day shift may prepare
AROUND = datetime.timedelta(minutes=30)  # after its end a visit is over
AFTERWARDS = datetime.timedelta(hours=24)  # from then on an entry is a late one (domain 10.2)


def why_not_at_visit(by, visit, now, until=AROUND):
    """Only a therapist of the care team, from half a day before the visit until it is over."""
    team = CarePlace.objects.filter(client_id=visit.client_id, user=by, left_at=None)
    if not (by.is_therapist and team.exists()):
        return _("Only a therapist in this client's care team writes this down.")
    if visit.cancelled_at:
        return _("This visit was cancelled.")
    if now < visit.starts_at - EARLY:
        day = formats.date_format(timezone.localtime(visit.starts_at), "D j M, H:i")
        return _("This visit is on %(day)s. Ask when it begins.") % {"day": day}
    if now > visit.ends_at + until:
        return _("This visit is over. Ask again at the next one.")
    return None


def why_not_take_down(by, visit, now):
    """What was asked in the room may be taken down until a day later, like the note itself.

    Its moment is kept. An agreement is never written down afterwards (domain 8.2).
    """
    return why_not_at_visit(by, visit, now, AFTERWARDS)


def why_not_ask_today(by, visit, given, rest, now):
    """Something has to be said: an answer, or "none of these". A blank is never a no."""
    if sentence := why_not_take_down(by, visit, now):
        return sentence
    if not given and not rest:
        return _("Tick what applies, or choose “None of these”.")
    return None


def why_not_go_on(by, visit, last, changed, now):
    """The decision before this visit goes on when it would still count and nothing has changed.

    `last`: the newest decision with `ended_by`, or None. `changed`: answers of this visit that say
    something new.
    """
    if sentence := why_not_take_down(by, visit, now):
        return sentence
    if last is None or last.expires_on < timezone.localdate(now):
        return _("No decision is there to go on with. Read the intake and decide.")
    if last.ended_by not in ("", lasting.ANSWER):
        said = {"why": lasting.SHORT[last.ended_by]}
        return _("%(why)s. Read the intake first.") % said
    if last.outcome == Outcome.NOT_SUITABLE and why_not_unsuitable(last.reason):
        return _("The decision does not say why it is not suitable. Read the intake and decide.")
    if changed:
        return _("An answer changed. Read the intake and decide again.")
    return None


def why_not_agree(by, visit, facts, last, case, now):
    """One area at one visit, by the matrix of domain 8.3.

    `facts`: as `actions.agree` takes them. `last`: the newest consent of that kind.
    `case`: {"kinds": what is offered to this person, "minor": under age, "names": of theirs,
    "signers": who signed for them before}.
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
    return next((sentence for _field, sentence in doubts(facts, case)), None)


def doubts(facts, case):
    """(field, sentence) of whatever keeps a yes from being one, in the order of the page."""
    decision, mode = facts["decision"], facts["mode"]
    if decision not in AGREEING:
        return
    if sentence := wordings.why_not_read(facts["kind"], decision, facts["shown"]):
        yield "decision", sentence
    if decision == Choice.LIMITS and not facts["limits"]:
        yield "limits", _("Write down the limits.")
    if facts["max_level"] is not None and not 1 <= facts["max_level"] <= 5:
        yield "max_level", _("Choose a level from 1 to 5.")
    if sentence := _why_not_so(facts, case):
        yield "mode", sentence
    yield from _of_signers(facts, case)
    if facts["kind"] in SIGNED and mode in IN_WRITING and not facts["understood"]:
        yield "understood", _("Ask them to say in their own words what you will do.")


def _why_not_so(facts, case):
    """A yes says how it was given; some areas need it in writing, under age by a guardian."""
    mode, kind = facts["mode"], facts["kind"]
    if mode not in Mode.values:
        return _("Say how they agreed.")
    if kind == Kind.ASSENT:
        own = mode != Mode.GUARDIAN
        return None if own else _("This is the client's own yes; nobody gives it for them.")
    if case["minor"] and mode != Mode.GUARDIAN:
        return _("Under age, a parent or guardian signs.")
    if not case["minor"] and mode == Mode.GUARDIAN:
        return _("This client is of age and signs alone.")
    if kind in SIGNED and mode not in IN_WRITING:
        return _("This area has to be signed at each visit.")
    return None


def _of_signers(facts, case):
    """Who signs, or stands by, or decides for somebody else, has a name (domain 8.2 and 8.6)."""
    name, mode = facts["signed_name"], facts["mode"]
    for_other = facts["signer_role"] == Signer.SUBSTITUTE
    if for_other and (case["minor"] or facts["kind"] == Kind.ASSENT):
        yield "mode", _("Under age, a parent or guardian decides.")
    if not name and for_other:
        yield "signed_name", _("Type the full name of who decides for them.")
    elif not name and mode != Mode.VERBAL:
        yield "signed_name", _("Type the full name of who signs, or of the witness.")
    elif mode == Mode.GUARDIAN and minors.is_one_of(name, case["names"]):
        yield "signed_name", minors.OWN_NAME
    elif for_other and minors.is_one_of(name, case["names"]):
        yield "signed_name", _("This is the client's own name. Type who decides for them.")
    else:
        yield from strangers.doubts(facts, case)
    if for_other and not facts["evidence"]:
        yield "evidence", _("Write down how you know that they may decide.")


def kinds_at_visit(young, minor=False):
    """What can be decided at a visit. `young`: under sixteen; `minor`: under age (domain 8.6)."""
    areas = tuple(k for k in AREAS if not (young and k in minors.NOT_FOR_THE_YOUNG))
    return areas + (minors.FOR_MINORS if minor else ())
