"""From the link in the mail to the form: nothing is shown or changed before a code is typed."""

import contextlib
from functools import wraps

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.exceptions import AlreadyEnqueued

from clinic.access import ANYONE, Refused, allow
from intake import actions, jobs, links, visitor
from intake.forms import CodeForm

WRONG = gettext_noop(
    "That is not the code from our newest mail. After three tries, or ten minutes, "
    "please ask for a new code."
)


def quiet(view):
    """These pages tell search engines nothing and other sites no address.

    `strict-origin`, because browsers send `Origin: null` from a page with `no-referrer`, and then
    no form on it could be posted. Our own address without its path is all that ever leaves.
    """

    @wraps(view)
    def hushed(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        # Django would write the path of a 404, 422 or 429 into the log, and the link stands in it.
        response._has_been_logged = True
        return response

    return hushed


def dead(request, token=""):
    """One page for every link that does not open: unknown, expired or done."""
    return render(request, "intake/dead.html", {"token": token}, status=404)


@allow(ANYONE, verbs="GET POST")
@quiet
def open_link(request, token):
    """GET shows a button and nothing else; POST sends a code to the address on file."""
    door = links.knock(token)
    if door is None or not door.is_open():
        return dead(request, token)
    if request.method != "POST":
        return render(request, "intake/open.html", {"token": token})
    visitor.become(door.id)
    try:
        actions.ask_code(door.id)
    except Refused as no:
        context = {"token": token, "sentence": str(no)}
        return render(request, "intake/open.html", context, status=429)
    return redirect("intake:code", token)


@allow(ANYONE, verbs="GET POST")
@quiet
def code(request, token):
    """The code that opens the form, in this browser and from now on in no other."""
    door = links.knock(token)
    if door is None or not door.is_open():
        return dead(request, token)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        visitor.become(door.id)
        if nonce := actions.redeem(door.id, form.cleaned_data["code"]):
            visitor.enter(request, door.id, nonce)
            return redirect("intake:start")
        form.add_error("code", _(WRONG))
    status = 422 if form.is_bound else 200
    return render(request, "intake/code.html", {"token": token, "form": form}, status=status)


@allow(ANYONE, verbs="POST")
@quiet
def resend(request, token):
    """A fresh mail for an old link, to the address on file. Every link gets the same answer."""
    door = links.knock(token)
    if door and not door.submitted_at:
        _queue_once(door)
    return redirect(reverse("intake:ended") + "?mail=sent")


def _queue_once(door):
    """However often the button is pressed, one job waits; the job itself mails at most so often."""
    once = jobs.renew_link.configure(queueing_lock=f"renew intake {door.id}")
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        once.defer(intake_id=door.id, client_id=door.client_id)


@allow(ANYONE)
@quiet
def ended(request):
    """Nothing here any more, and what to do about it."""
    return render(request, "intake/ended.html", {"mailed": "mail" in request.GET})


@allow(ANYONE)
@quiet
def thanks(request):
    """The form is with the therapist. Nothing about the client stands here."""
    return render(request, "intake/thanks.html")
