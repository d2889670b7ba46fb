"""Signing in: a password, and a second factor before any page of the house."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from clinic import journey
from tests import build
from tests.history import entries

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_counters(db):
    cache.clear()


def sign_in(browser, person, password=build.PASSWORD):
    return browser.post(LOGIN, {"login": person.email, "password": password})


def code(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def came_in():
    told = entries(step=journey.SIGNED_IN)
    return [(entry.user_id, entry.subject, entry.address) for entry in told]


def test_the_front_door_knows_where_a_day_begins(client, signed_in):
    assert client.get("/").url == LOGIN
    assert signed_in(build.a_user()).get("/").url == reverse("notes:today")
    assert signed_in(build.an_admin()).get("/").url == reverse("notes:queue")
    assert signed_in(build.a_user(admin=True)).get("/").url == reverse("notes:today")


def test_a_password_alone_reaches_only_the_second_factor(client):
    assert sign_in(client, build.a_user()).url == "/"
    assert client.get("/clients/").url == "/account/second-factor/"
    assert len(came_in()) == 1


def test_password_and_code_reach_the_house(client):
    person, secret = build.a_user(), generate_totp_secret()
    TOTP.activate(person, secret)
    assert sign_in(client, person).url == "/account/second-factor/ask/"
    assert client.get("/clients/").url.startswith(LOGIN)
    assert entries(step=journey.SIGNED_IN) == []
    assert client.post("/account/second-factor/ask/", {"code": code(secret)}).url == "/"
    assert client.get("/clients/").status_code == 200
    assert came_in() == [(person.pk, f"clinic.user:{person.pk}", "127.0.0.1")]


def test_the_secret_is_stored_sealed():
    person, secret = build.a_user(), generate_totp_secret()
    TOTP.activate(person, secret)
    assert secret not in str(Authenticator.objects.get().data)


def test_a_wrong_password_and_an_unknown_address_answer_the_same(client):
    wrong = sign_in(client, build.a_user(), "not this password")
    unknown = client.post(LOGIN, {"login": "nobody@example.test", "password": "not this password"})
    assert wrong.status_code == unknown.status_code
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert came_in() == []


def test_the_sixth_guess_is_refused_even_when_right(client):
    person = build.a_user()
    for _ in range(5):
        sign_in(client, person, "not this password")
    assert "_auth_user_id" not in sign_in(client, person).client.session
    assert sign_in(client, build.a_user()).url == "/"


def test_who_left_does_not_come_in(client):
    person = build.a_user()
    person.is_active = False
    person.save()
    sign_in(client, person)
    assert "_auth_user_id" not in client.session


def test_who_has_no_role_is_shown_nothing(signed_in):
    browser = signed_in(build.a_user(therapist=False))
    assert browser.get("/clients/").status_code == 403


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404


def test_alive_is_said_to_anyone(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (
        200,
        b"ok",
        "text/plain",
    )
    assert client.post("/healthz").status_code == 405
