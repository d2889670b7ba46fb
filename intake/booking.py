"""What booking a visit means for the client's intake, said to whoever booked.

Hung into `clinic.actions.AFTER_BOOKING` by intake/apps.py.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import Client
from intake import actions, clinic_settings, links, reminding
from intake.models import Intake

A_YEAR = 365  # days, the setting as it comes


def after_booking(visit, by, now):
    """A sentence, or None. An intake that is too old by then is asked for anew.

    Bookings of one client come one after the other, and a form that is being sent is waited for:
    so nobody is asked for what they have just answered.
    """
    if visit.starts_at <= now:
        return None
    Client.objects.select_for_update(no_key=True).get(pk=visit.client_id)
    rows = Intake.objects.filter(client_id=visit.client_id).defer("asked", "last_time")
    waiting = rows.waiting().select_for_update().order_by("-pk").first()
    if waiting and waiting.lives_until > now:
        return _until_then(waiting, visit, now)
    newest = rows.sent().order_by("-submitted_at", "-pk").first()
    days = clinic_settings.counts_days()
    if newest and not _is_too_old(newest, visit, days):
        return None
    if waiting:
        actions.resend(waiting, by=by, now=now)
        return _("The link to their form had expired: a new one is on its way.")
    if newest is None:
        return _("There is no intake yet. Invite them from their page.")
    actions.invite(visit.client, by=by, now=now)
    if days == A_YEAR:
        return _("Their last intake is more than a year old on that day: a new one is on its way.")
    return _("Their last intake no longer counts on that day: a new one is on its way.")


def _is_too_old(intake, visit, days):
    """Does it no longer count on the day of the visit?"""
    age = timezone.localdate(visit.starts_at) - timezone.localdate(intake.submitted_at)
    return age.days > days


def _until_then(waiting, visit, now):
    """A form that waits lives to the end of the visit's day, and is reminded of the day before."""
    until = max(waiting.lives_until, links.lives_until(visit.client_id, now))
    if until != waiting.lives_until:
        waiting.lives_until = until
        waiting.save(update_fields=["lives_until"])
    reminding.before_visit(waiting, visit, now=now)
