"""The therapist's side: see what is waiting, read, settle, make sure who it was, decide."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, Refused, allow, refuse_if, words_for
from clinic.views.onward import to_client
from intake import actions, inbox
from intake.access import why_not_triage
from intake.forms.staff import DecisionForm, PersonForm, SettleForm
from intake.forms.triage import TriageForm
from intake.models import SECTIONS, Intake
from intake.review import page as reviewpage

PAGE = 50
WORDS = tuple(model._meta.model_name for model in SECTIONS)


@allow(THERAPIST, ADMIN)
def inbox_page(request):
    """Headers only: who, since when, how far."""
    now = timezone.now()
    asked = inbox.asked_for(request.GET)
    rows = inbox.chosen(inbox.rows(request.user, now), asked, request.user)
    page = Paginator(inbox.on_shelf(rows, asked.shelf), PAGE).get_page(request.GET.get("page"))
    inbox.measure(page.object_list)
    context = {
        "page": page,
        "asked": asked,
        "counts": inbox.counts(rows),
        "therapists": inbox.therapists(request.user),
    }
    return render(request, "intake/inbox.html", context)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def review(request, pk):
    """What matters first, then the places, what changed, the decision, and every answer."""
    intake = _read(request, pk)
    shown = reviewpage.gather(request.user, intake)
    settling = "settle" in request.POST
    decision = DecisionForm(
        request.POST if request.POST and not settling else None, case=shown["case"]
    )
    settle = SettleForm(request.POST if settling else None)
    if settling and settle.is_valid():
        actions.settle(intake, **settle.cleaned_data, by=request.user)
        return redirect("intake:review", pk)
    if decision.is_bound and decision.is_valid():
        try:
            case = shown["case"]
            facts = decision.facts()
            seen = {name: getattr(case, name) for name in ("seen", "last", "triaged")}
            actions.review(intake, facts, by=request.user, **seen)
        except Refused:
            shown = reviewpage.gather(request.user, intake)
            decision = DecisionForm(request.POST, case=shown["case"])
            if decision.is_valid():  # it was not for an answer that came in between
                raise
        else:
            messages.success(
                request, _("Decided. It counts until an answer changes or it expires.")
            )
            return to_client(request, intake.client)
    return _page(request, shown, decision=decision, settle=settle)


@allow(THERAPIST, ADMIN, verbs="POST")
def confirm_person(request, pk):
    """The dates of birth differ; the therapist made sure that this is the client's own form."""
    intake = _read(request, pk)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, reviewpage.gather(request.user, intake), person=form)
    actions.confirm_person(intake, form.cleaned_data["how"], by=request.user)
    messages.success(request, _("Written down: this is the client's own form."))
    return redirect("intake:review", pk)


@allow(THERAPIST, ADMIN, verbs="POST")
def triage(request, pk):
    """A therapist weighs what the client told in their own words."""
    intake = _read(request, pk)
    shown = reviewpage.gather(request.user, intake)
    flag = shown["told"]
    refuse_if(why_not_triage(request.user, intake, flag))
    form = TriageForm(request.POST, flag=flag)
    if not form.is_valid():
        return _page(request, shown, triage=form)
    actions.triage(intake, form.cleaned_data, by=request.user, **form.seen())
    messages.success(request, _("Triaged. Now decide with it."))
    return redirect("intake:review", pk)


def _read(request, pk):
    """The sent intake whose words this page shows; the reading is recorded."""
    return words_for(
        request.user, Intake.objects.sent(), pk, step=journey.INTAKE_READ, related=WORDS
    )


def _page(request, shown, decision=None, settle=None, person=None, triage=None):
    told = shown["told"]
    context = shown | {
        "triage": triage or (told and TriageForm(flag=told)),
        "form": decision or DecisionForm(case=shown["case"]),
        "settle": settle or SettleForm(),
        "person": person or PersonForm(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/review.html", context, status=status)
