"""Deny by default: a view that does not say who may come answers nobody."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render

from clinic.access import ADMIN, ANYONE, LINK, SENDER, THERAPIST, ReasonNeeded, may_enter
from clinic.middleware.idle import ask_to_sign_in
from clinic.middleware.scope import undo
from clinic.sign_in import has_second_factor
from clinic.views.errors import forbidden

EVERYBODY, STAFF = frozenset({ANYONE}), frozenset({THERAPIST, ADMIN})
# What the session of a client's browser holds while it may enter.
CLIENTS = {LINK: "intake", SENDER: "intake_copy"}
SIDE = frozenset(CLIENTS)
# allauth's views cannot carry our decorator; their roles and verbs stand here.
BOTH = frozenset({"GET", "HEAD", "POST"})
LOOK = frozenset({"GET", "HEAD"})
GUESTS = (
    "account_login account_logout account_inactive mfa_authenticate mfa_login_webauthn"
    " account_reset_password account_reset_password_done account_reset_password_from_key"
    " account_reset_password_from_key_done"
).split()
SETTING_UP = (
    "mfa_index mfa_activate_totp mfa_add_webauthn mfa_list_webauthn account_reauthenticate"
    " mfa_reauthenticate mfa_reauthenticate_webauthn mfa_view_recovery_codes"
    " mfa_generate_recovery_codes mfa_download_recovery_codes"
).split()
THEIRS = (
    "account_change_password mfa_deactivate_totp mfa_remove_webauthn mfa_edit_webauthn"
).split()
THIRD_PARTY = {
    **{name: (EVERYBODY, BOTH) for name in GUESTS},
    **{name: (STAFF, BOTH) for name in [*SETTING_UP, *THEIRS]},
}
WITHOUT_SECOND_FACTOR = {*SETTING_UP, *GUESTS, "clinic:locked", "clinic:unlock"}


class Gate:
    """Asks, before each view: which roles, which verb, and was a second factor shown?"""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        roles, verbs = THIRD_PARTY.get(name) or (
            getattr(view, "allowed_roles", frozenset()),
            getattr(view, "allowed_verbs", LOOK),
        )
        if request.method not in verbs:
            return HttpResponseNotAllowed(sorted(verbs))
        if ANYONE in roles or any(request.session.get(CLIENTS[role]) for role in roles & SIDE):
            return None
        if not request.user.is_authenticated:
            if roles & SIDE and not roles & STAFF:
                return _no_form(request)
            return ask_to_sign_in(request)
        if not may_enter(request.user, roles):
            request.refused = name
            return forbidden(request, REFUSAL)
        if name not in WITHOUT_SECOND_FACTOR and not has_second_factor(request):
            return redirect("mfa_index")
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, ReasonNeeded):
            from clinic.views.reading import ask

            undo(request, exception)
            return ask(request, exception.client)
        if isinstance(exception, PermissionDenied):
            undo(request, exception)
            return forbidden(request, str(exception) or REFUSAL)
        return None


def _no_form(request):
    """A client's page with no form behind it. A script is told when the form was sent meanwhile."""
    if "X-Autosave" in request.headers and request.session.get("intake_sent"):
        return render(request, "intake/_sent.html", status=409)
    return redirect("intake:ended")


REFUSAL = "This page is not part of your work here."
