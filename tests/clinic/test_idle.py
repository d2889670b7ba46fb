"""The lock screen, the end after twelve hours, and the form that was open too long."""

import time

import pytest
from django.test import Client as Browser

from clinic.middleware.idle import LOCKED, SEEN, SINCE
from tests import build

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
MINUTE = 60


def back_date(browser, **seconds):
    """Pretend that the session's marks are that much older."""
    session = browser.session
    for mark, age in seconds.items():
        session[mark] = time.time() - age
    session.save()


def test_a_quiet_quarter_of_an_hour_locks(signed_in):
    browser = signed_in(build.a_user())
    assert browser.get("/clients/").status_code == 200
    back_date(browser, **{SEEN: 14 * MINUTE})
    assert browser.get("/clients/").status_code == 200
    back_date(browser, **{SEEN: 16 * MINUTE})
    answer = browser.get("/clients/?q=ada")
    assert answer.url == "/locked/?next=%2Fclients%2F%3Fq%3Dada"


def test_while_locked_nothing_else_answers(signed_in):
    person = build.a_user("T. Sample")
    client = build.a_client(person)
    browser = signed_in(person)
    page = browser.get("/locked/")
    assert page.status_code == 200
    assert "Sample " not in page.content.decode()
    for address in ("/", "/clients/", "/find/", f"/clients/{client.pk}/edit/"):
        assert browser.get(address).url.startswith("/locked/")
    saved = browser.post(f"/clients/{client.pk}/book/", headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.headers["HX-Trigger"]) == (401, "session-ended")


def test_the_password_opens_it_where_one_was(signed_in):
    browser = signed_in(build.a_user())
    browser.get("/locked/")
    answer = browser.post("/unlock/", {"password": build.PASSWORD, "next": "/clients/?q=ada"})
    assert answer.url == "/clients/?q=ada"
    assert LOCKED not in browser.session
    assert browser.get("/clients/").status_code == 200


def test_next_stays_on_this_site(signed_in):
    browser = signed_in(build.a_user())
    browser.get("/locked/")
    typed = {"password": build.PASSWORD, "next": "https://elsewhere.example/"}
    assert browser.post("/unlock/", typed).url == "/"


def test_a_wrong_password_keeps_it_locked_and_six_tries_are_too_many(signed_in):
    browser = signed_in(build.a_user())
    browser.get("/locked/")
    for _ in range(5):
        answer = browser.post("/unlock/", {"password": "not this one"})
        assert answer.status_code == 422
        assert "That is not your password." in answer.content.decode()
    answer = browser.post("/unlock/", {"password": build.PASSWORD})
    assert answer.status_code == 422
    assert "That was tried too often. Please wait five minutes." in answer.content.decode()
    assert browser.get("/clients/").url.startswith("/locked/")


def test_right_passwords_are_not_counted(signed_in):
    browser = signed_in(build.a_user())
    for _ in range(7):
        browser.get("/locked/")
        assert browser.post("/unlock/", {"password": build.PASSWORD}).status_code == 302


def test_autosave_is_no_sign_of_life(signed_in):
    browser = signed_in(build.a_user())
    browser.get("/clients/")
    back_date(browser, **{SEEN: 10 * MINUTE})
    quiet = browser.session[SEEN]
    browser.get("/clients/", headers={"X-Autosave": "1"})
    assert browser.session[SEEN] == quiet
    browser.get("/clients/")
    assert browser.session[SEEN] > quiet


def test_twelve_hours_are_enough(signed_in):
    browser = signed_in(build.a_user())
    browser.get("/clients/")
    back_date(browser, **{SINCE: 12 * 60 * MINUTE + 1})
    assert browser.get("/clients/").url == "/account/login/?next=%2Fclients%2F"
    assert "_auth_user_id" not in browser.session


def test_unlocking_is_not_done_by_looking_nor_by_strangers(signed_in, client):
    assert client.post("/unlock/").url == "/account/login/"
    assert signed_in(build.a_user()).get("/unlock/").status_code == 405


def test_a_form_that_was_open_too_long_gives_the_words_back():
    person = build.a_user()
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {"reason": "Long <b>words</b>", "password": "secret one", "version": "77001"}
    answer = browser.post("/find/", typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'readonly rows="2">Long &lt;b&gt;words&lt;/b&gt;</textarea>' in page
    assert [word for word in ("secret one", "77001") if word in page] == []
    saved = browser.post("/find/", typed, headers={"X-Autosave": "1"})
    assert (saved.status_code, saved.headers["HX-Trigger"]) == (401, "session-ended")
