"""The body map in a real browser: touched on a phone, by keyboard alone, and without scripts."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from intake.models import Mark
from tests.intake.build import a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def opened(browser, watch, live_server, client):
    """`opened(width, scripts=True)`: (page, intake): the goals page, as the client has it."""
    contexts = []

    def enter(width=390, scripts=True):
        intake = a_started_intake()
        cookie = let_in(client, intake).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            reduced_motion="reduce",
            java_script_enabled=scripts,
            has_touch=width < 600,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        name, home = settings.SESSION_COOKIE_NAME, live_server.url
        context.add_cookies([{"name": name, "value": cookie, "url": home}])
        page = watch.over(context.new_page())
        page.goto("/intake/form/goals/")
        return page, intake

    yield enter
    for context in contexts:
        context.close()


def marks(intake):
    with as_link(intake):
        fields = ("region", "side", "kind", "intensity", "qualities", "words")
        return list(Mark.objects.values_list(*fields))


def pick(place, word):
    """Touch the card or the chip with this word."""
    place.locator("label:visible", has_text=word).first.tap()


def test_pain_is_touched_on_a_phone_and_still_there_after_a_reload(opened, seen_by_axe):
    page, intake = opened(390)
    page.locator("#map-front-f_groin-left").tap(position={"x": 54, "y": 42})
    panel = page.get_by_role("dialog", name="Hip crease and groin, left")
    pick(panel, "It hurts here")
    panel.get_by_role("radio", name="6", exact=True).check(force=True)
    pick(panel, "Pulling")
    panel.locator("[name=words-pain]").fill("after sitting")
    expect(panel.get_by_text(SAVED)).to_be_visible()
    expect(page.locator("#map-marks")).to_contain_text("after sitting")
    seen_by_axe(page)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("#map-front-f_groin-left")).to_be_focused()
    page.reload()
    said = "it hurts, 6 of 10, pulling: “after sitting”"
    expect(page.locator("#map-marks")).to_contain_text(said)
    expect(page.locator("#map-view-front .map-badge text")).to_have_text("6")
    assert marks(intake) == [("f_groin", "left", "pain", 6, ["pulling"], "after sitting")]
