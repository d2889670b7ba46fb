"""Clients read in their own language; people at work in the clinic's."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

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


@pytest.mark.parametrize("slug", ["about", "goals", "comfort", "cushions", "pressure"])
def test_no_choice_of_a_page_stays_in_english(client, slug):
    """Every choice that the models offer is said in Spanish on the page itself."""
    from django.utils import translation

    from intake import sheet
    from intake.models import SECTIONS
    from tests.intake.build import a_started_intake, let_in

    let_in(client, a_started_intake())
    page = client.get(f"/intake/form/{slug}/", **SPANISH).content.decode()
    (model,) = [model for model in SECTIONS if sheet.SLUGS[model] == slug]
    for field in sheet.fields_of(model):
        for _code, word in getattr(field, "base_field", field).flatchoices:
            with translation.override("es"):
                said = str(word)
            with translation.override("en"):
                english = str(word)
            if said != english:
                assert f">{english}<" not in page
            else:
                assert english in SAME, english


SAME = {"Gel", "No", "Normal"}  # words that Spanish and English share


@pytest.mark.parametrize(
    "address", ["/intake/ended/", "/intake/nothing/of/the/kind/", "/i/nonsense/", "/i/a/b/c/"]
)
def test_every_page_that_a_client_may_end_up_on_offers_both_languages(client, address):
    page = client.get(address).content.decode()
    assert f'<input type="hidden" name="next" value="{address}">' in page
    assert 'lang="es">Español</button>' in page
    client.post("/intake/language/", {"next": address, "language": "es"})
    assert 'lang="es"' in client.get(address).content.decode()[:200]


def test_what_a_client_may_not_do_is_said_on_their_own_page(client):
    from tests.intake.build import a_started_intake, let_in

    let_in(client, a_started_intake())
    session = client.session
    session["kiosk"] = True
    session.save()
    page = client.get("/intake/copy/")
    text = page.content.decode()
    assert page.status_code == 403
    assert 'lang="es">Español</button>' in text
    assert 'href="/intake/form/"' in text
    assert "/account/login/" not in text


def test_pages_of_people_at_work_offer_none(client):
    assert "Español" not in client.get("/nothing/of/the/kind/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Thursday, November 26, 14:05"), ("es", "jueves, 26 de noviembre, 14:05")],
)
def test_a_moment_is_said_in_the_order_of_the_language(language, words):
    noon = timezone.make_aware(datetime.datetime(2026, 11, 26, 14, 5))
    with translation.override(language):
        assert Template("{{ at|day_and_time }}").render(Context({"at": noon})) == words
