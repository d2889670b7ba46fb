"""Letters from somebody who knows the client's health: keep, fetch the file, revoke."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, refuse_if, words_for
from clinic.views.onward import to_client
from intake import actions, letters
from intake.access import why_not_clear
from intake.forms.clearance import ClearanceForm
from intake.gate import grounds
from intake.models import Clearance, Intake, Letter
from intake.review import page as reviewpage


@allow(THERAPIST, ADMIN, verbs="GET POST")
def clear(request, pk, code):
    """A letter about one answer of the client, with its file."""
    intake = words_for(
        request.user,
        Intake.objects.sent().defer("asked", "last_time"),
        pk,
        step=journey.INTAKE_READ,
        related=("about",),
    )
    case = grounds.of(intake)
    flag = case.flag(code)
    refuse_if(why_not_clear(request.user, intake.client_id, flag))
    form = ClearanceForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        code=code,
        closed=grounds.letter_zones(flag),
        about=flag.answer.pk or 0,
    )
    if form.is_valid():
        facts, letter = form.facts()
        about = flag.answer.pk or 0
        actions.clear(intake.client_id, code, facts, by=request.user, letter=letter, about=about)
        messages.success(request, _("The letter is kept. Now decide with it."))
        return redirect("intake:review", pk)
    context = {"intake": intake, "client": intake.client, "form": form}
    context["line"] = reviewpage.line(flag, case, ())
    status = 422 if form.is_bound else 200
    return render(request, "intake/clearance.html", context, status=status)


@allow(THERAPIST, ADMIN)
def letter(request, pk):
    """The file: always a download, under a name of ours, and opened by nobody in our name."""
    row = words_for(request.user, Clearance.objects, pk, step=journey.CLEARANCE_READ)
    found = get_object_or_404(Letter, clearance=row)
    return HttpResponse(
        bytes(found.content),
        content_type=found.kind,
        headers={
            "Content-Disposition": f'attachment; filename="{letters.name_of(found)}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )


@allow(THERAPIST, ADMIN, verbs="POST")
def revoke_clearance(request, pk):
    """From now on the letter opens nothing."""
    rows = Clearance.objects.listed_for(request.user).select_related("client")
    row = get_object_or_404(rows, pk=pk)
    actions.revoke_clearance(row, by=request.user)
    messages.success(request, _("The letter no longer counts."))
    return to_client(request, row.client)
