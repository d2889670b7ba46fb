"""Every page that a client can meet, in Spanish: no sentence of the catalog is left in English."""

import sys
from html.parser import HTMLParser

import polib
import pytest
from django.db import OperationalError
from django.test import RequestFactory
from django.utils import translation

from clinic.views import errors
from intake import links, translating, visitor
from tests.intake.build import a_filled_intake, a_started_intake, let_in

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}
PAGES = "about goals health comfort cushions pressure consent".split()
SILENT = {"script", "style", "template"}


class Words(HTMLParser):
    """The text nodes of a page, and what is read aloud instead of them."""

    def __init__(self, page):
        super().__init__()
        self.found, self.inside = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.inside.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag):
        if tag in SILENT and self.inside:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside and data.strip():
            self.found.append(" ".join(data.split()))


SPOKEN = {"aria-label", "placeholder", "alt", "title"}


@pytest.fixture(scope="module")
def english():
    """The sentences whose Spanish is another one."""
    (path,) = [path for code, path in translating.catalogs() if code == "es"]
    entries = polib.pofile(str(path))
    return {" ".join(e.msgid.split()) for e in entries if e.msgstr and e.msgstr != e.msgid}


@pytest.fixture
def is_spanish(english):
    def check(response, status=200):
        text = response.content.decode()
        assert response.status_code == status
        assert 'lang="es' in text
        words = Words(text).found
        assert len(words) > 2
        # Names of languages stand in their own words.
        return [word for word in words if word in english and word not in ("English",)]

    return check


def test_the_pages_before_the_form(client, is_spanish):
    intake = a_started_intake()
    token = links.token_of(intake)
    for address in (f"/i/{token}/", f"/i/{token}/code/", "/intake/ended/", "/intake/thanks/"):
        assert is_spanish(client.get(address, **SPANISH)) == [], address
    assert is_spanish(client.get("/i/nonsense/", **SPANISH), 404) == []


@pytest.mark.parametrize("slug", PAGES)
def test_the_pages_of_the_form(client, is_spanish, slug):
    let_in(client, a_started_intake())
    assert is_spanish(client.get(f"/intake/form/{slug}/", **SPANISH)) == []


def test_the_check_of_the_answers(client, is_spanish):
    let_in(client, a_filled_intake())
    assert is_spanish(client.get("/intake/check/", **SPANISH)) == []


def test_the_tablet_says_thanks(client, is_spanish):
    session = client.session
    session[visitor.KIOSK] = session[visitor.SENT] = True
    session.save()
    assert is_spanish(client.get("/intake/thanks/", **SPANISH)) == []


def test_what_is_not_there(client, is_spanish):
    page = client.get("/intake/nothing/of/the/kind/", **SPANISH)
    assert is_spanish(page, 404) == []
    assert 'value="en"' in page.content.decode()  # and the way to the other language
    assert "/account/login/" not in page.content.decode()


def asked(address="/intake/form/about/"):
    return RequestFactory().get(address, **SPANISH)


def test_what_cannot_be_read_and_what_went_wrong(is_spanish):
    assert is_spanish(errors.bad_request(asked()), 400) == []
    assert is_spanish(errors.broken(asked()), 500) == []


def test_an_outage(is_spanish):
    try:
        raise OperationalError
    except OperationalError:
        assert sys.exc_info()[0] is OperationalError
        assert is_spanish(errors.broken(asked()), 503) == []


def test_people_at_work_read_theirs_in_the_clinics_language():
    with translation.override("es"):
        for page in (errors.bad_request(asked("/today/")), errors.broken(asked("/today/"))):
            assert 'lang="en' in page.content.decode()
