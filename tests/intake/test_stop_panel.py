"""ask today: after an answer that stops the visit, the page opens at what to do now."""

import pytest
from django.urls import reverse

from tests import build
from tests.intake import build as intakes
from tests.notes.build import a_note, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def address(visit):
    return reverse("intake:ask_today", args=[visit.pk])


def head(page):
    """The line under the page's name, where its chips are."""
    return page.text[page.text.index("</h1>") : page.text.index('class="stack wide"')]


@pytest.mark.parametrize("code", ["RF05", "RF14", "RF15", "RF17"])
def test_a_stop_is_what_one_sees_first(me, visit, signed_in, code):
    browser = signed_in(me)
    sent = browser.post(address(visit), {f"t-{code}": "on", "none": "no"})
    assert sent["Location"] == f"{address(visit)}#stop-now"
    page = browser.get(address(visit))
    assert page.text.count('role="alert" id="stop-now" tabindex="-1"') == 1
    assert ("stopped" in head(page), "not asked yet" in head(page)) == (True, False)
    later = browser.post(address(visit), {"t-UR01": "on"})
    assert later["Location"].endswith("#stop-now")


def test_without_a_stop_it_opens_where_it_was(me, visit, signed_in):
    browser = signed_in(me)
    assert "not asked yet" in head(browser.get(address(visit)))
    sent = browser.post(address(visit), {"none": "no"})
    assert sent["Location"] == address(visit)
    page = browser.get(address(visit))
    assert "stop-now" not in page.text
    assert ("stopped" in head(page), "some are still to be asked" in head(page)) == (False, True)


def test_the_call_stands_above_the_writing_up(me, visit, signed_in):
    note = a_note(visit=visit)
    intakes.said_at(visit, me, "RF17")
    for page in (address(visit), reverse("notes:write", args=[note.pk])):
        text = signed_in(me).get(page).text
        panel = text[text.index('class="do-now is-shown"') :].partition("</section>")[0]
        assert panel.index("Call 911 now") < panel.index("Write up the incident"), page
