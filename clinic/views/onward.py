"""Where a person goes when something is done."""

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from clinic.models import Client

LONGEST = 2000  # letters of an address; browsers and Django refuse longer ones


def safe_next(request):
    """The page on this site that `next` asks for, from its first "/" on, or an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") and len(wanted) <= LONGEST else ""


def to_client(request, client):
    """To the client's record; an admin who has not said why they read it, to the list."""
    if wanted := safe_next(request):
        return redirect(wanted)
    if Client.objects.visible_to(request.user).filter(pk=client.pk).exists():
        return redirect("notes:record", client.pk)
    return redirect("clinic:clients")
