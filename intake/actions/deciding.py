"""What a therapist makes of an intake: answers settled and observed, who it was, the decision."""

import datetime

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake.access.review import (
    why_not_confirm_person,
    why_not_correct,
    why_not_decide,
    why_not_last,
    why_not_observe,
    why_not_review,
    why_not_seen,
    why_not_settle,
    why_not_triaged,
    why_not_until,
)
from intake.actions.opening import locked
from intake.actions.weighing import weigh_anew
from intake.body import zones
from intake.gate import grounds, meaning, triage
from intake.models import Answer, Decision, PersonCheck
from intake.models.decision import WAYS_AHEAD

LASTS = datetime.timedelta(days=365)
LASTS_WITH_CLEARANCE = datetime.timedelta(days=28)


def settle(intake, code, value, how, *, by, now=None):
    """After "not sure": the therapist writes down yes or no, and how it was found out.

    What the client said in the follow-ups stays with a yes; after a no nothing is left to say.
    """
    intake = locked(intake)
    flag = grounds.of(intake, now).flag(code)
    refuse_if(why_not_settle(by, intake, flag))
    last = flag.answer
    details = last.details if value == Answer.Value.YES else {}
    row = _answered(intake, last.question, value, how, details, by, now)
    record(journey.ANSWER_SETTLED, row, client=intake.client_id, now=now)
    weigh_anew(intake.client_id, by=by, now=now)
    return row


def observe(intake, question, value, how, details=None, *, corrects=False, by, now=None):
    """An answer that the therapist gives: seen, or told by the client or somebody who knows.

    `how`: how it was found out. `details`: the follow-ups, as `Answer.details` keeps them.
    `corrects`: what was on record was wrong; nothing else lifts what is closed for good (domain 13,
    rule 10). It is a new row; like every newer answer it ends the decision in force.
    """
    intake = locked(intake)
    refuse_if(why_not_observe(by, intake, question))
    refuse_if(why_not_correct(value) if corrects else None)
    row = _answered(intake, question, value, how, details or {}, by, now, corrects=corrects)
    record(journey.ANSWER_OBSERVED, row, client=intake.client_id, now=now)
    weigh_anew(intake.client_id, by=by, now=now)
    return row


def confirm_person(intake, how, *, by, now=None):
    """The therapist made sure that this is the client's own form, though the dates differ."""
    intake = locked(intake)
    refuse_if(why_not_confirm_person(by, intake))
    row = PersonCheck.objects.create(
        intake=intake,
        client_id=intake.client_id,
        how=how,
        checked_at=now or timezone.now(),
        checked_by=by,
    )
    record(journey.PERSON_CONFIRMED, intake, client=intake.client_id, now=now)
    return row


def review(intake, facts, *, by, seen=None, last=None, triaged=None, now=None):
    """The therapist's decision. `facts`: outcome, conditions, reason, reason_zones, until,
    expires_on; `reason_zones`: the places that the reason opens.

    `seen`, `last`, `triaged`: the newest answer, decision and triage that were on the page; whoever
    read nothing sees what there is now.
    """
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_review(by, intake))
    hold_client(intake.client_id)
    case = grounds.of(intake, now)
    refuse_if(why_not_seen(case.seen, case.seen if seen is None else seen))
    refuse_if(why_not_last(case.last, last))
    refuse_if(why_not_triaged(case.triaged, triaged))
    refuse_if(why_not_decide(case, facts))
    refuse_if(why_not_until(case, facts))
    named = [zone for zone in zones.ALL if zone in (facts.get("reason_zones") or ())]
    facts = facts | {"reason_zones": named, "expires_on": _last_day(case, facts, now)}
    decision = Decision.objects.create(
        client_id=intake.client_id,
        intake=intake,
        decided_at=now,
        decided_by=by,
        rules=case.rules,
        after_answer=case.seen,
        codes=case.weighed(),
        after_change=meaning.newest_change(case.places.standing.changes),
        born=intake.client.date_of_birth,
        after_triage=triage.newest_id(intake.client_id),
        **_leave(case, facts),
        **facts,
    )
    record(journey.INTAKE_REVIEWED, intake, client=intake.client_id, now=now)
    weigh_anew(intake.client_id, by=by, now=now)
    return decision


def hold_client(client_id):
    """The client's row, held to the end of the transaction: an answer names it, so none slips in
    between what is read now and what is decided.
    """
    Client.objects.select_for_update().get(pk=client_id)


def _leave(case, facts):
    """What the decision opens, and by what: answers that its reason overrides, and letters."""
    if facts["outcome"] not in WAYS_AHEAD:
        return {}
    reason = (facts.get("reason") or "").strip()
    return {
        "overrides": case.overridden(facts["outcome"], facts["reason_zones"]) if reason else [],
        "relied_on": [letter.pk for letter in case.relied_on()],
    }


def _last_day(case, facts, now):
    """As said, else the usual; a hold lasts at least as long as it says."""
    day = facts.get("expires_on") or default_expiry(case, now)
    return max(day, facts["until"]) if facts.get("until") else day


def default_expiry(case, now):
    """One year; four weeks when an answer closes a place or asks for a letter.

    With letters that answer it, until the first of them ends: no decision outlives its letter.
    """
    today = timezone.localdate(now)
    short = any(each.severity in meaning.LOCKS for each in case.open_effects())
    ends = [today + (LASTS_WITH_CLEARANCE if short else LASTS)]
    return min(ends + [letter.expires_on for letter in case.relied_on()])


def _answered(intake, question, value, how, details, by, now, *, corrects=False):
    return Answer.objects.create(
        client_id=intake.client_id,
        intake=intake,
        question=question,
        asked=question.text,
        value=value,
        words=how,
        details=details,
        corrects=corrects,
        recorded_at=now or timezone.now(),
        recorded_by=by,
    )
