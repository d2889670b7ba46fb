"""The client's browser: which intake it opened, whether it still may, and how long it was quiet.

A session holds the intake's id and the nonce of its redemption; a newer redemption of the same
link, half an hour of quiet, or four hours in all end it. Nothing that was saved is lost.

The clinic's tablet (`KIOSK`, see intake/kiosk.py) is covered after a quiet minute instead, and its
session stays the client's until somebody at work signs in.
"""

import time
from functools import wraps

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from clinic import journey, scope
from clinic.audit import forget
from intake import links, whole
from intake.models import Intake

INTAKE, BROWSER, SEEN, SINCE = "intake", "browser", "intake_seen", "intake_since"
SENT = "intake_sent"  # in the session that stays after sending
COPY = "intake_copy"  # there as well: [intake, nonce, until when] of one's own copy
DOOR = "intake_door"  # what the database keeps of the link: tells a second browser that it was sent
KIOSK, COVERED = "kiosk", "kiosk_covered"
SECTIONS = ("about", "goals", "comfort", "cushions", "pressure")
KEEPING = {"intake:page", "intake:mark", "intake:unmark", "intake:sign"}
MOST_SECONDS = 4 * 3600
COPY_SECONDS = 30 * 60  # as long as the database lets a sent form be read (`clinic_link_client`)
HELD = ["id", "client_id", "link_digest", "submitted_at", "withdrawn_at"]
HOLD = """
SELECT id, client_id, link_digest, submitted_at, withdrawn_at FROM intake_intake
WHERE id = %s AND browser = %s AND submitted_at IS NULL AND withdrawn_at IS NULL FOR UPDATE
"""
GRACE = 1.25  # for words on their way


def enter(request, intake_id, nonce):
    """Begin a fresh session for this intake; whoever was signed in here is signed out."""
    request.session.flush()
    rotate_token(request)
    now = time.time()
    request.session[INTAKE], request.session[BROWSER] = intake_id, nonce
    request.session[SEEN] = request.session[SINCE] = now


def leave(request):
    """End this browser's session. A tablet of the clinic stays with the client's side."""
    kiosk = is_kiosk(request)
    request.session.flush()
    if kiosk:
        request.session[KIOSK] = True


def done(request):
    """End this browser's session after sending; another tab may still learn that it was sent.

    Kept in the transaction that sends: the session forgets the form exactly when it is sent.
    """
    session, kiosk = request.session, is_kiosk(request)
    copy = _copy_of(request)
    for name in list(session.keys()):
        del session[name]
    session[SENT] = True
    if kiosk:
        session[KIOSK] = True
    elif copy:
        session[COPY] = copy
    session.save()
    session.modified = False


def _copy_of(request):
    """What opens one's own copy. It ends when the form would have been hidden, at the latest."""
    session, now = request.session, time.time()
    quiet, long = session.get(SEEN, 0) + limit(request), session.get(SINCE, 0) + MOST_SECONDS
    held = session.get(INTAKE), session.get(BROWSER)
    return [*held, min(now + COPY_SECONDS, quiet, long)] if all(held) else None


def was_sent(request):
    """Was the form that this browser had open sent meanwhile, here or from another device?"""
    if request.session.get(SENT):
        return True
    door = links.behind(request.session.get(DOOR, ""))
    return bool(door and door.submitted_at)


def is_kiosk(request):
    """Is this the clinic's tablet, handed to a client?"""
    return bool(request.session.get(KIOSK))


def is_shared(request):
    """The same for a part of a page, which may be made without a request.

    Whoever has the tablet next must not be offered what this client typed.
    """
    return request is not None and is_kiosk(request)


def limit(request):
    """After how many quiet seconds the answers are hidden."""
    return settings.KIOSK_COVER_SECONDS if is_kiosk(request) else settings.INTAKE_IDLE_SECONDS


def become(intake_id):
    """From here on this request speaks for the link of one intake."""
    scope.become(scope.link(intake_id))


def mine(view, opening=None):
    """Give the view the intake that this browser opened, or end the visit calmly.

    `opening`: what finds it, instead of `opened`.
    """

    @wraps(view)
    def inside(request, *args, **kwargs):
        intake = (opening or opened)(request)
        if intake is None:
            return _away(request, intake)
        if _too_long(request.session) or _is_quiet(request):
            kept = _unseen(view(request, intake, *args, **kwargs)) if _brings(request) else None
            return _hide(request, intake, kept)
        _notice(request, intake)
        request.cover_seconds = limit(request)  # base_client.html covers pages that carry it
        return view(request, intake, *args, **kwargs)

    return inside


def quickly(request):
    """(intake's number, browser's nonce) of a browser that is plainly in the middle of its form.

    Whether the intake is still open, and still this browser's, the writing statement must ask.
    """
    opened, session = _opened(request), request.session
    plain = request.method == "POST" and _is_autosave(request) and DOOR in session
    if not (opened and plain) or _too_long(session) or _is_quiet(request):
        return None
    return opened


def mine_whole(view):
    """The same for whoever sends: the form is held, and read in one go (`whole.Whole`)."""
    return mine(view, opening=_whole)


def opened(request):
    """The open intake behind this session, or None. Who writes in it holds it alone."""
    if not (here := _opened(request)):
        return None
    if request.method == "POST" and _is_autosave(request):
        return _in_passing(*here)
    found = Intake.objects.filter(pk=here[0], browser=here[1], submitted_at=None, withdrawn_at=None)
    found = found.select_related("client", *SECTIONS).defer("asked")
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    for intake in found.order_by():
        intake.is_held = request.method == "POST"
        return intake
    return None


def _opened(request):
    """(number, nonce) of the intake that this session opened; staff never have one."""
    here = request.session.get(INTAKE), request.session.get(BROWSER)
    return here if all(here) and not request.user.is_authenticated else None


def _in_passing(pk, browser):
    """For one field that is saved: the row is held; what else it says is read when it is asked."""
    with connection.cursor() as cursor:
        cursor.execute(*holding(pk, browser))
        return held(cursor.fetchone())


def holding(pk, browser):
    """(statement, values) that locks the open intake of a browser."""
    return HOLD, [pk, browser]


def held(row):
    """The intake that `holding` found, or None."""
    if row is None:
        return None
    intake = Intake.from_db(connection.alias, HELD, row)
    intake.is_held = True
    return intake


def _whole(request):
    here = _opened(request)
    return here and whole.read(here[0], browser=here[1], hold=True)


def hidden(intake):
    """Where a person's own browser lands after a quiet while: at the link, to ask for a code."""
    return redirect(reverse("intake:open", args=[links.token_of(intake)]) + "?covered=1")


def _notice(request, intake):
    """Somebody is there. What a script saves by itself is no sign of it."""
    session, now = request.session, time.time()
    if DOOR not in session:
        session[DOOR] = intake.link_digest
    if not _is_autosave(request) and now - session[SEEN] > min(30, limit(request) / 20):
        session[SEEN] = now


def _too_long(session):
    return time.time() - session.get(SINCE, 0) > MOST_SECONDS


def _is_quiet(request):
    """Must the answers be hidden now? A script of somebody's own browser has a little longer."""
    patient = _is_autosave(request) and request.method == "POST" and not is_kiosk(request)
    quiet = time.time() - request.session.get(SEEN, 0) > limit(request) * (GRACE if patient else 1)
    return quiet or bool(request.session.get(COVERED))


def _brings(request):
    """Does it bring words that are kept before anything is hidden, however long they took?

    They are those of whoever had this browser's form in hand. What a script sends late from
    somebody's own browser stays on its page instead, until they are back.
    """
    if request.method != "POST" or request.resolver_match.view_name not in KEEPING:
        return False
    words = "change" not in request.POST or "whole" in request.POST  # a mark, or the page along
    return words and (is_kiosk(request) or not _is_autosave(request))


def _unseen(kept):
    """The answer to words that come while everything is hidden: nobody reads it."""
    forget(journey.INTAKE_READ_BY_CLIENT)
    return kept


def _hide(request, intake, kept=None):
    """The tablet asks who is there; any other browser needs a new code.

    `kept`: the answer to words that came in meanwhile; all that may be said of it is whether.
    """
    if not is_kiosk(request) or _too_long(request.session):
        return _away(request, intake)
    request.session[COVERED] = True
    if kept is not None and _is_autosave(request):
        return _whether(kept)
    quietly = _is_autosave(request) or "HX-Request" in request.headers
    return _signed_out() if quietly else redirect("intake:covered")


def _whether(kept):
    """When it was saved, or that it was not; no sentence and no picture."""
    if kept.status_code == 200:
        return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})
    return JsonResponse({"errors": {}}, status=422) if kept.status_code == 422 else kept


def _away(request, intake):
    """Scripts get 401 and keep the words on the page; browsers go where one can carry on."""
    if was_sent(request):
        return _sent_already(request)
    kiosk = is_kiosk(request)
    leave(request)
    if _is_autosave(request) or "HX-Request" in request.headers:
        return _signed_out()
    if kiosk:
        return redirect("intake:kiosk")
    return hidden(intake) if intake else redirect("intake:ended")


def _sent_already(request):
    """A second tab or a second device: the form has arrived, and can no longer be changed."""
    done(request)
    if _is_autosave(request):
        return render(request, "intake/_sent.html", status=409)
    if is_kiosk(request):
        return redirect("intake:thanks")
    return redirect(reverse("intake:ended") + "?sent=1")


def _signed_out():
    return HttpResponse(status=401, headers={"HX-Trigger": "session-ended"})


def _is_autosave(request):
    return "X-Autosave" in request.headers
