"""A told condition that is on no list is weighed by a therapist. A later triage is a new row."""

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from intake.access.triage import why_not_so, why_not_triage, why_not_weighed
from intake.actions.deciding import hold_client
from intake.actions.opening import locked
from intake.actions.weighing import weigh_anew
from intake.gate import grounds
from intake.gate import triage as told
from intake.models import Triage


def triage(intake, facts, *, by, about=None, last=None, now=None):
    """How much the client's own words weigh, and where. `facts`: severity, zones, side, reason.

    `about`, `last`: the answer and the triage that were on the page; whoever read nothing sees what
    there is now. A milder word than before is a step of its own in the history. Like every other
    change of what weighs it ends the decision in force.
    """
    now = now or timezone.now()
    intake = locked(intake)
    hold_client(intake.client_id)
    flag = grounds.of(intake, now).flag(told.OTHER)
    refuse_if(why_not_triage(by, intake, flag))
    refuse_if(why_not_weighed(flag, about, last))
    refuse_if(why_not_so(facts))
    zones, side = told.scope(facts["severity"], facts["zones"], facts["side"])
    row = Triage.objects.create(
        client_id=intake.client_id,
        about=flag.answer,
        words=told.words(flag.answer),
        severity=facts["severity"],
        zones=zones,
        side=side,
        reason=facts["reason"],
        triaged_at=now,
        triaged_by=by,
    )
    looser = told.is_looser(row, flag.triage)
    step = journey.CONDITION_LOOSENED if looser else journey.CONDITION_TRIAGED
    record(step, row, client=intake.client_id, now=now)
    weigh_anew(intake.client_id, by=by, now=now)
    return row
