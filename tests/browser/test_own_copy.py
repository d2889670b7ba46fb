"""One's own copy after sending, in a real browser: read, kept, closed, and then gone for good."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from intake import actions
from intake.models import Goals
from tests.intake.build import a_filled_intake, as_link, let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
CANARY = "Dance at the wedding"


@pytest.fixture
def sending(browser, somebody, live_server, watch):
    """`sending(scripts, width)`: a page of the browser that holds a form ready to be sent."""
    contexts = []

    def open_check(scripts=True, width=390):
        intake = a_filled_intake()
        with as_link(intake):
            actions.save_page(intake, Goals, {"goal": CANARY})
            actions.mark(intake, "f_hip_ant", "left", "pain", 6)
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        contexts.append(context)
        key = let_in(Client(), intake).session.session_key
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": key, "url": live_server.url}])
        page = watch.over(context.new_page())
        page.goto("/intake/check/")
        page.get_by_role("textbox").last.fill("Sample Signer")
        return page

    yield open_check
    for context in contexts:
        context.close()


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Send to my therapist").click()


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_copy_is_read_closed_and_never_comes_back(sending, seen_by_axe, width):
    page = sending(width=width)
    page.get_by_role("textbox").last.fill("Q" * 200)  # a name without a place to break
    send(page)
    seen_by_axe(page)
    page.get_by_role("link", name="See or print your copy").click()
    expect(page.get_by_role("heading", name="Your copy", exact=True)).to_be_visible()
    expect(page.get_by_text(CANARY)).to_be_visible()
    assert wide(page) <= 0
    seen_by_axe(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Keep a copy (PDF)").click()
    assert kept.value.suggested_filename.startswith("intake-")
    page.get_by_role("link", name="Close my copy").click()
    expect(page.get_by_role("heading", name="Your form has been sent")).to_be_visible()
    for _step in range(5):
        page.go_back()
        page.wait_for_load_state()
        assert CANARY not in page.locator("body").inner_text()
    page.goto("/intake/sent/")
    expect(page.get_by_role("heading", name="Your form has been sent")).to_be_visible()


def test_it_covers_itself_when_its_time_is_over(sending, settings):
    page = sending()
    settings.INTAKE_IDLE_SECONDS = 8
    send(page)
    page.get_by_role("link", name="See or print your copy").click()
    expect(page.get_by_text(CANARY)).to_be_visible()
    page.wait_for_url("**/intake/ended/", timeout=15_000)
    page.go_back()
    page.wait_for_load_state()
    assert CANARY not in page.locator("body").inner_text()


def test_without_scripts_it_is_read_and_covered_as_well(sending, settings):
    page = sending(scripts=False)
    settings.INTAKE_IDLE_SECONDS = 8
    send(page)
    page.get_by_role("link", name="See or print your copy").click()
    expect(page.get_by_text(CANARY)).to_be_visible()
    page.wait_for_url("**/intake/ended/", timeout=15_000)
    expect(page.get_by_text("the clinic can give you one at any time")).to_be_visible()
