"""Booking a visit, and cancelling it."""

import datetime
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import actions, journey
from clinic.access import Refused
from clinic.models import CarePlace, Visit
from tests import build
from tests.history import entries, steps

ZONE = zoneinfo.ZoneInfo("America/Toronto")
MINUTE, DAY = datetime.timedelta(minutes=1), datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 2, 14, tzinfo=datetime.UTC)
TEN = datetime.datetime(2026, 11, 3, 10, tzinfo=ZONE)


def book(client, therapist, starts_at=TEN, minutes=60, by=None, now=NOW):
    return actions.book(
        client,
        therapist=therapist,
        starts_at=starts_at,
        ends_at=starts_at + minutes * MINUTE,
        by=by or therapist,
        now=now,
    )


def typed(therapist, day=None, time="10:00", minutes="60"):
    day = day or timezone.localdate() + 7 * DAY
    return {"day": str(day), "time": time, "minutes": minutes, "therapist": therapist.pk}


def test_booking_writes_the_visit_in_the_clinics_zone(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    day = timezone.localdate() + 7 * DAY
    answer = signed_in(therapist).post(f"/clients/{client.pk}/book/", typed(therapist, day))
    assert answer.url == reverse("notes:record", args=[client.pk])
    starts = datetime.datetime.combine(day, datetime.time(10), ZONE)
    with as_staff(therapist):
        visit = Visit.objects.get()
    assert (visit.starts_at, visit.ends_at) == (starts, starts + 60 * MINUTE)
    assert (visit.client_id, visit.therapist, visit.booked_by) == (client.pk, therapist, therapist)
    assert steps(client)[2:] == [journey.VISIT_BOOKED]


def test_booking_brings_the_therapist_into_the_care_team(as_staff):
    mine, stand_in = build.a_user(), build.a_user()
    client = build.a_client(mine)
    with as_staff(mine):
        book(client, stand_in, by=mine)
        team = list(CarePlace.objects.order_by("pk").values_list("user_id", "joined_by_id"))
    assert team == [(mine.pk, mine.pk), (stand_in.pk, mine.pk)]
    assert steps(client)[2:] == [journey.TEAM_JOINED, journey.VISIT_BOOKED]


def test_a_therapist_is_booked_once_at_a_time(signed_in, as_staff):
    therapist = build.a_user("R. Sample")
    client = build.a_client(therapist)
    page = f"/clients/{client.pk}/book/"
    signed_in(therapist).post(page, typed(therapist))
    again = signed_in(therapist).post(page, typed(therapist, time="10:30", minutes="45"))
    assert again.status_code == 422
    sentence = "R. Sample already has a visit from 10:00 to 11:00."
    assert again.context["form"].errors == {"time": [sentence]}
    assert again.context["form"]["minutes"].value() == "45"
    after = signed_in(therapist).post(page, typed(therapist, time="11:00"))
    assert after.status_code == 302
    with as_staff(therapist):
        assert Visit.objects.count() == 2


def test_the_times_of_foreign_clients_are_not_told(as_staff):
    mine, busy = build.a_user(), build.a_user("B. Sample")
    with as_staff(busy):
        book(build.a_client(busy), busy)
    sentence = "B. Sample already has a visit at that time."
    with pytest.raises(Refused, match=sentence), as_staff(mine):
        book(build.a_client(mine), busy, by=mine)


@pytest.mark.database
def test_the_database_itself_refuses_the_second_visit(refused, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    facts = {"client": client, "therapist": therapist, "booked_by": therapist, "booked_at": NOW}
    with as_staff(therapist):
        book(client, therapist)
        with refused("a_therapist_is_booked_once_at_a_time"):
            Visit.objects.create(starts_at=TEN + MINUTE, ends_at=TEN + 9 * MINUTE, **facts)


@pytest.mark.parametrize(
    ("starts_at", "minutes", "sentence"),
    [
        (NOW - 8 * DAY, 60, "A visit can be entered up to 7 days after it took place."),
        (NOW + 367 * DAY, 60, "A visit can be booked up to one year ahead."),
        (TEN, 4, "A visit lasts from 5 to 240 minutes."),
        (TEN, 241, "A visit lasts from 5 to 240 minutes."),
    ],
)
def test_the_moment_has_its_limits(as_staff, starts_at, minutes, sentence):
    therapist = build.a_user()
    client = build.a_client(therapist)
    with pytest.raises(Refused, match=sentence), as_staff(therapist):
        book(client, therapist, starts_at, minutes)


def test_only_therapists_who_work_here_are_booked(as_staff):
    therapist, gone = build.a_user(), build.a_user()
    client = build.a_client(therapist)
    gone.is_active = False
    sentence = "Choose a therapist who works here now."
    with pytest.raises(Refused, match=sentence), as_staff(therapist):
        book(client, gone, by=therapist)


def test_a_time_that_the_clocks_skip_is_refused(signed_in):
    therapist = build.a_user()
    client = build.a_client(therapist)
    spring = typed(therapist, datetime.date(2027, 3, 14), "02:30")
    answer = signed_in(therapist).post(f"/clients/{client.pk}/book/", spring)
    sentence = "The clocks go forward on Sun 14 Mar: there is no 02:30. Choose another time."
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"time": [sentence]}


def test_of_a_time_that_comes_twice_the_first_is_meant():
    from clinic.forms_visits import moment

    twice = moment(datetime.date(2026, 11, 1), datetime.time(1, 30))
    assert twice == datetime.datetime(2026, 11, 1, 5, 30, tzinfo=datetime.UTC)


def test_strangers_and_missing_clients_are_the_same(signed_in):
    client, stranger = build.a_client(), build.a_user()
    browser = signed_in(stranger)
    answers = {
        browser.get(f"/clients/{client.pk}/book/").status_code,
        browser.post(f"/clients/{client.pk}/book/", typed(stranger)).status_code,
        browser.get("/clients/999999/book/").status_code,
    }
    assert answers == {404}


def test_looking_books_nothing(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    answer = signed_in(therapist).get(f"/clients/{client.pk}/book/", typed(therapist))
    assert answer.status_code == 200
    with as_staff(therapist):
        assert Visit.objects.count() == 0


def test_cancelling_frees_the_hour(signed_in, as_staff):
    therapist = build.a_user()
    visit = build.a_visit(therapist=therapist)
    answer = signed_in(therapist).post(f"/visits/{visit.pk}/cancel/")
    assert answer.url == reverse("notes:record", args=[visit.client_id])
    with as_staff(therapist):
        visit.refresh_from_db()
        assert visit.cancelled_by == therapist
        build.a_visit(visit.client, therapist, starts_at=visit.starts_at)
    assert steps(visit.client)[2:] == [
        journey.VISIT_BOOKED,
        journey.VISIT_CANCELLED,
        journey.VISIT_BOOKED,
    ]


def test_a_second_cancelling_is_refused_and_remembered(signed_in, as_staff):
    therapist = build.a_user()
    visit = build.a_visit(therapist=therapist)
    browser = signed_in(therapist)
    browser.post(f"/visits/{visit.pk}/cancel/")
    answer = browser.post(f"/visits/{visit.pk}/cancel/")
    assert answer.status_code == 403
    assert "This visit is already cancelled." in answer.content.decode()
    refusals = entries(step=journey.ACCESS_REFUSED)
    assert [entry.subject for entry in refusals] == [f"clinic:cancel {visit.pk}"]


def test_what_has_taken_place_is_not_cancelled(as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    sentence = "This visit is over. It stays in the record."
    with as_staff(therapist):
        visit = book(client, therapist)
    with pytest.raises(Refused, match=sentence), as_staff(therapist):
        actions.cancel(visit, by=therapist, now=visit.ends_at)


def test_cancelling_is_not_done_by_looking_nor_by_strangers(signed_in):
    visit = build.a_visit()
    browser = signed_in(build.a_user())
    assert browser.get(f"/visits/{visit.pk}/cancel/").status_code == 405
    assert browser.post(f"/visits/{visit.pk}/cancel/").status_code == 404
    assert browser.post("/visits/999999/cancel/").status_code == 404
