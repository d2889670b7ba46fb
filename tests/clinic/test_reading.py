"""Reading with a reason: an admin from a header, a therapist by exact name and birthday."""

import datetime

import pytest
from django.db import ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from clinic import actions, journey
from clinic.access import ReasonNeeded, client_for_words
from clinic.middleware.gate import Gate
from clinic.models import Client, Reading
from tests import build
from tests.history import entries, steps

REASON = "The client asked for a copy of their record."
QUARTER = datetime.timedelta(minutes=15)
pytestmark = pytest.mark.django_db(databases=["default", "outside"])


def wanted(client, **other):
    return {
        "name": client.legal_name,
        "born": client.date_of_birth.isoformat(),
        "reason": REASON,
    } | other


def test_an_admin_who_says_why_reads_for_a_quarter_of_an_hour(signed_in, as_staff):
    client, admin = build.a_client(), build.an_admin()
    with as_staff(admin), pytest.raises(ReasonNeeded):
        client_for_words(admin, client.pk)
    answer = signed_in(admin).post(f"/clients/{client.pk}/reading/", {"reason": REASON})
    assert answer.url == reverse("notes:record", args=[client.pk])
    with as_staff(admin):
        reading = Reading.objects.get()
        assert client_for_words(admin, client.pk) == client
        assert not Client.objects.visible_to(admin, now=reading.until).exists()
    assert (reading.client_id, reading.user, reading.reason) == (client.pk, admin, REASON)
    assert reading.until - reading.opened_at == QUARTER
    assert steps(client)[2:] == [journey.READING_OPENED]


def test_the_page_that_was_asked_for_comes_next_and_no_other_site(signed_in):
    client, admin = build.a_client(), build.an_admin()
    page, browser = f"/clients/{client.pk}/reading/", signed_in(admin)
    answer = browser.post(page, {"reason": REASON, "next": "/notes/7/"})
    assert answer.url == "/notes/7/"
    for bad in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        answer = browser.post(page, {"reason": REASON, "next": bad})
        assert answer.url == reverse("notes:record", args=[client.pk])


@pytest.mark.parametrize("reason", ["", "too short", " " * 20, "x" * 501])
def test_a_reason_is_a_sentence(signed_in, as_staff, reason):
    client, admin = build.a_client(), build.an_admin()
    answer = signed_in(admin).post(f"/clients/{client.pk}/reading/", {"reason": reason})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    with as_staff(admin):
        assert Reading.objects.count() == 0


def test_the_page_that_asks_is_a_refusal_that_knows_the_way_on(as_staff, rf: RequestFactory):
    client, admin = build.a_client(), build.an_admin()
    request = rf.get("/clients/7/?tab=notes")
    request.user = admin
    with as_staff(admin):
        answer = Gate(lambda _: HttpResponse()).process_exception(request, ReasonNeeded(client))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'action="/clients/{client.pk}/reading/"' in page
    assert 'name="next" value="/clients/7/?tab=notes"' in page


def test_therapists_have_no_such_door(signed_in):
    client, browser = build.a_client(), signed_in(build.a_user())
    foreign = browser.post(f"/clients/{client.pk}/reading/", {"reason": REASON})
    missing = browser.post("/clients/999999/reading/", {"reason": REASON})
    assert (foreign.status_code, missing.status_code) == (403, 403)
    assert signed_in(build.an_admin()).get(f"/clients/{client.pk}/reading/").status_code == 405


@pytest.mark.parametrize("kind", ["legal_name", "preferred_name"])
def test_a_therapist_finds_by_exact_name_and_birthday(signed_in, as_staff, kind):
    client, stand_in = build.a_client(), build.a_user()
    asked = wanted(client, name=getattr(client, kind).upper())
    answer = signed_in(stand_in).post("/find/", asked)
    assert answer.url == reverse("notes:record", args=[client.pk])
    with as_staff(stand_in):
        assert client_for_words(stand_in, client.pk) == client
    assert [entry.user_id for entry in entries(step=journey.READING_OPENED)] == [stand_in.pk]


def test_a_near_miss_answers_as_nobody(signed_in):
    client, browser = build.a_client(), signed_in(build.a_user())
    near = browser.post("/find/", wanted(client, born="1980-05-18"))
    half = browser.post("/find/", wanted(client, name=client.legal_name[:-2]))
    nobody = browser.post("/find/", wanted(client, name="Nobody Atall"))
    sentence = "Nobody here has exactly this name and date of birth."
    for answer in (near, half, nobody):
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors() == [sentence]


def test_two_with_one_name_and_birthday_are_nobody(signed_in):
    client = build.a_client()
    build.a_client(legal_name=client.legal_name)
    answer = signed_in(build.a_user()).post("/find/", wanted(client))
    assert answer.status_code == 422


def test_guessing_is_slowed_down(signed_in):
    client, browser = build.a_client(), signed_in(build.a_user())
    for _ in range(10):
        browser.post("/find/", wanted(client, born="1980-05-18"))
    answer = browser.post("/find/", wanted(client))
    sentence = "That was tried too often. Please wait a minute."
    assert answer.context["form"].non_field_errors() == [sentence]
    assert entries(step=journey.READING_OPENED) == []


def test_admins_are_not_sent_to_guess(signed_in):
    assert signed_in(build.an_admin()).get("/find/").status_code == 403
    assert signed_in(build.a_user()).get("/find/").status_code == 200


@pytest.mark.database
def test_a_reason_is_judged_by_admins_and_opens_nothing_to_them(as_staff):
    therapist, one, other = build.a_user(), build.a_user(), build.an_admin()
    client = build.a_client(therapist)
    with as_staff(one):
        actions.open_reading(client.pk, REASON, by=one)
    with as_staff(therapist):
        assert Reading.objects.count() == 0
    with as_staff(other):
        assert Reading.objects.get().reason == REASON
        assert not Client.objects.visible_to(other).exists()


@pytest.mark.database
def test_a_reason_stays_as_the_person_gave_it(as_staff):
    client, one = build.a_client(), build.an_admin()
    with as_staff(one):
        reading = actions.open_reading(client.pk, REASON, by=one)
    with pytest.raises(ProgrammingError, match="permission denied"), as_staff(one):
        Reading.objects.filter(pk=reading.pk).update(reason="Something else entirely.")
