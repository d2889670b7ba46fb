"""A booking asks for a new intake when the last one is too old by then, and says so."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic import actions as ground
from clinic import journey
from intake.models import Intake
from tests import build
from tests.clinic.test_book import typed
from tests.history import steps
from tests.intake.build import a_submitted_intake, an_intake

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
DAY = datetime.timedelta(days=1)
NOW = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0)
LATER = NOW + 360 * DAY
ANEW = "Their last intake is more than a year old on that day: a new one is on its way."
AGAIN = "The link to their form had expired: a new one is on its way."
NONE = "There is no intake yet. Invite them from their page."


def booked(client, therapist, starts_at, now=LATER):
    """The sentences that a booking leads to."""
    visit = ground.book(
        client,
        therapist=therapist,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        by=therapist,
        now=now,
    )
    return visit.sentences


def test_the_day_of_the_visit_decides(as_staff):
    therapist = build.a_user()
    sent = a_submitted_intake(therapist=therapist, now=NOW)
    with as_staff(therapist):
        assert booked(sent.client, therapist, NOW + 365 * DAY) == []
        assert Intake.objects.waiting().count() == 0
        assert booked(sent.client, therapist, NOW + 366 * DAY) == [ANEW]
        anew = Intake.objects.waiting().get()
        assert (anew.follows_id, anew.invited_by) == (sent.pk, therapist)
        assert booked(sent.client, therapist, NOW + 368 * DAY) == []  # one is open already
    assert steps(sent.client)[-3:] == [
        journey.VISIT_BOOKED,
        journey.INTAKE_INVITED,
        journey.VISIT_BOOKED,
    ]


def test_the_clinic_sets_the_period(as_staff, settings):
    settings.INTAKE_COUNTS_DAYS = 30
    therapist = build.a_user()
    sent = a_submitted_intake(therapist=therapist, now=NOW)
    with as_staff(therapist):
        (sentence,) = booked(sent.client, therapist, NOW + 31 * DAY, NOW + DAY)
    assert sentence == "Their last intake no longer counts on that day: a new one is on its way."


def test_without_any_intake_the_booking_says_so_and_invites_nobody(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    answer = signed_in(therapist).post(f"/clients/{client.pk}/book/", typed(therapist))
    assert answer.status_code == 302
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said[0].startswith("Booked: ")
    assert said[1:] == [NONE]
    with as_staff(therapist):
        assert Intake.objects.count() == 0


def test_an_intake_that_waits_or_counts_is_left_alone(as_staff):
    therapist = build.a_user()
    waiting = an_intake(therapist=therapist)
    fresh = a_submitted_intake(therapist=therapist)
    now = timezone.now()
    with as_staff(therapist):
        assert booked(waiting.client, therapist, now + 7 * DAY, now) == []
        assert booked(fresh.client, therapist, now + 8 * DAY, now) == []
        assert Intake.objects.count() == 2


def test_a_visit_entered_afterwards_asks_nobody(as_staff):
    therapist = build.a_user()
    sent = a_submitted_intake(therapist=therapist, now=NOW)
    with as_staff(therapist):
        assert booked(sent.client, therapist, NOW + 500 * DAY, NOW + 501 * DAY) == []
        assert Intake.objects.waiting().count() == 0


def test_a_booking_that_is_refused_invites_nobody(signed_in, as_staff, settings):
    settings.INTAKE_COUNTS_DAYS = 3
    therapist = build.a_user()
    sent = a_submitted_intake(therapist=therapist)
    other = build.a_client(therapist)
    browser = signed_in(therapist)
    browser.post(f"/clients/{other.pk}/book/", typed(therapist))
    answer = browser.post(f"/clients/{sent.client.pk}/book/", typed(therapist))
    assert answer.status_code == 422
    with as_staff(therapist):
        assert Intake.objects.waiting().count() == 0


def test_a_form_whose_link_has_expired_is_sent_again(as_staff):
    therapist = build.a_user()
    sent = a_submitted_intake(therapist=therapist, now=NOW)
    dead = an_intake(sent.client, therapist=therapist, now=NOW + 300 * DAY)
    with as_staff(therapist):
        assert booked(sent.client, therapist, NOW + 366 * DAY) == [AGAIN]
        again = Intake.objects.waiting().get()
        assert (again.pk, again.link_nonce != dead.link_nonce) == (dead.pk, True)
        assert again.lives_until >= NOW + 366 * DAY
        assert booked(sent.client, therapist, NOW + 368 * DAY) == []  # it lives again
    assert steps(sent.client).count(journey.INTAKE_RESENT) == 1


def test_an_expired_first_form_is_sent_again_but_not_while_the_last_one_counts(as_staff):
    therapist = build.a_user()
    first = an_intake(therapist=therapist, now=NOW)
    fresh = a_submitted_intake(therapist=therapist, now=NOW)
    an_intake(fresh.client, therapist=therapist, now=NOW)
    now = NOW + 60 * DAY
    with as_staff(therapist):
        assert booked(first.client, therapist, now + 7 * DAY, now) == [AGAIN]
        assert booked(fresh.client, therapist, now + 8 * DAY, now) == []


def test_a_form_that_is_being_sent_is_waited_for(as_staff):
    """Two connections would be needed to see it wait; here: both rows are asked for with a lock."""
    therapist = build.a_user()
    waiting = an_intake(therapist=therapist)
    now = timezone.now()
    with as_staff(therapist), CaptureQueriesContext(connection) as queries:
        booked(waiting.client, therapist, now + 7 * DAY, now)
    locks = [query["sql"] for query in queries if " FOR " in query["sql"]]
    assert any("intake_intake" in sql and sql.endswith("FOR UPDATE") for sql in locks)
    assert any("clinic_client" in sql and sql.endswith("FOR NO KEY UPDATE") for sql in locks)
