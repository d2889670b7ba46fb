"""The client's browser: which intake it opened, whether it still may, and how long it was quiet.

A session holds the intake's id and the nonce of its redemption; a newer redemption of the same
link, half an hour of quiet, or four hours in all end it. Nothing that was saved is lost.
"""

import time
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse

from clinic import scope
from intake import links
from intake.models import Intake

INTAKE, BROWSER, SEEN, SINCE = "intake", "browser", "intake_seen", "intake_since"
SENT = "intake_sent"  # in the session that stays after sending; nothing else does
DOOR = "intake_door"  # what the database keeps of the link: tells a second browser that it was sent
SECTIONS = ("about", "goals", "comfort", "cushions", "pressure")
MOST_SECONDS = 4 * 3600


def enter(request, intake_id, nonce):
    """Begin a fresh session for this intake; whoever was signed in here is signed out."""
    request.session.flush()
    rotate_token(request)
    now = time.time()
    request.session[INTAKE], request.session[BROWSER] = intake_id, nonce
    request.session[SEEN] = request.session[SINCE] = now


def leave(request):
    """End this browser's session."""
    request.session.flush()


def done(request):
    """End this browser's session after sending; another tab may still learn that it was sent."""
    leave(request)
    request.session[SENT] = True


def was_sent(request):
    """Was the form that this browser had open sent meanwhile, here or from another device?"""
    if request.session.get(SENT):
        return True
    door = links.behind(request.session.get(DOOR, ""))
    return bool(door and door.submitted_at)


def become(intake_id):
    """From here on this request speaks for the link of one intake."""
    scope.become(scope.link(intake_id))


def mine(view):
    """Give the view the intake that this browser opened, or end the visit calmly."""

    @wraps(view)
    def inside(request, *args, **kwargs):
        intake = _opened(request)
        if intake is None:
            return _away(request, redirect("intake:ended"))
        if _too_long(request.session):
            return _away(request, redirect("intake:open", links.token_of(intake)))
        if time.time() - request.session[SEEN] > 30 or DOOR not in request.session:
            request.session[SEEN] = time.time()
            request.session[DOOR] = intake.link_digest
        return view(request, intake, *args, **kwargs)

    return inside


def _opened(request):
    """The open intake behind this session, or None."""
    if request.user.is_authenticated:
        return None
    held = request.session.get(INTAKE), request.session.get(BROWSER)
    if not all(held):
        return None
    found = Intake.objects.filter(pk=held[0], browser=held[1], submitted_at=None)
    if "X-Autosave" in request.headers:  # one field is saved: the rest need not be read
        return found.defer("asked", "last_time").first()
    return found.select_related("client", *SECTIONS).first()


def _too_long(session):
    now = time.time()
    quiet = now - session.get(SEEN, 0) > settings.INTAKE_IDLE_SECONDS
    return quiet or now - session.get(SINCE, 0) > MOST_SECONDS


def _away(request, response):
    """Scripts get 401 and keep the words on the page; browsers go to `response`."""
    if was_sent(request):
        return _sent_already(request)
    leave(request)
    if "X-Autosave" in request.headers or "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
    return response


def _sent_already(request):
    """A second tab or a second device: the form has arrived, and can no longer be changed."""
    done(request)
    if "X-Autosave" in request.headers:
        return render(request, "intake/_sent.html", status=409)
    return redirect(reverse("intake:ended") + "?sent=1")
