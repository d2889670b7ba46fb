"""What booking a visit means for the client's intake, said to whoever booked.

Hung into `clinic.actions.AFTER_BOOKING` by intake/apps.py.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from intake import actions, links, reminding
from intake.models import Intake

A_YEAR = 365  # days, the setting as it comes


def after_booking(visit, by, now):
    """A sentence, or None. An intake that is too old by then is asked for anew."""
    if visit.starts_at <= now:
        return None
    rows = Intake.objects.filter(client_id=visit.client_id).defer("asked", "last_time")
    if waiting := rows.waiting().first():
        return _until_then(waiting, visit, now)
    newest = rows.sent().order_by("-submitted_at", "-pk").first()
    if newest is None:
        return _("There is no intake yet. Invite them from their page.")
    age = timezone.localdate(visit.starts_at) - timezone.localdate(newest.submitted_at)
    if age.days <= settings.INTAKE_COUNTS_DAYS:
        return None
    actions.invite(visit.client, by=by, now=now)
    if settings.INTAKE_COUNTS_DAYS == A_YEAR:
        return _("Their last intake is more than a year old on that day: a new one is on its way.")
    return _("Their last intake no longer counts on that day: a new one is on its way.")


def _until_then(waiting, visit, now):
    """A form that waits lives to the end of the visit's day, and is reminded of the day before."""
    if waiting.lives_until > now:
        until = max(waiting.lives_until, links.lives_until(visit.client_id, now))
        if until != waiting.lives_until:
            waiting.lives_until = until
            waiting.save(update_fields=["lives_until"])
        reminding.before_visit(waiting, visit, now=now)
