"""Pages of words, cards and scales in a real browser: touch, keyboard, without scripts."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import expect

from intake import completeness
from intake.models import Comfort, Goals, Intake
from tests.intake.build import a_started_intake, as_link, visiting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SAVED = re.compile(r"^Saved \d")


@pytest.fixture
def come_in(browser, live_server, watch):
    """`come_in(intake)`: a page of a browser that typed the code."""
    contexts = []

    def enter(intake, **kind):
        session = SessionStore()
        session.update(visiting(intake))
        session.save()
        kind = {"viewport": {"width": 390, "height": 800}, "reduced_motion": "reduce"} | kind
        context = browser.new_context(base_url=live_server.url, **kind)
        context.set_default_timeout(10_000)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
        context.add_cookies([cookie | {"url": live_server.url}])
        contexts.append(context)
        return watch.over(context.new_page())

    yield enter
    for context in contexts:
        context.close()


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def gaps(intake, *slugs):
    with as_link(intake):
        found = completeness.gaps(Intake.objects.get(pk=intake.pk))
        return [gap.field for gap in found if gap.page in slugs]


def test_the_shortest_honest_way_takes_few_taps(come_in):
    intake = a_started_intake()
    page, taps = come_in(intake), 0

    def tap(name, value):
        nonlocal taps
        taps += 1
        page.locator(f"input[name={name}][value='{value}']").check(force=True)

    def write(name, words):
        nonlocal taps
        taps += 1
        page.locator(f"[name={name}]").fill(words)

    def onward():
        nonlocal taps
        taps += 1
        press(page, "Next")

    page.goto("/intake/form/about/")
    expect(page.locator("[name=legal_name]")).not_to_have_value("")
    write("date_of_birth", "1980-05-17")
    write("emergency_name", "Sample Friend")
    write("emergency_phone", "555 0100")
    onward()
    tap("kinds", "relaxation")
    tap("pain_now", "0")
    onward()
    page.goto("/intake/form/comfort/")
    tap("nothing_to_avoid", "on")
    onward()
    onward()  # cushions: nothing is needed
    tap("comfort_limit", "5")
    tap("stop_signal", "raise_hand")
    onward()
    assert page.url.endswith("/intake/form/consent/")
    assert gaps(intake, "about", "goals", "comfort", "cushions", "pressure") == []
    assert taps == 13


def test_a_minor_sees_the_guardians_part_at_once(come_in, seen_by_axe):
    page = come_in(a_started_intake())
    page.goto("/intake/form/about/")
    guardian = page.locator("#guardian")
    expect(guardian).to_be_hidden()
    page.locator("[name=date_of_birth]").fill(f"{timezone.localdate().year - 15}-01-01")
    page.locator("[name=date_of_birth]").dispatch_event("change")
    expect(guardian).to_be_visible()
    seen_by_axe(page)
    page.locator("[name=date_of_birth]").fill("1980-01-01")
    page.locator("[name=date_of_birth]").dispatch_event("change")
    expect(guardian).to_be_hidden()


def test_letters_are_counted_and_too_many_are_said(come_in, seen_by_axe):
    intake = a_started_intake()
    page = come_in(intake)
    page.goto("/intake/form/goals/")
    count = page.locator("#count-goal")
    page.locator("[name=goal]").fill("Dance 👩‍👩‍👧‍👦")
    expect(count).to_have_text("287 characters left")
    page.locator("[name=goal]").fill("x" * 305)
    expect(count).to_have_text("5 characters too many")
    expect(page.locator("#error-goal")).to_contain_text("at most 300 characters (it has 305)")
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.locator("input[name=pain_now][value='4']").check(force=True)
    expect(page.locator("#page-bar .save-state")).to_contain_text("look at the marked field")
    press(page, "Next")
    expect(page.locator("#faults")).to_be_focused()
    expect(page.locator("[name=goal]")).to_have_value("x" * 305)
    seen_by_axe(page)
    page.locator("#faults a").click()
    expect(page.locator("[name=goal]")).to_be_focused()
    with as_link(intake):
        row = Goals.objects.get()
    assert (row.pain_now, row.goal) == (4, "")


def test_a_page_is_filled_in_by_keyboard(come_in):
    intake = a_started_intake()
    page = come_in(intake, viewport={"width": 1280, "height": 900})
    page.goto("/intake/form/comfort/")
    page.locator("[name=avoid]").focus()
    page.keyboard.type("my left knee")
    page.keyboard.press("Tab")
    expect(page.locator("[name=nothing_to_avoid]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(SAVED)).to_be_visible()
    fold = page.locator("details.fold > summary").last
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=blanket]").first).to_be_visible()
    button = page.get_by_role("button", name="Next")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with as_link(intake):
        row = Comfort.objects.get()
    assert (row.avoid, row.room_temperature) == ("my left knee", "mild")


def test_without_scripts_nothing_is_lost(come_in):
    intake = a_started_intake()
    page = come_in(intake, java_script_enabled=False)
    page.goto("/intake/form/about/")
    page.locator("[name=date_of_birth]").fill(f"{timezone.localdate().year - 15}-01-01")
    press(page, "Next")
    assert page.url.endswith("/intake/form/about/#guardian")
    page.locator("[name=guardian_name]").fill("Sample Parent")
    page.locator("[name=height_cm]").evaluate("field => field.value = '12'")
    press(page, "Next")
    expect(page.locator("#faults")).to_contain_text("is a number from 50 to 250.")
    expect(page.locator("[name=guardian_name]")).to_have_value("Sample Parent")
    expect(page.locator("[name=height_cm]")).to_be_visible()  # its fold stands open
    page.locator("[name=height_cm]").fill("170")
    press(page, "Next")
    assert page.url.endswith("/intake/form/goals/")
    press(page, "Finish later")
    expect(page.locator("main")).to_contain_text("Everything you wrote is kept.")
