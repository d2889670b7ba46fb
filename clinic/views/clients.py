"""The list of clients, and their names and addresses."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import actions, asking
from clinic.access import ADMIN, THERAPIST, allow
from clinic.forms_clients import AddClientForm, ClientForm
from clinic.models import CarePlace, Client, Visit
from clinic.views.onward import to_client

PAGE = 50


@allow(THERAPIST, ADMIN)
def clients(request):
    """By name: a therapist's own care teams, every header for an admin."""
    words = asking.words(request.GET)
    found = Client.objects.listed_for(request.user).named(words)
    kept = Visit.objects.kept().filter(client=OuterRef("pk"))
    now = timezone.now()
    ahead = kept.filter(ends_at__gt=now).order_by("starts_at").values("starts_at")[:1]
    past = kept.filter(ends_at__lte=now).order_by("-starts_at").values("starts_at")[:1]
    found = found.annotate(next_visit=Subquery(ahead), last_visit=Subquery(past))
    team = CarePlace.objects.filter(left_at=None).select_related("user").order_by("user__name")
    found = found.prefetch_related(Prefetch("places", team, to_attr="team"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "clinic/clients.html", {"page": page, "words": words})


@allow(THERAPIST, ADMIN, verbs="GET POST")
def add_client(request):
    """A therapist adds to their own care teams; an admin chooses the therapist."""
    user = request.user
    form = (AddClientForm if user.is_admin else ClientForm)(
        request.POST if request.method == "POST" else None
    )
    if user.is_admin and user.is_therapist:
        form.initial["therapist"] = user
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "clinic/add_client.html", {"form": form}, status=status)
    therapist = form.cleaned_data.pop("therapist", user)
    client = actions.add_client(form.cleaned_data, therapist=therapist, by=user)
    messages.success(request, _("%(name)s is added.") % {"name": client.preferred_name})
    return to_client(request, client)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def edit_client(request, pk):
    """Names, date of birth and address: what stands in a header, no clinical words."""
    client = get_object_or_404(Client.objects.listed_for(request.user), pk=pk)
    name = client.preferred_name  # the form writes what was typed into its instance
    form = ClientForm(request.POST if request.method == "POST" else None, instance=client)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "client": client, "name": name}
        return render(request, "clinic/edit_client.html", context, status=status)
    actions.edit_client(client, form.cleaned_data, by=request.user)
    messages.success(request, _("Saved."))
    return to_client(request, client)
