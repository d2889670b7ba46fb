"""A stop leaves a row behind: an incident for an emergency, a referral for a doctor's question."""

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake.access.stops import why_not_write_up
from intake.models import Incident, Referral
from intake.models.choices_stops import Urgency

REFERS = ("RF07",)  # domain 3.2: direct work waits, and somebody is told within days
STEPS = {
    Incident: (journey.INCIDENT_OPENED, journey.INCIDENT_WRITTEN),
    Referral: (journey.REFERRAL_OPENED, journey.REFERRAL_WRITTEN),
}
CARRIED = ("client_id", "visit_id", "answer_id", "code", "why")


def open_stops(client_id, places, *, by, visit=None, now=None):
    """The rows that E and U ask for: one for each answer, and for a question once per visit.

    Nothing for what is not settled yet, or stands in a form that is not sent. No query where
    nothing stops.
    """
    now = now or timezone.now()
    plain = [flag for flag in places.flags if not (flag.held or flag.draft)]
    for model, flags in (
        (Incident, [flag for flag in plain if flag.severity == "E"]),
        (Referral, [flag for flag in plain if _refers(flag)]),
    ):
        known = list(model.objects.filter(client_id=client_id).newest()) if flags else ()
        for flag in flags:
            if not any(_says(row, flag, visit) for row in known):
                _open(model, flag, client_id, visit, by, now)


def _refers(flag):
    return flag.severity == "U" or flag.question.code in REFERS


def _says(row, flag, visit):
    """Is this stop written down already? A wrong tap of before says nothing about a new answer."""
    if row.code != flag.question.code:
        return False
    here = visit is not None and row.visit_id == visit.pk and not row.mistaken
    return here or row.answer_id == flag.answer.pk


def _open(model, flag, client_id, visit, by, now):
    more = {"at": now}
    if model is Referral:
        soon = Urgency.TODAY if flag.severity == "U" else Urgency.DAYS
        more = {"urgency": soon}
    row = model.objects.create(
        client_id=client_id,
        visit=visit,
        answer=flag.answer if flag.answer.pk else None,
        code=flag.question.code,
        why=f"{flag.answer.asked} {flag.action}",
        recorded_at=now,
        recorded_by=by,
        **more,
    )
    record(STEPS[model][0], row, client=client_id, now=now)


def write_up(first, facts, *, by, seen=None, now=None):
    """Say what happened and what was done; later words follow the earlier ones.

    `first`: the Incident or Referral as it was opened. `seen`: the newest row on the page.
    """
    now, model = now or timezone.now(), type(first)
    Client.objects.select_for_update().get(pk=first.client_id)  # one word follows the other
    newest = history(first)[-1].pk
    refuse_if(why_not_write_up(by, first, facts, newest, newest if seen is None else seen, now))
    row = model.objects.create(
        first=first,
        recorded_at=now,
        recorded_by=by,
        **{name: getattr(first, name) for name in CARRIED},
        **facts,
    )
    record(STEPS[model][1], row, client=first.client_id, now=now)
    return row


def history(first):
    """The row as it was opened and every word since, oldest first."""
    rows = type(first).objects.filter(first=first).select_related("recorded_by")
    return [first, *rows.order_by("pk")]
