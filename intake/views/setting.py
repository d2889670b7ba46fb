"""What this clinic sets for itself, for its admins."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clinic.access import ADMIN, allow
from intake import actions, clinic_settings
from intake.forms.settings import SettingsForm

SHOWN = 20  # versions, newest first


@allow(ADMIN, verbs="GET POST")
def change_settings(request):
    """What counts now, who set it when, and the form to set it."""
    counts = clinic_settings.counts_days()
    form = SettingsForm(
        request.POST if request.method == "POST" else None, initial={"counts_days": counts}
    )
    if form.is_valid():
        actions.change_settings(form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. The next booking counts with it."))
        return redirect("intake:change_settings")
    context = {"form": form, "counts": counts, "versions": clinic_settings.versions()[:SHOWN]}
    return render(request, "intake/settings.html", context, status=422 if form.is_bound else 200)
