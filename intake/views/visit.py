"""What is asked and agreed to at a visit."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, Refused, allow, refuse_if, words_for
from clinic.models import Visit
from intake import actions, visit_pages
from intake.access.visit import why_not_at_visit, why_not_take_down
from intake.actions import visiting
from intake.forms.agree import AgreeForm
from intake.gate import limits


@allow(THERAPIST, ADMIN, verbs="GET POST")
def ask_today(request, pk):
    """Today's questions as one list; POST keeps what was answered, or goes on as decided."""
    visit = _visit(request.user, pk)
    now = timezone.now()
    found = limits.limits(visit.client_id, visit, now)
    if request.method == "GET":
        return _today(request, visit, visit_pages.today_form(found), found, now)
    refuse_if(why_not_take_down(request.user, visit, now))
    if request.POST.get("go") == "on":
        seen = request.POST.get("seen", "")
        seen = int(seen) if seen.isdecimal() and len(seen) < 19 else -1  # -1: saw nothing
        actions.go_on(visit, by=request.user, seen=seen, now=now)
        messages.success(request, _("The decision goes on."))
        return redirect("intake:ask_today", pk)
    form = visit_pages.today_form(found, request.POST)
    if form.is_valid():
        try:
            actions.ask_today(visit, form.given(), form.rest(), by=request.user, now=now)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Today's answers are kept."))
            return redirect(request.path + visit_pages.place_after(visit, now))
    return _today(request, visit, form, found, now, status=422)


def _today(request, visit, form, found, now, status=200):
    context = visit_pages.today_page(request.user, visit, form, found, now)
    return render(request, "intake/visit_today.html", context, status=status)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def agree_today(request, pk):
    """The six areas with what stands; POST keeps what the client says about one of them now."""
    visit = _visit(request.user, pk)
    now = timezone.now()
    refused = None
    if request.method == "POST":
        refuse_if(why_not_at_visit(request.user, visit, now))
        refused = AgreeForm(request.POST)
        if refused.is_valid():
            facts = refused.facts()
            try:
                row = actions.agree(visit, facts, by=request.user, now=now)
            except Refused as no:
                case = visiting.case_of(visit, now)
                refused.add_error(refused.doubtful(facts, case), str(no))
            else:
                messages.success(request, _("Kept: %(area)s.") % {"area": row.get_kind_display()})
                return redirect(reverse("intake:agree_today", args=[pk]) + f"#{row.kind}")
    context = visit_pages.consent_page(request.user, visit, now, refused)
    status = 200 if refused is None else 422
    return render(request, "intake/visit_consent.html", context, status=status)


def _visit(user, pk):
    """The visit, with the reading of the client's words recorded; strangers get 404."""
    return words_for(user, Visit.objects, pk, step=journey.CLIENT_READ, related=("therapist",))
