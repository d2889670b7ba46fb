"""After sending: one's own copy, to see or to print, in the browser that sent the form."""

import base64

from django.db.models import prefetch_related_objects
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from clinic import journey
from clinic.access import SENDER, allow
from clinic.audit import record
from intake import copy, own_copy, reading, sheet
from intake.views.sending import file_of


@allow(SENDER)
@own_copy.mine
def sent_copy(request, intake):
    """Everything that was asked and answered, in the language in which it was sent.

    `Refresh` covers it where no script runs; until then the page's own script does.
    """
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    prefetch_related_objects([intake], "marks")
    words = sheet.asked(intake, intake.language or None)
    signed = copy.signature(intake, words)
    context = {
        "front": copy.front(intake, words),
        "sheets": list(_sheets(intake)),
        "marks": intake.marks.all(),
        "signed": signed,
        "drawn": base64.b64encode(bytes(signed["png"])).decode() if signed["png"] else "",
    }
    page = render(request, "intake/sent_copy.html", context)
    page.headers["Content-Language"] = translation.get_language()
    page.headers["Refresh"] = f"{request.cover_seconds}; url={reverse('intake:covered')}"
    return page


@allow(SENDER)
@own_copy.mine
def sent_file(request, intake):
    """The same as a file to keep."""
    record(journey.INTAKE_COPIED, intake, client=intake.client_id)
    return file_of(copy.make(intake))


def _sheets(intake):
    """The client's own answers, without what is kept out of every copy."""
    for one in reading.sheets(intake, own=True):
        rows = [row for row in one["rows"] if row.get("code") not in copy.KEPT_OUT]
        yield one | {"rows": rows}
