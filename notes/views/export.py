"""A client's whole record as a file."""

from django.http import Http404, HttpResponse
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
    client = client_for_words(request.user, pk)
    counts = contents(gather(client, by=request.user))
    return render(request, "notes/export.html", {"client": client, "contents": counts})


@allow(ADMIN, verbs="POST")
def download(request, pk, kind):
    """The file; `kind` is json or pdf. Its name holds ids only."""
    if kind not in FILES:
        raise Http404
    client = client_for_words(request.user, pk)
    now = timezone.now()
    record(journey.RECORD_EXPORTED, client, client=client, now=now)
    media_type, make = FILES[kind]
    name = f"client-{client.pk}-{timezone.localtime(now):%Y%m%d-%H%M}.{kind}"
    return HttpResponse(
        make(gather(client, by=request.user, now=now)),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
