"""A client's whole record as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clinic import journey
from clinic.access import ADMIN, allow, client_for_words
from clinic.audit import record
from notes import pdf
from notes.export import as_json, contents, gather

FILES = {"json": ("application/json", as_json), "pdf": ("application/pdf", pdf.make)}


@allow(ADMIN)
def export(request, pk):
    """What the file will contain, in numbers."""
    return _page(request, client_for_words(request.user, pk))


@allow(ADMIN, verbs="POST")
def download(request, pk):
    """The file, JSON or PDF. Its name holds ids only."""
    client = client_for_words(request.user, pk)
    kind = request.POST.get("format", "")
    if kind not in FILES:
        return _page(request, client, status=422)
    now = timezone.now()
    record(journey.RECORD_EXPORTED, client, client=client, now=now)
    media_type, make = FILES[kind]
    name = f"client-{client.pk}-{timezone.localtime(now):%Y%m%d-%H%M}.{kind}"
    return HttpResponse(
        make(gather(client, by=request.user, now=now)),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(request, client, status=200):
    context = {"client": client, "contents": contents(gather(client, by=request.user))}
    context["chosen_none"] = status == 422
    return render(request, "notes/export.html", context, status=status)
