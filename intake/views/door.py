"""From the link in the mail to the form: nothing is shown or changed before a code is typed."""

import contextlib
from functools import wraps

from django.conf import settings
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.exceptions import AlreadyEnqueued

from clinic import throttle
from clinic.access import ANYONE, Refused, allow
from clinic.middleware.language import CLIENT_SIDE
from clinic.middleware.scope import address_of
from intake import actions, jobs, links, own_copy, visitor
from intake.forms.section import CodeForm

WRONG = gettext_noop(
    "That is not the code from our newest mail. After three tries, or ten minutes, "
    "please ask for a new code."
)
MINUTE = 60
CODES, KNOCKS = 20, 60  # tries of one address in a minute: of codes, and of anything else
A_YEAR = 365 * 24 * 3600


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


def too_often(request, door="knock", most=KNOCKS):
    """Count one try of this address (the peer's, or what the trusted proxy says, never a header).

    The page that asks to wait, or None.
    """
    if throttle.one_more(door, address_of(request), most=most, seconds=MINUTE):
        return None
    page = render(request, "intake/wait.html", status=429)
    page.headers["Retry-After"] = str(MINUTE)
    return page


def dead(request, token=""):
    """One page for every link that does not open: unknown, cut off, expired or done."""
    if wait := too_often(request):
        return wait
    return render(request, "intake/dead.html", {"token": token}, status=404)


@allow(ANYONE, verbs="GET POST")
@quiet
def open_link(request, token):
    """GET shows a button and nothing else; POST sends a code to the address on file."""
    door = links.knock(token)
    if door is None or not door.is_open():
        return dead(request, token)
    if request.method != "POST":
        context = {"token": token, "covered": "covered" in request.GET}
        return render(request, "intake/open.html", context)
    if wait := too_often(request):
        return wait
    visitor.become(door.id)
    try:
        actions.ask_code(door.id)
    except Refused as no:
        context = {"token": token, "sentence": str(no)}
        return render(request, "intake/open.html", context, status=429)
    answer = redirect("intake:code", token)
    if "again" in request.POST:
        answer["Location"] += "?again=1"
    return answer


@allow(ANYONE, verbs="GET POST")
@quiet
def code(request, token):
    """The code that opens the form, in this browser and from now on in no other."""
    door = links.knock(token)
    if door is None or not door.is_open():
        return dead(request, token)
    if request.method == "POST" and (wait := too_often(request, "code", CODES)):
        return wait
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        visitor.become(door.id)
        if nonce := actions.redeem(door.id, form.cleaned_data["code"]):
            visitor.enter(request, door.id, nonce)
            return redirect("intake:start")
        form.add_error("code", actions.why_shut(door.id) or _(WRONG))
    context = {"token": token, "form": form, "again": "again" in request.GET}
    return render(request, "intake/code.html", context, status=422 if form.is_bound else 200)


@allow(ANYONE, verbs="POST")
@quiet
def resend(request, token):
    """A fresh mail for an old link, to the address on file. Every link gets the same answer."""
    if wait := too_often(request):
        return wait
    door = links.knock(token) or links.replaced(token)
    if door and not door.submitted_at:
        _queue_once(door)
    return redirect(reverse("intake:ended") + "?mail=sent")


@allow(ANYONE)
@quiet
def astray(request, token):
    """A link that something was hung on to, by a mail filter for instance: it does not open."""
    return dead(request, token.split("/")[0] or "-")


def _queue_once(door):
    """However often the button is pressed, one job waits; the job itself mails at most so often."""
    once = jobs.renew_link.configure(queueing_lock=f"renew intake {door.id}")
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        once.defer(intake_id=door.id, client_id=door.client_id)


@allow(ANYONE)
@quiet
def ended(request):
    """Nothing here any more, and what to do about it."""
    sent = "sent" in request.GET or request.session.get(visitor.SENT)
    until = own_copy.open_until(request) if sent else None
    context = {"mailed": "mail" in request.GET, "sent": sent, "copy_until": until}
    return render(request, "intake/ended.html", context)


@allow(ANYONE)
@quiet
def thanks(request):
    """The form is with the therapist. Nothing about the client stands here."""
    if visitor.is_kiosk(request):
        sent = request.session.get(visitor.SENT)
        return render(request, "intake/kiosk_thanks.html") if sent else redirect("intake:kiosk")
    return render(request, "intake/thanks.html", {"copy_until": own_copy.open_until(request)})


@allow(ANYONE, verbs="POST")
@quiet
def language(request):
    """The client's pages speak the language that was chosen, in this browser."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith(CLIENT_SIDE)
    response = redirect(wanted if safe else "intake:ended")
    return speak(response, request.POST.get("language", ""))


def speak(response, chosen):
    """Remember the language for this browser, if it is one that we speak."""
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=A_YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
