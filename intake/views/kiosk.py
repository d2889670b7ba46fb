"""The clinic's tablet: handed over, covered after a quiet minute, taken back by a sign-in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from clinic.access import ADMIN, ANYONE, LINK, THERAPIST, allow, client_for_words
from intake import actions, kiosk, own_copy, visitor
from intake.forms.kiosk import BornForm
from intake.views.door import quiet, speak

PAGES = ("/intake/form/", "/intake/check/")


@allow(THERAPIST, ADMIN, verbs="POST")
def hand_over(request, client):
    """From here on this browser is the client's. Whoever hands it over is signed out of it."""
    client = client_for_words(request.user, client)
    intake = actions.hand_over(client, by=request.user)
    kiosk.begin(request, intake)
    return speak(redirect("intake:start"), client.language)


@allow(ANYONE)
@quiet
def locked(request):
    """Where every other address leads while a client has the tablet."""
    if not visitor.is_kiosk(request):
        return redirect("clinic:home")
    return render(request, "intake/kiosk.html", {"open": request.session.get(visitor.INTAKE)})


@allow(ANYONE, verbs="GET POST")
@quiet
def covered(request):
    """Coming here covers: a page that covers itself has been left for good.

    The tablet asks for the client's date of birth. Any other browser needs a new code. A copy that
    was open after sending is closed for good.
    """
    intake = visitor.opened(request)
    if not visitor.is_kiosk(request):
        return _own_browser(request, intake)
    if intake is None or not kiosk.born(intake):
        visitor.leave(request)
        return redirect("intake:kiosk")
    request.session[visitor.COVERED] = True
    form = BornForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if kiosk.uncover(request, intake, form.cleaned_data["born"]):
            return redirect(_onward(request))
        if not request.session.get(visitor.INTAKE):
            return redirect("intake:kiosk")
        form.add_error("born", _("That is not the date we have. Please try once more."))
    context = {"form": form, "next": _onward(request)}
    return render(request, "intake/covered.html", context, status=422 if form.errors else 200)


@allow(LINK)
@visitor.mine
def here(request, intake):
    """A sign of life from the page's script: somebody reads, and touches nothing that saves."""
    return HttpResponse(status=204)


def _own_browser(request, intake):
    if intake is None:
        own_copy.close(request)
        return redirect("intake:ended")
    visitor.leave(request)
    return visitor.hidden(intake)


def _onward(request):
    """The page of the form that was covered, or the first one with something to answer."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, None)
    return wanted if safe and wanted.startswith(PAGES) else reverse("intake:start")
