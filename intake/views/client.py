"""The form itself, for the browser that typed the code."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import LINK, allow
from clinic.audit import record
from intake import actions, completeness, links, visitor
from intake.pages import BY_SLUG, PAGES


@allow(LINK)
@visitor.mine
def start(request, intake):
    """The first page that still has something to answer."""
    gaps = completeness.gaps(intake)
    return redirect("intake:page", gaps[0].page if gaps else PAGES[-1].slug)


@allow(LINK, verbs="GET POST")
@visitor.mine
def page(request, intake, slug):
    """One page. Saved field by field by the script, and as a whole by every button."""
    if slug not in BY_SLUG:
        raise Http404
    this = BY_SLUG[slug]
    form = this.form(request.POST if request.method == "POST" else None, intake=intake)
    if request.method == "POST" and "X-Autosave" in request.headers:
        return _autosaved(request, form)
    if request.method == "POST" and form.is_valid():
        form.keep()
        return _onward(request, intake, this, form)
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    context = {"page": this, "pages": PAGES, "form": form, "token": links.token_of(intake)}
    return render(request, this.template, context, status=422 if form.errors else 200)


@allow(LINK, verbs="POST")
@visitor.mine
def later(request, intake):
    """Close the form on this device; the link in the mail opens it again."""
    visitor.leave(request)
    return render(request, "intake/later.html", {"until": timezone.localtime(intake.lives_until)})


def _autosaved(request, form):
    """The script's answer: when it was saved, and what must be said at once."""
    form.only(request.POST.getlist("changed"))
    if not form.is_valid():
        errors = {name: " ".join(words) for name, words in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    form.keep()
    answer = {"saved_at": f"{timezone.localtime():%H:%M}"}
    if tell := getattr(form, "tell", str)():
        answer["tell"] = tell
    return JsonResponse(answer)


def _onward(request, intake, this, form):
    """Where the pressed button leads. Words that must be read at once come before it."""
    if newly := getattr(form, "newly_told", None):
        answer = redirect("intake:page", this.slug)
        answer["Location"] += f"#ask-q-{newly[0].code}"
        return answer
    if group := request.POST.get("none"):
        actions.none_of_these(intake, [row for row in form.questions if row.group == group])
        answer = redirect("intake:page", this.slug)
        answer["Location"] += f"#group-{group}"
        return answer
    go = request.POST.get("go")
    if go == "later":
        visitor.leave(request)
        context = {"until": timezone.localtime(intake.lives_until)}
        return render(request, "intake/later.html", context)
    if go == "back" and this.before:
        return redirect("intake:page", this.before.slug)
    return redirect("intake:page", this.after.slug) if this.after else redirect("intake:check")
