"""The screening table, for those who answer for it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access import ADMIN, allow
from intake import actions, rule_changes, screening
from intake.access.ruling import why_not_change_rule
from intake.body import zones
from intake.forms.screening import FilterForm, RuleForm
from intake.gate import meaning, triage
from intake.models import Question, RuleChange


@allow(ADMIN)
def screening_page(request):
    """Every row of the newest version on one page: some seventy, so it is searched, not paged."""
    form = FilterForm(request.GET)
    status = 200 if form.is_valid() else 422
    rows = [_shown(row) for row in form.narrow(rule_changes.table(screening.LATEST))]
    groups = [
        group | {"rows": [row for row in rows if row["question"].group == group["code"]]}
        for group in screening.load()["groups"]
    ]
    context = _head() | {
        "form": form,
        "groups": [group for group in groups if group["rows"]],
        "found": len(rows),
        "narrowed": any(form.cleaned_data.values()),
    }
    return render(request, "intake/screening.html", context, status=status)


@allow(ADMIN, verbs="GET POST")
def change_rule(request, code):
    """One row: what the table says, what the clinic changed and why, and the form to change it."""
    row = Question.objects.filter(version=screening.LATEST, code=code).first()
    if row is None:
        raise Http404
    changes = rule_changes.of(code)
    row.change = changes[0] if changes else None
    form = RuleForm(request.POST if request.method == "POST" else None, row=row, last=row.change)
    refusal, confirm = "", ""
    if form.is_bound and form.is_valid():
        refusal = why_not_change_rule(request.user, row, form.cleaned_data, row.change)
        confirm = "" if refusal else _to_confirm(request, row, form.cleaned_data)
        if not refusal and not confirm:
            change = actions.change_rule(code, form.cleaned_data, by=request.user)
            messages.success(request, _what_changed(row, change))
            return redirect("intake:change_rule", code)
    context = _head() | {
        "form": form,
        "row": _shown(row),
        "refusal": refusal,
        "confirm": confirm,
        "confirmed": form.data.get("severity", ""),
        "is_triaged": code == triage.OTHER,
        "changes": [_said(change) for change in changes],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "intake/screening_row.html", context, status=status)


def _to_confirm(request, row, facts):
    """What will no longer stop a visit, to be read before it counts; empty when it was read."""
    named = {name: facts[name] for name in ("severity", "instead")}
    change = RuleChange(code=row.code, version=row.version, **named)
    read = request.POST.get("confirmed") == change.severity
    if read or not rule_changes.stops_less(change):
        return ""
    return _(
        "%(code)s, “%(question)s”: the table can stop a visit for this. From now on a yes weighs "
        "“%(after)s” instead, whatever else is answered, at every visit of every client. The day "
        "list tells every therapist for 30 days, with your name."
    ) % {
        "code": row.code,
        "question": _(row.text),
        "after": meaning.LABELS[change.severity],
    }


def _what_changed(row, change):
    """Without “in place of” a change only adds: a milder one loosens nothing (domain 3.4)."""
    before, after = (rule_changes.weight(row, each) for each in (row.change, change))
    if after == before and not change.stands_instead:
        return _(
            "Kept, and nothing is looser than before: what the table says still counts. "
            "This level is the least where more answers would make the row milder."
        )
    return _("Changed. Every visit from now on counts with it.")


def _head():
    table = screening.load()
    return {name: table[name] for name in ("version", "reviewed_by", "reviewed_on")}


def _shown(row):
    """A row with its severity and places in words."""
    return {
        "question": row,
        "label": meaning.LABELS[row.severity],
        "tone": meaning.TONES[row.severity],
        "places": _places(row.scope),
        "change": _said(row.change) if row.change else None,
    }


def _said(change):
    return {
        "row": change,
        "label": meaning.LABELS[change.severity],
        "tone": meaning.TONES[change.severity],
        "places": _places(change.zones),
    }


def _places(scope):
    if "all" in scope or set(scope) == set(zones.ALL):
        return _("everywhere")
    return ", ".join(str(zones.LABELS[zone]) for zone in scope)
