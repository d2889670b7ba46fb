"""Who did and read what, newest first, with the reasons given for reading.

Ids, names of staff and what staff wrote to say why; never a client's words.
"""

from django.shortcuts import render

from clinic.access import ADMIN, allow
from clinic.audit import subject_of
from clinic.forms_history import HistoryForm
from clinic.journey import READING_OPENED, SCREENING_CHANGED
from clinic.models import AuditEntry, Reading, User

PAGE = 50


@allow(ADMIN)
def history(request):
    """One page of the history. `before`: the id that the page before ended with."""
    form = HistoryForm(request.GET)
    status = 200 if form.is_valid() else 422
    entries = form.narrow(AuditEntry.objects.order_by("-id"))
    if before := form.cleaned_data.get("before"):
        entries = entries.filter(id__lt=before)
    entries = list(entries[: PAGE + 1])
    older = entries[PAGE - 1].pk if len(entries) > PAGE else None
    entries = entries[:PAGE]
    names, reasons = dict(User.objects.values_list("pk", "name")), _reasons(entries)
    for entry in entries:
        entry.person, entry.reason = names.get(entry.user_id), reasons.get(entry.subject, "")
        entry.rule = _rule(entry)
    context = {"form": form, "entries": entries, "older": older, "narrowed": form.narrowed()}
    return render(request, "clinic/history.html", context, status=status)


def _rule(entry):
    """Which row of the screening table was changed, and how; None for older lines and others."""
    if entry.step != SCREENING_CHANGED or " " not in entry.subject:
        return None
    _subject, code, *change = entry.subject.split()
    weight, cap = ([part.replace(">", " → ") for part in change] + [""])[:2]
    return {"code": code, "weight": weight, "cap": cap.replace("-", "–")}


def _reasons(entries):
    """{subject: the reason that was given}, in one query for the whole page."""
    subjects = [entry.subject for entry in entries if entry.step == READING_OPENED]
    numbers = [int(subject.partition(":")[2]) for subject in subjects]
    return {
        subject_of(reading): reading.reason for reading in Reading.objects.filter(pk__in=numbers)
    }
