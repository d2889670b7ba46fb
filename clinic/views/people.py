"""Who works here."""

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import render

from clinic.access import ADMIN, allow
from clinic.models import User

SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@allow(ADMIN)
def people(request):
    """Everybody with an account: roles, second factor, and how many care teams they are in."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND)
    everybody = User.objects.annotate(
        second_factor=Exists(factor),
        teams=Count("places", filter=Q(places__left_at=None)),
    ).order_by("-is_active", "name", "pk")
    return render(request, "clinic/people.html", {"people": everybody})
