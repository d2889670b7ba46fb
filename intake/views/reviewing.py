"""The therapist's side: see what is waiting, read, settle, decide."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, words_for
from clinic.models import Client
from clinic.views.onward import to_client
from intake import actions, gate, inbox, reading
from intake.access import why_not_review
from intake.forms_staff import DecisionForm, SettleForm
from intake.models import Intake, Question

PAGE = 50
SECTIONS = ("goals", "comfort", "cushions", "pressure")


@allow(THERAPIST, ADMIN)
def inbox_page(request):
    """Headers only: who, since when, how far."""
    now = timezone.now()
    words = request.GET.get("q", "").strip()[:100]
    rows = inbox.rows(request.user, now)
    if words:
        rows = rows.filter(client__in=Client.objects.listed_for(request.user).named(words))
    shelf = request.GET.get("shelf", "")
    page = Paginator(inbox.on_shelf(rows, shelf), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "shelf": shelf,
        "counts": inbox.counts(rows),
        "shelves": inbox.SHELVES,
    }
    return render(request, "intake/inbox.html", context)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def review(request, pk):
    """Flags first, then everything that was answered, then the decision."""
    intake = words_for(
        request.user, Intake.objects.sent(), pk, step=journey.INTAKE_READ, related=SECTIONS
    )
    flags = gate.flags(gate.newest(intake.client_id).values())
    settling = "settle" in request.POST
    decision = DecisionForm(request.POST if request.POST and not settling else None, flags=flags)
    settle = SettleForm(request.POST if settling else None)
    if settling and settle.is_valid():
        actions.settle(intake, **settle.cleaned_data, by=request.user)
        return redirect("intake:review", pk)
    if decision.is_bound and decision.is_valid():
        actions.review(intake, decision.cleaned_data, by=request.user)
        messages.success(request, _("Decided. It counts until an answer changes or it expires."))
        return to_client(request, intake.client)
    context = {"form": decision, "settle": settle, "flags": flags}
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/review.html", _sheet(request, intake) | context, status=status)


def _sheet(request, intake):
    """What the review page shows beside its forms."""
    return {
        "intake": intake,
        "client": intake.client,
        "sheets": reading.sheets(intake),
        "not_asked": Question.objects.filter(version=intake.asked["version"], core=False),
        "decisions": intake.client.decisions.select_related("decided_by").order_by("-pk"),
        "why_not": why_not_review(request.user, intake),
        "newest_answer": gate.newest_id(intake.client_id),
        "today": timezone.localdate(),
    }
