"""Clients read in their own language; people at work in the clinic's."""

import pytest

pytestmark = pytest.mark.django_db(databases=["default", "outside"])

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}


def test_a_clients_page_follows_the_browser(client):
    page = client.get("/intake/ended/", **SPANISH)
    assert 'lang="es"' in page.content.decode()
    assert page.headers["Content-Language"] == "es"
    assert "Accept-Language" in page.headers["Vary"]


def test_a_language_we_do_not_speak_becomes_the_clinics(client):
    page = client.get("/intake/ended/", HTTP_ACCEPT_LANGUAGE="x" * 5000)
    assert 'lang="en' in page.content.decode()


def test_pages_of_people_at_work_stay_in_the_clinics_language(client):
    page = client.get("/account/login/", **SPANISH)
    assert 'lang="en' in page.content.decode()
