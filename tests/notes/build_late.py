"""A visit that lasts for an hour already, and what happened at its minutes."""

import datetime

from django.utils import timezone

from intake import summary
from notes import actions
from tests import build
from tests.notes.build import a_note, acting, known


def an_open_note(began=None):
    """Began an hour ago on the full minute; its places are open since five minutes later."""
    hour = datetime.timedelta(hours=1)
    began = began or timezone.now().replace(second=0, microsecond=0) - hour
    visit = build.a_visit(starts_at=began)
    note = known(a_note(visit=visit, now=began))
    weighed(note, 5)
    return note


def minutes(note, count):
    """So long after the visit began."""
    return note.started_at + datetime.timedelta(minutes=count)


def clock(moment):
    return timezone.localtime(moment).strftime("%H:%M")


def weighed(note, count):
    """Somebody asked the gate."""
    with acting(note):
        return summary.weigh(note.visit, by=note.therapist, now=minutes(note, count))


def stop(note, count, side=""):
    with acting(note):
        now = minutes(note, count)
        return actions.check_in(note, wants="stop", side=side, by=note.therapist, now=now)
