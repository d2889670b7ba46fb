"""One transaction for each request, in the name of whoever asks."""

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.db import transaction

from clinic import journey, scope
from clinic.access import ReasonNeeded
from clinic.audit import record


def address_of(request):
    """Where the request came from: the peer, or what the trusted proxy says."""
    from allauth.account.adapter import get_adapter

    return (get_adapter().get_client_ip(request) or "")[:45]


def actor_of(request):
    """Staff by their session, a client by a redeemed link, nobody otherwise."""
    address = address_of(request)
    if request.user.is_authenticated:
        return scope.staff(request.user, address)
    if intake := request.session.get("intake"):
        return scope.link(intake, address)
    return scope.Actor(address=address)


class Scope:
    """Opens the transaction, tells the database who asks, rolls back on errors.

    A refusal is written to the history in a second transaction, since the first is undone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.refused = None
        with scope.acting_as(actor_of(request)) as actor:
            response = self.get_response(request)
        if request.refused and actor.kind != "none":
            again = scope.Actor(actor.kind, actor.user, actor.intake, address=actor.address)
            with scope.acting_as(again):
                record(journey.ACCESS_REFUSED, request.refused)
        return response

    def process_exception(self, request, exception):
        # allauth says "first show your password again" with an exception: an answer, not an error.
        if not isinstance(exception, ImmediateHttpResponse | ReauthenticationRequired):
            undo(request, exception)


def undo(request, exception):
    """Nothing of what was begun stays; a refusal is remembered.

    The gate, which answers refusals, calls it too: an exception that is answered goes no further
    up.
    """
    transaction.set_rollback(True)
    if isinstance(exception, PermissionDenied) and not isinstance(exception, ReasonNeeded):
        request.refused = _route(request)


def _route(request):
    match = request.resolver_match
    ids = ",".join(str(value) for value in match.kwargs.values() if isinstance(value, int))
    return f"{match.view_name} {ids}".strip()[:100]
