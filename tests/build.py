"""Builders: the smallest true thing, made through the real actions."""

import datetime
import itertools

from django.utils import timezone

from clinic import actions, scope
from clinic.models import User

PASSWORD = "a long test password"
_numbers = itertools.count(1)


def a_user(name=None, *, therapist=True, admin=False):
    """Somebody who works here; a therapist unless said otherwise."""
    number = next(_numbers)
    return User.objects.create_user(
        f"person{number}@example.test",
        PASSWORD,
        name=name or f"Person {number}",
        is_therapist=therapist,
        is_admin=admin,
    )


def an_admin(name=None):
    """An admin who is not a therapist."""
    return a_user(name, therapist=False, admin=True)


def a_client(therapist=None, **facts):
    """A client in the care team of `therapist`."""
    therapist = therapist or a_user()
    number = next(_numbers)
    facts = {
        "legal_name": f"Client Sample {number}",
        "preferred_name": f"Sample {number}",
        "email": f"client{number}@example.test",
        "date_of_birth": datetime.date(1980, 5, 17),
    } | facts
    with scope.acting_as(scope.staff(therapist)):
        return actions.add_client(facts, therapist=therapist, by=therapist)


def a_visit(client=None, therapist=None, *, starts_at=None, minutes=60):
    """A booked visit, an hour from now unless said otherwise."""
    therapist = therapist or a_user()
    client = client or a_client(therapist)
    starts_at = starts_at or timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)
    with scope.acting_as(scope.staff(therapist)):
        return actions.book(
            client,
            therapist=therapist,
            starts_at=starts_at,
            ends_at=starts_at + datetime.timedelta(minutes=minutes),
            by=therapist,
        )
