"""What the therapist's verbs ask before they act; a sentence, or None when the way is clear."""

from django.utils import formats
from django.utils.translation import gettext as _

from clinic.models import CarePlace
from intake import same_person
from intake.body import naming
from intake.gate import grounds, meaning
from intake.models import Answer
from intake.models.clearance import Method
from intake.models.decision import Outcome

REASON_LEAST = 20  # characters, domain 3.1
PAUSES = (Outcome.HOLD, Outcome.NOT_SUITABLE)


def why_not_review(by, intake):
    """Only a therapist of the care team decides, and only about what has been sent."""
    if not by.is_therapist or not _in_team(by, intake.client_id):
        return _("Only a therapist in this client's care team decides about the intake.")
    if not intake.submitted_at:
        return _("The client has not sent this intake yet.")
    return None


def why_not_settle(by, intake, flag):
    """Only an answer that is not plain, and that could stop the visit, is settled."""
    if sentence := why_not_review(by, intake):
        return sentence
    if flag is None or not flag.unsettled:
        return _("This answer is plain already.")
    return None


def why_not_observe(by, intake, question):
    """A therapist of the team writes down what they saw or were told, on a question we know."""
    if sentence := why_not_review(by, intake):
        return sentence
    if question is None:
        return _("This question is not in our table.")
    return None


def why_not_correct(value):
    """The record is corrected by a plain word."""
    if value not in (Answer.Value.YES, Answer.Value.NO):
        return _("To correct the record, answer yes or no.")
    return None


def why_not_confirm_person(by, intake):
    """Only a doubt that stands is settled, once."""
    if sentence := why_not_review(by, intake):
        return sentence
    if same_person.confirmed(intake):
        return _("Somebody has already looked who filled this in.")
    if same_person.doubt(intake) is None:
        return _("The dates of birth are the same. There is nothing to settle.")
    return None


def why_not_decide(case, facts):
    """The decision against its grounds (domain 3.1).

    `facts`: outcome, conditions, reason, reason_zones, until.
    """
    outcome = facts["outcome"]
    if outcome in PAUSES and facts.get("reason_zones"):
        return _("This decision opens no place. Untick all places, or choose another decision.")
    if outcome == Outcome.NOT_SUITABLE:
        return why_not_unsuitable(_said(facts, "reason"))
    if outcome == Outcome.HOLD:
        if facts.get("until") or _said(facts, "conditions"):
            return None
        return _("Say until when, or what you are waiting for.")
    if case.doubt:
        return _("First make sure who filled this in, or choose “Hold”.")
    if case.needs_guardian:
        return _("A parent or guardian has not agreed yet. Choose “Hold” or “Not suitable”.")
    return _why_not_flags(case, outcome, facts)


def why_not_unsuitable(reason):
    """Turning somebody away has a reason that can be read later."""
    if len(reason.strip()) < REASON_LEAST:
        return _("Say in at least 20 characters why it is not suitable.")
    return None


def _why_not_flags(case, outcome, facts):
    open_now = case.open_effects()
    strictest = {each.severity for each in open_now}
    if any(flag.untriaged for flag in case.flags):
        return _("Triage what the client told in their own words first, or choose “Hold”.")
    if any(flag.unsettled for flag in case.flags):
        return _("Settle the answers that the client was not sure about first, or choose “Hold”.")
    if strictest & set(meaning.STOPS):
        return _("An answer here stops the visit. Choose “Hold” or “Not suitable”.")
    if outcome == Outcome.GO_AHEAD and any(_closes_for_good(each) for each in open_now):
        return _("An answer here rules out direct psoas work. Choose another decision.")
    if outcome == Outcome.WITH_CHANGES and not _said(facts, "conditions"):
        return _("Say what changes.")
    return (
        _why_not_open(case, facts)
        or _why_not_override(facts, strictest)
        or _why_not_plan(outcome, facts)
    )


def _why_not_plan(outcome, facts):
    """Domain 3.1: A goes ahead with listed changes; one letter lists nothing."""
    if outcome != Outcome.WITH_CHANGES:
        return None
    if max(len(_said(facts, name)) for name in ("conditions", "reason")) < REASON_LEAST:
        return _("Say in at least 20 characters what changes, or why it is safe all the same.")
    return None


def _said(facts, name):
    return (facts.get(name) or "").strip()


def _closes_for_good(effect):
    """No reason opens it: S, and whatever only another letter or a corrected answer opens."""
    return effect.severity == "S" or (effect.severity == "C" and (effect.fixed or effect.permanent))


def _why_not_open(case, facts):
    """A reason opens the places that are ticked; it opens none alone, and no tick opens any alone.

    A plain "Go ahead" leaves nothing closed that it could open, so that it reads as it is; every
    other way may.
    """
    outcome, reason = facts["outcome"], _said(facts, "reason")
    named, openable = facts.get("reason_zones") or [], case.openable(outcome)
    if astray := set(named) - set(openable):
        words = _("With this decision no reason opens: %(places)s. Look at what is ticked.")
        return words % {"places": naming.of_zones(astray)}
    if outcome == Outcome.GO_AHEAD and set(named) != set(openable):
        return _("“Go ahead” opens every place: tick them all, or choose “Go ahead, with changes”.")
    if reason and openable and not named:
        return _("Tick at least one place that your reason opens, or leave the reason empty.")
    return None


def _why_not_override(facts, strictest):
    """Whoever opens a place, or goes ahead plainly in spite of a C or an A, says why."""
    plain = facts["outcome"] == Outcome.GO_AHEAD and strictest & {"C", "A"}
    overrides = plain or facts.get("reason_zones")
    if overrides and len(_said(facts, "reason")) < REASON_LEAST:
        return _("Say in at least 20 characters why it is safe all the same.")
    return None


def why_not_until(case, facts):
    """No leave outlives a letter that it rests on. `facts`: outcome, expires_on or None."""
    day = facts.get("expires_on")
    if facts["outcome"] in PAUSES or day is None:
        return None
    first = min((letter.expires_on for letter in case.relied_on()), default=day)
    if day <= first:
        return None
    words = _("A letter that this rests on ends on %(day)s. Choose that day or an earlier one.")
    return words % {"day": formats.date_format(first, "j M Y")}


def why_not_seen(newest, seen):
    """Nobody decides about answers that were not on the page.

    `newest`: the number of the newest answer there is. `seen`: of the newest on the page, or None.
    """
    if seen is None or newest > seen:
        return _("An answer changed while you were reading. Look again, then decide.")
    return None


def why_not_last(newest, last):
    """Nobody decides over a decision that was not on the page.

    `newest`: the number of the newest decision, 0 without any. `last`: of the one on the page.
    """
    if last is not None and newest != last:
        return _("Somebody decided while you were reading. Look again, then decide.")
    return None


def why_not_triaged(newest, triaged):
    """Nobody decides by a triage that was not on the page; `newest`, `triaged`: their numbers."""
    if triaged is not None and newest != triaged:
        return _("Somebody triaged while you were reading. Look again, then decide.")
    return None


def why_not_clear(by, client_id, flag):
    """A letter answers a flag that closes places, not for good, and no stop (domain 3.1)."""
    if sentence := _why_not_treat(by, client_id):
        return sentence
    if flag is not None and flag.untriaged:
        return _("Triage this first; then add the letter.")
    if flag is not None and flag.unsettled:
        return _("Settle this answer with the client first; then add the letter.")
    if flag is not None and flag.severity in meaning.STOPS:
        return _("No letter opens this. It takes a newer answer.")
    if flag is None or flag.severity not in meaning.LOCKS:
        return _("This answer asks for no letter.")
    if not grounds.letter_zones(flag):
        return _("These places stay closed for good. Only a corrected answer opens them.")
    return None


def why_not_without_file(facts, letter):
    """What came on paper is kept as it came; a phone call leaves nothing but our own words."""
    if facts.get("method") == Method.LETTER and not letter:
        return _("Add the letter itself: the file, or a photo of it. Or say how else it came.")
    return None


def why_not_revoke_clearance(by, row, newest):
    """Only the last word on an answer is revoked, once. `newest`: that last word's row."""
    if sentence := _why_not_treat(by, row.client_id):
        return sentence
    if row.revoked or newest is None or newest.pk != row.pk or newest.revoked:
        return _("This letter no longer counts.")
    return None


def _why_not_treat(by, client_id):
    if not by.is_therapist or not _in_team(by, client_id):
        return _("Only a therapist in this client's care team keeps the letters.")
    return None


def _in_team(user, client_id):
    return CarePlace.objects.filter(client_id=client_id, user=user, left_at=None).exists()
