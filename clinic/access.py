"""Three locks: a role on the route, `visible_to` on the rows, `why_not_<verb>` on the moment."""

import datetime
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.audit import record
from clinic.models import Client

ANYONE, LINK, THERAPIST, ADMIN = "anyone", "link", "therapist", "admin"
SENDER = "sender"  # the browser that sent an intake, for a while
LATE, AHEAD = datetime.timedelta(days=7), datetime.timedelta(days=366)  # when a visit may be booked
READING_LASTS = datetime.timedelta(minutes=15)
SHORTEST, LONGEST = datetime.timedelta(minutes=5), datetime.timedelta(minutes=240)


class Refused(PermissionDenied):
    """The moment does not allow it; the sentence says how to go on. Answered with 403."""


class ReasonNeeded(PermissionDenied):
    """An admin wants to read a record without having said why. Answered with the reason page."""

    def __init__(self, client):
        super().__init__("Say why you need to read this record.")
        self.client = client


def allow(*roles, verbs="GET"):
    """Who may come to this route, and with which verbs. A view without it answers nobody.

    GET brings HEAD along; every other verb answers 405.
    """
    methods = set(verbs.split())
    if "GET" in methods:
        methods.add("HEAD")

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method not in methods:
                return HttpResponseNotAllowed(sorted(methods))
            return view(request, *args, **kwargs)

        guarded.allowed_roles, guarded.allowed_verbs = frozenset(roles), frozenset(methods)
        return guarded

    return guard


def may_enter(user, roles):
    """Does this person hold one of `roles`?"""
    if ANYONE in roles:
        return True
    if not (user.is_authenticated and user.is_staff):
        return False
    return (THERAPIST in roles and user.is_therapist) or (ADMIN in roles and user.is_admin)


def refuse_if(sentence):
    """Stop with the sentence that `why_not_<verb>` gave, if it gave one."""
    if sentence:
        raise Refused(sentence)


def client_for_words(user, pk):
    """The client whose words are about to be shown: the one place that decides it.

    A stranger's client answers as a missing one (404). An admin who has not said why gets the
    reason page. Callers record what was read.
    """
    if client := Client.objects.visible_to(user).filter(pk=pk).first():
        return client
    if client := Client.objects.listed_for(user).filter(pk=pk).first():
        raise ReasonNeeded(client)
    raise Http404


def words_for(user, rows, pk, *, step, related=()):
    """The row `pk` of `rows` whose words are about to be shown, with the reading recorded.

    `rows`: a queryset of rows that carry `client`; its header rule is `listed_for`.
    """
    row = rows.listed_for(user).select_related("client", *related).filter(pk=pk).first()
    if row is None:
        raise Http404
    client_for_words(user, row.client_id)
    record(step, row, client=row.client_id)
    return row


# Each `why_not_<verb>` answers with the sentence to show, or None when the way is clear.


def why_not_join(user):
    """Only somebody who treats clients here now has a place in a care team."""
    if not (user.is_active and user.is_therapist):
        return _("Choose a therapist who works here now.")
    return None


def why_not_add_client(by, therapist):
    """Therapists add clients for themselves, admins for any therapist."""
    if not by.is_admin and therapist != by:
        return _("Only an admin adds a client for another therapist.")
    return why_not_join(therapist)


def why_not_book(therapist, starts_at, ends_at, now):
    """A visit's length, and how far back and ahead it may be; moments are aware."""
    if sentence := why_not_join(therapist):
        return sentence
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        return _("A visit lasts from 5 to 240 minutes.")
    if starts_at < now - LATE:
        return _("A visit can be entered up to 7 days after it took place.")
    if starts_at > now + AHEAD:
        return _("A visit can be booked up to one year ahead.")
    return None


def why_not_cancel(visit, now=None):
    """What has taken place stays; a visit is cancelled once."""
    if visit.cancelled_at:
        return _("This visit is already cancelled.")
    if visit.ends_at <= (now or timezone.now()):
        return _("This visit is over. It stays in the record.")
    return None


def why_not_open_reading(reason):
    """A reason is a sentence that others can judge later: 10 to 500 characters."""
    if not 10 <= len(reason.strip()) <= 500:
        return _("Say in 10 to 500 characters why you need to read this record.")
    return None
