"""An answer that the therapist gives on a sent intake: seen, or found out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import ADMIN, THERAPIST, allow, refuse_if, words_for
from intake import actions
from intake.access import why_not_observe
from intake.forms.staff_answer import ObserveForm
from intake.gate import meaning
from intake.models import Intake, Question


@allow(THERAPIST, ADMIN, verbs="GET POST")
def observe(request, pk, code):
    """One question, with what was said last; the new answer stands beside the old one."""
    rows = Intake.objects.sent().defer("asked", "last_time")
    intake = words_for(request.user, rows, pk, step=journey.INTAKE_READ)
    question = Question.objects.filter(code=code).order_by("-version").first()
    if question is None:
        raise Http404
    refuse_if(why_not_observe(request.user, intake, question))
    last = meaning.newest(intake.client_id).get(code)
    form = ObserveForm(
        request.POST if request.method == "POST" else None, question=question, last=last
    )
    if form.is_valid():
        value, how, details = form.answer()
        said = {"corrects": form.is_correction, "by": request.user}
        actions.observe(intake, question, value, how, details, **said)
        messages.success(request, _("Written down. A decision made before it no longer counts."))
        return redirect("intake:review", pk)
    context = {"intake": intake, "client": intake.client, "form": form, "last": last}
    context["question"] = _(question.text)
    status = 422 if form.is_bound else 200
    return render(request, "intake/review_answer.html", context, status=status)
