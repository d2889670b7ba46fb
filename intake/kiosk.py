"""The clinic's tablet in a client's hands: it is locked to one intake until staff sign in.

The flag lies in the session, and the session belongs to nobody at work. The database's scope is
that of the intake's link. Covered, the tablet asks for the client's date of birth.
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from clinic import throttle
from clinic.access import LINK
from clinic.sign_in import SECOND_FACTOR
from intake import visitor

TRIES, MISSED = 3, "kiosk_missed"
# Pages that open beside the intake's own: nothing about the client stands on them.
OPEN = {
    "intake:kiosk",
    "intake:covered",
    "intake:thanks",
    "intake:language",
    "account_login",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
OURS = (
    visitor.KIOSK,
    visitor.COVERED,
    visitor.SENT,
    visitor.COPY,
    visitor.DOOR,
    visitor.INTAKE,
    visitor.BROWSER,
    visitor.SEEN,
    visitor.SINCE,
    MISSED,
)


class Kiosk:
    """Keeps a tablet that was handed over on the pages of its one intake."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        before = _state(request)
        response = self.get_response(request)
        if visitor.is_kiosk(request):
            if request.user.is_authenticated:
                end(request)
            elif response.status_code == 404 and request.resolver_match is None:
                response = redirect("intake:kiosk")
        after = _state(request)
        if before != after and (before[0] or after[0]):
            # The pages of whoever had the tablet before leave the browser's memory.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(self, request, view, args, kwargs):
        if not visitor.is_kiosk(request) or request.resolver_match.view_name in OPEN:
            return None
        theirs = LINK in getattr(view, "allowed_roles", ())
        if theirs and request.session.get(visitor.INTAKE):
            return None
        if "X-Autosave" in request.headers or "HX-Request" in request.headers:
            return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
        return redirect("intake:kiosk")


def begin(request, intake):
    """Sign the person at work out of this browser for good, and open the intake in it."""
    logout(request)
    visitor.enter(request, intake.pk, intake.browser)
    request.session[visitor.KIOSK] = True
    request.session[visitor.DOOR] = intake.link_digest


def end(request):
    """Somebody at work signed in: the tablet is theirs again, and the intake keeps what it has."""
    for name in OURS:
        request.session.pop(name, None)
    if settings.DEMO:
        request.session[SECOND_FACTOR] = True  # as with the demo's own buttons


def born(intake):
    """The date of birth that uncovers the tablet: the one on the form, or the one on record."""
    about = getattr(intake, "about", None)
    return (about and about.date_of_birth) or intake.client.date_of_birth


def uncover(request, intake, day):
    """Does `day` show that the client is back? After three tries only staff can go on.

    Every try is counted before it is looked at, so that many at once are three as well.
    """
    who = request.session[visitor.BROWSER]
    allowed = throttle.one_more("uncover", who, most=TRIES, seconds=visitor.MOST_SECONDS)
    known = born(intake)
    if allowed and known and constant_time_compare(known.isoformat(), day.isoformat()):
        throttle.forget("uncover", who)
        for name in (visitor.COVERED, MISSED):
            request.session.pop(name, None)
        request.session[visitor.SEEN] = time.time()
        return True
    request.session[MISSED] = request.session.get(MISSED, 0) + 1
    if not allowed or request.session[MISSED] >= TRIES:
        visitor.leave(request)
    return False


def _state(request):
    """Is it a tablet that was handed over, and of which opened intake?"""
    return visitor.is_kiosk(request), request.session.get(visitor.BROWSER)
