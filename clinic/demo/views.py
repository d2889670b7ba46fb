"""One click to be somebody, and a look into the mailbox."""

from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from clinic import journey, scope
from clinic.access import ANYONE, allow
from clinic.audit import record
from clinic.demo.mailbox import mails
from clinic.demo.people import PEOPLE
from clinic.middleware.scope import address_of
from clinic.models import User
from clinic.sign_in import SECOND_FACTOR

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMAILS = {person.slug: person.email for person in PEOPLE}


@allow(ANYONE, verbs="POST")
def enter(request, slug):
    """Sign in as one of the invented people; it counts as a second factor."""
    user = get_object_or_404(User, email=EMAILS.get(slug), is_active=True)
    login(request, user, backend=BACKEND)
    request.session[SECOND_FACTOR] = True
    scope.become(scope.staff(user, address_of(request)))
    record(journey.SIGNED_IN, user)
    return redirect("clinic:home")


@allow(ANYONE)
def mail(request, name=None):
    """The mails, newest first, and one of them in full."""
    everything = mails()
    chosen = next((mail for mail in everything if mail.name == name), None)
    if name and not chosen:
        raise Http404
    return render(request, "demo/mail.html", {"mails": everything, "chosen": chosen})
