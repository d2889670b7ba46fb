"""Pages for what went wrong. None of them asks the database, and what was typed is not lost."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from clinic.middleware.language import CLIENT_SIDE, language_of

TECHNICAL = ("password", "csrf", "token", "secret", "code", "key", "credential", "version", "next")


def bad_request(request, exception=None):
    """Rendered without the request, which could not be read."""
    if isinstance(exception, RequestDataTooBig):
        return HttpResponse(_still(request, "413.html"), status=413)
    return HttpResponse(_still(request, "400.html"), status=400)


def forbidden(request, exception=None):
    theirs = _theirs(request)
    context = {"base": _base(theirs), "theirs": theirs, "sentence": str(exception or "")}
    return render(request, "403.html", context, status=403)


def not_found(request, exception=None):
    theirs = request.path_info.startswith(CLIENT_SIDE)
    return render(request, "404.html", {"base": _base(theirs), "theirs": theirs}, status=404)


def _theirs(request):
    """Is it a client who meets this page? Somebody at work keeps their own way on."""
    at_work = request.user.is_authenticated
    return request.path_info.startswith(CLIENT_SIDE) and not at_work


def _base(theirs):
    return "base_client.html" if theirs else "base.html"


def broken(request):
    """Rendered without the request: whoever asks may be what is broken.

    A database that cannot be reached is an outage that passes, not a fault: 503, "try again".
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = _still(request, "503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "10"})
    return HttpResponse(_still(request, "500.html"), status=500)


def _still(request, template):
    """A page that knows nothing of the request but in which language to speak."""
    with translation.override(language_of(request)):
        return render_to_string(template)


def csrf_failure(request, reason=""):
    """The form was open too long. The typed words stay readable, to be copied.

    Scripts hear that the session has ended, and leave the words where they are.
    """
    if "HX-Request" in request.headers or "X-Autosave" in request.headers:
        return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})
    base = "base.html" if request.user.is_authenticated else "base_client.html"
    context = {"typed": _typed(request), "base": base, "page": request.path}
    return render(request, "clinic/csrf_failure.html", context, status=403)


def _typed(request):
    """Pairs of field name and text, without secrets, technical fields and choices."""
    pairs = ((name, text) for name, texts in request.POST.lists() for text in texts)
    return [
        (name.replace("_", " ").replace("-", " "), text)
        for name, text in pairs
        if text.strip() and not any(word in name.lower() for word in TECHNICAL)
    ]
