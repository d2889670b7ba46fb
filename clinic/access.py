"""Three locks: a role on the route, `visible_to` on the rows, `why_not_<verb>` on the moment."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed

from clinic.audit import record
from clinic.models import Client

ANYONE, LINK, THERAPIST, ADMIN = "anyone", "link", "therapist", "admin"


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
