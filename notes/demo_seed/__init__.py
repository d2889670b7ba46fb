"""The demo's invented past, lived through the real actions from its first day until now."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from clinic.demo import PASSWORD, PEOPLE
from clinic.models import User
from notes.demo_seed.case import Case
from notes.demo_seed.diary import Diary
from notes.demo_seed.stories import STORIES


def is_loaded():
    """Do the demo's people work here already?"""
    return User.objects.filter(email=PEOPLE[0].email).exists()


def load(now=None):
    """Everything or nothing, in one transaction. Answers how many clients and visits there are.

    The jobs that the actions defer are thrown away: nobody is sent a mail about the past.
    """
    with transaction.atomic(), app.replace_connector(InMemoryConnector()):
        people = {person.slug: _employ(person) for person in PEOPLE}
        diary = Diary(now or timezone.now())
        cases = [Case(story, number, people, diary) for number, story in enumerate(STORIES)]
        for case in cases:
            case.plan()
        diary.live()
    return {"clients": len(cases), "visits": sum(len(case.visits) for case in cases)}


def _employ(person):
    user = User.objects.create_user(
        person.email,
        PASSWORD,
        name=person.name,
        is_therapist=person.is_therapist,
        is_admin=person.is_admin,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
