"""Reading a record that is not one's own: the reason first, then fifteen minutes."""

from django.db import connection
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic import actions, throttle
from clinic.access import ADMIN, THERAPIST, allow
from clinic.forms_reading import FindForm, ReasonForm
from clinic.models import Client
from clinic.views.onward import safe_next


def ask(request, client, form=None, status=403):
    """The page that asks why. It shows the client's header and asks the database nothing."""
    onward = safe_next(request)
    if request.method == "GET" and not form:
        onward = request.get_full_path()
    context = {"client": client, "form": form or ReasonForm(), "next": onward}
    return render(request, "clinic/reason.html", context, status=status)


@allow(ADMIN, verbs="POST")
def open_reading(request, pk):
    """An admin says why; the record is open to them for fifteen minutes."""
    client = get_object_or_404(Client.objects.listed_for(request.user), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return ask(request, client, form, status=422)
    actions.open_reading(client.pk, form.cleaned_data["reason"], by=request.user)
    return redirect(safe_next(request) or reverse("notes:record", args=[client.pk]))


@allow(THERAPIST, verbs="GET POST")
def find(request):
    """A therapist outside the care team gives the exact name, the date of birth and a reason.

    Somebody who is not a client and a client whose birthday is another answer the same.
    """
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not throttle.one_more("find", request.user.pk, most=10, seconds=60):
            form.add_error(None, _("That was tried too often. Please wait a minute."))
        elif found := _found(**form.cleaned_data):
            actions.open_reading(found, form.cleaned_data["reason"], by=request.user)
            return redirect("notes:record", found)
        else:
            form.add_error(None, _("Nobody here has exactly this name and date of birth."))
    status = 422 if form.is_bound else 200
    return render(request, "clinic/find.html", {"form": form}, status=status)


def _found(name, born, **rest):
    """The id of the one client with this name and birthday; None when there is none, or two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clinic_find(%s, %s)", [name, born])
        rows = cursor.fetchall()
    return rows[0][0] if len(rows) == 1 else None
