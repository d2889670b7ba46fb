"""The body map's two verbs, for the browser that typed the code."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import LINK, allow
from clinic.audit import record
from intake import actions, bodymap, links, visitor
from intake.forms.marks import MarkForm, UnmarkForm


@allow(LINK, verbs="POST")
@visitor.mine
def mark(request, intake):
    """Keep a mark. Without scripts, `change` opens it for writing instead."""
    if "change" in request.POST:
        return _opened(request, intake)
    form = MarkForm(request.POST, intake=intake)
    if not form.is_valid():
        return _refused(request, intake, form)
    actions.mark(intake, **form.cleaned_data)
    return _kept(request, intake, form)


@allow(LINK, verbs="POST")
@visitor.mine
def unmark(request, intake):
    """Take a mark away."""
    form = UnmarkForm(request.POST, intake=intake)
    if not form.is_valid():
        return _refused(request, intake, form)
    actions.unmark(intake, **form.cleaned_data)
    return _kept(request, intake, form)


def _kept(request, intake, form):
    """The script gets what changed on the picture; everybody else the page with the map."""
    if "X-Autosave" in request.headers:
        saved_at = f"{timezone.localtime():%H:%M}"
        return JsonResponse({"saved_at": saved_at, **bodymap.redrawn(intake, form.view)})
    return _back()


def _back():
    answer = redirect("intake:page", "goals")
    answer["Location"] += "#map"
    return answer


def _refused(request, intake, form):
    if "X-Autosave" in request.headers:
        errors = {name: " ".join(words) for name, words in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    if not isinstance(form, MarkForm):
        form = MarkForm(request.POST)  # the same three fields are wrong in it
    return _written(request, intake, form, status=422)


def _opened(request, intake):
    """The form with what one mark says now; nothing is written."""
    which = UnmarkForm(request.POST)
    found = bodymap.find(intake, which.cleaned_data) if which.is_valid() else None
    if found is None:
        return _back()
    said = {"intensity": found.intensity, "qualities": found.qualities, "words": found.words}
    form = MarkForm(initial=said | which.cleaned_data)
    return _written(request, intake, form, changing=True, status=200)


def _written(request, intake, form, *, status, changing=False):
    """One mark on a page of its own."""
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    context = {"map": bodymap.writing(form, changing), "token": links.token_of(intake)}
    return render(request, "intake/map/place.html", context, status=status)
