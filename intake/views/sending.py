"""The last page: everything that was answered, the signature, and the button that sends it."""

from django.shortcuts import redirect, render

from clinic import journey
from clinic.access import LINK, allow
from clinic.audit import record
from intake import actions, completeness, links, reading, visitor
from intake.access import why_not_submit
from intake.forms import SignForm


@allow(LINK)
@visitor.mine
def check(request, intake):
    """Everything that was answered, and every gap with a link to its field."""
    return _check(request, intake, SignForm(), 200)


@allow(LINK, verbs="POST")
@visitor.mine
def send(request, intake):
    """Sign and send. A gap keeps the page; nothing typed is lost."""
    form = SignForm(request.POST)
    if not form.is_valid() or why_not_submit(intake):
        return _check(request, intake, form, 422)
    actions.submit(intake, form.cleaned_data["signer_name"])
    visitor.done(request)
    return redirect("intake:thanks")


def _check(request, intake, form, status):
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    gaps = completeness.gaps(intake)
    context = {
        "sheets": reading.sheets(intake, gaps),
        "gaps": gaps,
        "form": form,
        "token": links.token_of(intake),
    }
    return render(request, "intake/check.html", context, status=status)
