"""Reminders of a form that waits: on some days after the link was mailed, and before the visit.

Nothing is cancelled. Each job looks when its day comes, and stops silently when the form was sent,
the link has expired or was mailed anew, the visit has moved, or a mail went out the same day.
"""

import datetime

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from clinic import journey, scope
from clinic.audit import record
from clinic.models import Visit
from intake import mailing
from intake.models import Intake, Message

AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
DAY = datetime.timedelta(days=1)
SAME_DAY = datetime.timedelta(hours=20)


def schedule(intake, *, now=None):
    """Queue the reminders that belong to the link mailed at `intake.mailed_at`."""
    now = now or timezone.now()
    for days in settings.INTAKE_REMIND_DAYS:
        _later(now + days * DAY, intake)
    next_visit = Visit.objects.kept().filter(client_id=intake.client_id, starts_at__gt=now).first()
    if next_visit:
        before_visit(intake, next_visit, now=now)


def before_visit(intake, visit, *, now=None):
    """Queue the reminder a day before `visit`, unless that is within a day from now."""
    if visit.starts_at - DAY > (now or timezone.now()) + DAY:
        _later(visit.starts_at - DAY, intake, visit_id=visit.pk)


@app.task(name="intake.remind", retry=AGAIN)
def remind(intake_id, client_id, mailed, visit_id=None):
    """One reminder. `mailed`: when the link had been mailed last, in seconds since 1970."""
    now = timezone.now()
    with scope.acting_as(scope.job(client_id)):
        rows = Intake.objects.select_for_update(of=["self"]).select_related("client")
        intake = rows.defer("asked", "last_time").get(pk=intake_id)
        if _is_over(intake, mailed, now) or (visit_id and not _still_booked(visit_id, now)):
            return
        mailing.send(intake, Message.Kind.REMINDER, mailing.about_link(intake), now=now)
        record(journey.INTAKE_REMINDED, intake, client=client_id, now=now)


def _later(moment, intake, **more):
    remind.configure(schedule_at=moment).defer(
        intake_id=intake.pk, client_id=intake.client_id, mailed=_seconds(intake), **more
    )


def _is_over(intake, mailed, now):
    """Was it sent, has the link ended or been mailed anew, or did a mail go out today?"""
    if not intake.is_waiting or intake.lives_until <= now or _seconds(intake) != mailed:
        return True
    return mailing.sent_since(intake, now - SAME_DAY, Message.Kind.LINK, Message.Kind.REMINDER)


def _still_booked(visit_id, now):
    return Visit.objects.kept().filter(pk=visit_id, starts_at__range=(now, now + 2 * DAY)).exists()


def _seconds(intake):
    return int(intake.mailed_at.timestamp())
