"""The form itself, for the browser that typed the code."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import LINK, allow
from clinic.audit import record
from intake import completeness, links, quick, returning, visitor
from intake.keeping import autosaved, kept
from intake.pages import BY_SLUG, PAGES

MENDING = "?from=check"  # the page was opened from the last one, to mend something


@allow(LINK)
@visitor.mine
def start(request, intake):
    """The first page that still has something to answer."""
    gaps = completeness.gaps(intake)
    return redirect("intake:page", gaps[0].page if gaps else PAGES[-1].slug)


@allow(LINK, verbs="GET POST")
def page(request, slug):
    """One page. Saved field by field by the script, and as a whole by every button."""
    return quick.saved(request, slug) or _page(request, slug)


@visitor.mine
def _page(request, intake, slug):
    if slug not in BY_SLUG:
        raise Http404
    this, posted = BY_SLUG[slug], request.method == "POST"
    alone = posted and "X-Autosave" in request.headers
    form = this.form(_typed(request.POST, alone) if posted else None, intake=intake)
    if alone:
        return autosaved(request, form)
    if posted and kept(form):
        return _onward(request, intake, this, form)
    return shown(request, intake, this, form)


def shown(request, intake, this, form):
    """The page with what was saved, or with what was typed and what is wrong with it."""
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    context = {
        "page": this,
        "pages": PAGES,
        "form": form,
        "intake": intake,
        "token": links.token_of(intake),
        "mending": _mending(request),
    }
    return render(request, this.template, context, status=422 if form.errors else 200)


@allow(LINK, verbs="POST")
@visitor.mine
def later(request, intake):
    """Close the form on this device; the link in the mail opens it again."""
    return _closed(request, intake)


def _typed(data, alone):
    """What was sent. `changed` names fields to a script alone; a page is always whole."""
    if alone or "changed" not in data:
        return data
    data = data.copy()
    del data["changed"]
    return data


def _mending(request):
    """What an address carries along until Next leads back to the last page, or nothing."""
    return MENDING if request.GET.get("from") == "check" else ""


def _onward(request, intake, this, form):
    """Where the pressed button leads. Words that must be read at once come before it."""
    go, newly = request.POST.get("go"), getattr(form, "newly_told", [])
    if go == "still":
        newly = [*newly, *returning.still_true(intake, this.slug)]
        if number := returning.number_left(intake, this.slug):
            return _here(request, this, f"div_id_{number}")
    if newly:
        return _here(request, this, f"ask-q-{newly[0].code}")
    if group := request.POST.get("none"):
        return _here(request, this, f"group-{group}")
    if anchor := getattr(form, "wants_a_look", str)():
        return _here(request, this, anchor)
    if go == "later":
        return _closed(request, intake)
    if go == "back" and this.before:
        return redirect("intake:page", this.before.slug)
    if this.after is None or _mending(request):
        return redirect("intake:check")
    return redirect("intake:page", this.after.slug)


def _here(request, this, anchor):
    answer = redirect("intake:page", this.slug)
    answer["Location"] += f"{_mending(request)}#{anchor}"
    return answer


def _closed(request, intake):
    visitor.leave(request)
    context = {"until": timezone.localtime(intake.lives_until)}
    return render(request, "intake/later.html", context)
