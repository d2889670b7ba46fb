"""The body map's two verbs, for the browser that typed the code."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import LINK, allow
from clinic.audit import record
from intake import actions, bodymap, links, visitor
from intake.forms.marks import MarkForm, UnmarkForm
from intake.forms.section import WHOLE
from intake.keeping import kept
from intake.pages import BY_SLUG
from intake.views.client import shown

GOALS = BY_SLUG["goals"]  # the page that the map stands on


@allow(LINK, verbs="POST")
@visitor.mine
def mark(request, intake):
    """Keep a mark. Without scripts, `change` opens it for writing instead."""
    words = _page_along(request, intake)
    if "change" in request.POST:
        return _opened(request, intake) if _is_fine(words) else _again(request, intake, words)
    form = MarkForm(request.POST, intake=intake)
    if form.is_valid():
        actions.mark(intake, **form.cleaned_data)
    elif _is_fine(words):
        return _refused(request, intake, form)
    if not _is_fine(words):
        return _again(request, intake, words, None if form.is_valid() else form)
    return _kept(request, intake, form)


@allow(LINK, verbs="POST")
@visitor.mine
def unmark(request, intake):
    """Take a mark away."""
    words = _page_along(request, intake)
    form = UnmarkForm(request.POST, intake=intake)
    if not form.is_valid():
        return _refused(request, intake, form)
    actions.unmark(intake, **form.cleaned_data)
    if words and (words.errors or _half_written(request)):
        return _again(request, intake, words, _half_written(request))
    return _kept(request, intake, form)


def _page_along(request, intake):
    """Without scripts the map's buttons send the page as well; its form, once it is kept."""
    if WHOLE not in request.POST or "X-Autosave" in request.headers:
        return None
    form = GOALS.form(request.POST, intake=intake)
    kept(form)
    return form


def _is_fine(words):
    return words is None or not words.errors


def _again(request, intake, words, marking=None):
    """The whole page once more, with the words that are wrong and the mark that is half written."""
    form = words
    if not words.errors:
        intake.refresh_from_db()  # the words have just been kept
        form = GOALS.form(intake=intake)
    form.marking = marking
    return shown(request, intake, GOALS, form)


def _half_written(request):
    """The mark that somebody was writing in the list when removing another, or None."""
    data = request.POST
    region, _dash, side = data.get("place", "").rpartition("-")
    said = {name: data.get(name, "") for name in ("kind", "intensity", "words")}
    said |= {"region": region, "side": side, "qualities": data.getlist("qualities")}
    return MarkForm(initial=said) if any(said.values()) else None


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
