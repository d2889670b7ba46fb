"""Staff sessions: a lock screen after a quiet quarter of an hour, and an end after twelve hours."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SEEN, SINCE, LOCKED = "seen_at", "signed_in_at", "locked"
OPEN_WHEN_LOCKED = {"clinic:locked", "clinic:unlock", "account_logout", "clinic:healthz"}


class Idle:
    """The same person continues with nothing lost; another person sees nothing.

    Autosaves and other background calls (`X-Autosave`) do not count as a sign of life.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        now, session = time.time(), request.session
        if now - session.setdefault(SINCE, now) > settings.SESSION_MOST_SECONDS:
            logout(request)
            return ask_to_sign_in(request)
        if now - session.setdefault(SEEN, now) > settings.SESSION_IDLE_SECONDS:
            session[LOCKED] = True
        if session.get(LOCKED):
            if request.resolver_match.view_name in OPEN_WHEN_LOCKED:
                return None
            return answer_signed_out(request, reverse("clinic:locked"))
        if "X-Autosave" not in request.headers and now - session[SEEN] > 30:
            session[SEEN] = now
        return None


def ask_to_sign_in(request):
    """Send people to the sign-in page; tell scripts with 401, so that no words are lost."""
    return answer_signed_out(request, reverse("account_login"))


def answer_signed_out(request, page):
    """A redirect to `page`; for htmx and autosave 401, with nothing swapped."""
    if "HX-Request" in request.headers or "X-Autosave" in request.headers:
        return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
    back = request.get_full_path() if request.method == "GET" else ""
    response = redirect(page)
    if back and request.resolver_match.view_name != "clinic:home":
        from urllib.parse import urlencode

        response["Location"] += "?" + urlencode({"next": back})
    return response
