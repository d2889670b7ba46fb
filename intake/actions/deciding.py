"""What a therapist makes of an intake: unsure answers settled, and the decision."""

import datetime

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from intake import gate
from intake.access import why_not_decide, why_not_review, why_not_settle
from intake.actions.opening import locked
from intake.models import Answer, Decision

LASTS = datetime.timedelta(days=365)
LASTS_WITH_CLEARANCE = datetime.timedelta(days=28)


def settle(intake, code, value, how, *, by, now=None):
    """After "not sure": the therapist writes down yes or no, and how it was found out."""
    intake = locked(intake)
    last = gate.newest(intake.client_id).get(code)
    refuse_if(why_not_settle(by, intake, last))
    row = Answer.objects.create(
        client_id=intake.client_id,
        intake=intake,
        question=last.question,
        asked=last.asked,
        value=value,
        words=how,
        recorded_at=now or timezone.now(),
        recorded_by=by,
    )
    record(journey.ANSWER_SETTLED, row, client=intake.client_id, now=now)
    return row


def review(intake, facts, *, by, now=None):
    """The therapist's decision. `facts`: outcome, conditions, reason, until, expires_on."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_review(by, intake))
    found = gate.flags(gate.newest(intake.client_id).values())
    refuse_if(why_not_decide(found, facts))
    facts = facts | {"expires_on": facts.get("expires_on") or default_expiry(found, now)}
    decision = Decision.objects.create(
        client_id=intake.client_id,
        intake=intake,
        decided_at=now,
        decided_by=by,
        after_answer=gate.newest_id(intake.client_id),
        **facts,
    )
    record(journey.INTAKE_REVIEWED, intake, client=intake.client_id, now=now)
    return decision


def default_expiry(found, now):
    """One year; four weeks when an answer locks a place or asks for a clearance."""
    short = any(flag.severity in gate.LOCKS for flag in found)
    return timezone.localdate(now) + (LASTS_WITH_CLEARANCE if short else LASTS)
