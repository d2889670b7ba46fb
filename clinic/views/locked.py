"""The lock screen: the same person continues with nothing lost, another person sees nothing."""

import time

from django.shortcuts import redirect, render

from clinic.access import ADMIN, THERAPIST, allow
from clinic.middleware.idle import LOCKED, SEEN
from clinic.password_again import why_not_password
from clinic.views.onward import safe_next


@allow(THERAPIST, ADMIN)
def locked(request):
    """Coming here locks: a browser that covers its page has left it for good."""
    request.session[LOCKED] = True
    return _ask(request)


@allow(THERAPIST, ADMIN, verbs="POST")
def unlock(request):
    """The password again; then the page that was left."""
    if request.session.get(LOCKED):
        if sentence := why_not_password(request.user, request.POST.get("password", "")):
            return _ask(request, sentence, status=422)
        del request.session[LOCKED]
        request.session[SEEN] = time.time()
    return redirect(safe_next(request) or "clinic:home")


def _ask(request, sentence="", status=200):
    context = {"sentence": sentence, "next": safe_next(request)}
    return render(request, "clinic/locked.html", context, status=status)
