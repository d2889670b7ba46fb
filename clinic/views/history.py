"""Who did and read what, newest first. Ids and names of staff; never a client's words."""

from django.shortcuts import render

from clinic.access import ADMIN, allow
from clinic.forms_history import HistoryForm
from clinic.models import AuditEntry, User

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
    names = dict(User.objects.values_list("pk", "name"))
    for entry in entries:
        entry.person = names.get(entry.user_id)
    context = {"form": form, "entries": entries, "older": older, "narrowed": form.narrowed()}
    return render(request, "clinic/history.html", context, status=status)
