"""One's own copy after sending: for half an hour, only in the browser that sent the form.

The session names the intake and holds the nonce of its redemption; the link opens nothing any
more. The database lets exactly that form be read, and nothing be changed (`clinic_link_client`).
A tablet of the clinic never keeps a copy (promise P11).
"""

import datetime
import time
from functools import wraps

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from clinic import scope
from intake import visitor
from intake.models import Intake
from intake.visitor import COPY, SECTIONS


def mine(view):
    """Give the view the form that this browser sent, and speak the language in which it was sent.

    The page covers itself when the copy ends. Whoever has none is told that the form was sent.
    """

    @wraps(view)
    def inside(request, *args, **kwargs):
        intake = _opened(request)
        if intake is None:
            close(request)
            return redirect(reverse("intake:ended") + "?sent=1")
        request.cover_seconds = _left(request)
        with translation.override(intake.language or translation.get_language()):
            return view(request, intake, *args, **kwargs)

    return inside


def open_until(request):
    """Until when this browser may see its copy; None when it may not."""
    if _opened(request) is None:
        return None
    return timezone.localtime() + datetime.timedelta(seconds=_left(request))


def close(request):
    """No more copy here."""
    request.session.pop(COPY, None)


def _opened(request):
    """The form that this browser sent a moment ago, or None; staff and tablets have none."""
    kept = request.session.get(COPY)
    if not kept or request.user.is_authenticated or visitor.is_kiosk(request):
        return None
    if _left(request) < 1:
        return None
    pk, nonce, _until = kept
    scope.become(scope.link(pk, copy=nonce))
    since = timezone.now() - datetime.timedelta(seconds=visitor.COPY_SECONDS)
    rows = Intake.objects.sent().filter(pk=pk, browser=nonce, submitted_at__gt=since)
    return rows.select_related("client", *SECTIONS).first()


def _left(request):
    """The whole seconds that are left."""
    return int(request.session[COPY][2] - time.time())
