"""From the last page to what is missing, and back to the last page."""

import re

import pytest

from intake.models import About
from tests.intake.build import a_started_intake, fill, let_in
from tests.intake.filling import row
from tests.intake.tab import Tab

pytestmark = pytest.mark.django_db
CHECK = "/intake/check/"


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def links(browser):
    """Where the last page leads to: every page of the form that it links to, without anchors."""
    found = re.findall(r'href="(/intake/form/[^"#]*)', browser.get(CHECK).text)
    return [address.replace("&amp;", "&") for address in found]


def test_every_link_from_the_last_page_leads_back_to_it(opened):
    browser, _intake = opened
    addresses = set(links(browser))
    assert {address.split("?")[0].split("/")[3] for address in addresses} == {
        *("about", "goals", "health", "comfort", "cushions", "pressure", "consent")
    }
    for address in addresses:
        tab = Tab(browser, address)
        assert "Check your answers<svg" in re.sub(r">\s+<", "><", tab.answer.text)
        assert tab.press() == CHECK


def test_the_way_back_outlives_an_error_and_an_autosave(opened):
    browser, intake = opened
    tab = Tab(browser, "/intake/form/about/?show=all&from=check")
    assert tab.type("weight_kg", "5").press() == 422
    assert tab.save("occupation", "baker").status_code == 200
    assert tab.type("weight_kg", "70").press() == CHECK
    assert row(intake, About).weight_kg == 70


def test_the_way_back_outlives_a_stop_at_a_red_note(opened):
    browser, intake = opened
    fill(intake)
    stop = Tab(browser, "/intake/form/health/?from=check").type("q-RF17", "yes").press()
    assert stop == "/intake/form/health/?from=check#ask-q-RF17"
    assert Tab(browser, stop).press() == CHECK


def test_other_buttons_lead_where_they_always_led(opened):
    browser, _intake = opened
    tab = Tab(browser, "/intake/form/goals/?from=check")
    assert tab.press("back") == "/intake/form/about/"
    assert tab.press("later") == 200


@pytest.mark.parametrize("told", ["", "//evil.example", "check/../..", "goals", "check%0d%0aX: y"])
def test_nothing_else_in_the_address_changes_where_next_leads(opened, told):
    browser, _intake = opened
    tab = Tab(browser, f"/intake/form/goals/?from={told}")
    assert tab.page.action == "/intake/form/goals/"
    answer = browser.post(f"/intake/form/goals/?from={told}", {"go": "next"})
    assert answer.url == "/intake/form/health/"
