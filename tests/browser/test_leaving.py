"""Nothing typed is lost: a reload at once, a closed page, two tabs side by side."""

import re
import time

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from intake import actions
from intake.models import About, Goals, Intake, Mark
from tests.intake.build import a_started_intake, as_link, visiting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
GOALS = "/intake/form/goals/"
SAVED = re.compile(r"^Saved \d")


@pytest.fixture
def tabs(browser, watch, live_server):
    """`tabs(intake)`: opens pages of one browser that typed the code."""
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

        def open_page(address):
            page = watch.over(context.new_page())
            page.goto(address)
            return page

        return open_page

    yield enter
    for context in contexts:
        context.close()


def goal(intake):
    with as_link(intake):
        row = Goals.objects.filter(intake=intake).first()
        return row and (row.goal, row.pain_now)


def soon(page, look, wanted):
    """The server has it within two seconds."""
    for _ in range(40):
        if look() == wanted:
            return
        page.wait_for_timeout(50)  # requests that a test holds go on meanwhile
    assert look() == wanted


def press_next(page):
    page.locator("#page-bar").get_by_role("button", name="Next").click()


def stands(intake, name):
    with as_link(intake):
        model = Goals if name == "goal" else About
        return getattr(model.objects.get(intake=intake), name)


def test_a_reload_right_after_typing_keeps_the_words(tabs):
    intake = a_started_intake()
    page = tabs(intake)(GOALS)
    page.locator("[name=goal]").press_sequentially("Dance")
    page.reload()
    soon(page, lambda: goal(intake), ("Dance", None))
    expect(page.locator("[name=goal]")).to_have_value("Dance")


def test_a_page_that_was_made_before_the_words_came_is_asked_for_again(tabs):
    intake = a_started_intake()
    page, held = tabs(intake)(GOALS), []

    def late(route):
        held.append(route) if route.request.method == "POST" and not held else route.continue_()

    page.route(f"**{GOALS}", late)
    page.locator("[name=goal]").press_sequentially("Dance")
    page.reload()
    expect(page.locator("[name=goal]")).to_have_value("")
    with as_link(intake):  # as it arrives while the new page is already there
        actions.save_page(Intake.objects.get(pk=intake.pk), Goals, {"goal": "Dance"})
    expect(page.locator("[name=goal]")).to_have_value("Dance")
    assert "Dance" not in page.evaluate("JSON.stringify(Object.entries(sessionStorage))")


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange"])
def test_a_page_that_goes_without_a_question_keeps_the_words(tabs, event):
    """Phones ask nothing before they leave a page; told by the event itself."""
    intake = a_started_intake()
    page = tabs(intake)(GOALS)
    page.locator("[name=goal]").press_sequentially("Dance")
    started = time.monotonic()
    page.evaluate(
        """event => {
            Object.defineProperty(document, "visibilityState", { value: "hidden" });
            (event === "pagehide" ? window : document).dispatchEvent(new Event(event));
        }""",
        event,
    )
    soon(page, lambda: goal(intake), ("Dance", None))
    assert time.monotonic() - started < 0.7  # not by the usual pause


def test_what_is_typed_while_words_are_on_their_way_is_not_left_behind(tabs):
    intake = a_started_intake()
    page, held = tabs(intake)(GOALS), []
    page.route(f"**{GOALS}", lambda route: held.append(route) if not held else route.continue_())
    page.locator("[name=goal]").press_sequentially("Dan")
    expect(page.locator("#page-bar .save-state")).to_have_attribute("data-state", "saving")
    page.locator("[name=goal]").press_sequentially("ce")
    page.locator("input[name=pain_now][value='4']").check(force=True)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    soon(page, lambda: goal(intake), ("Dance", 4))
    held[0].fulfill(status=429)


def test_two_tabs_side_by_side_lose_nothing(tabs, seen_by_axe):
    intake = a_started_intake()
    open_page = tabs(intake)
    older, newer = open_page(GOALS), open_page(GOALS)
    newer.locator("[name=goal]").fill("Dance")
    newer.locator("input[name=pain_now][value='4']").check(force=True)
    soon(newer, lambda: goal(intake), ("Dance", 4))
    older.locator("[name=goal]").fill("Walk")
    told = older.locator("#error-goal")
    expect(told).to_contain_text("had been changed to “Dance” in another tab.")
    older.locator("[name=onset]").evaluate("field => field.closest('details').open = true")
    older.locator("[name=onset]").fill("Last March")
    expect(older.locator("#page-bar").get_by_text(SAVED)).to_be_visible()
    expect(told).to_contain_text("Dance")  # until the page is left
    seen_by_axe(older)
    with older.expect_navigation(url="**/health/"):
        older.locator("#page-bar").get_by_role("button", name="Next").click()
    assert goal(intake) == ("Walk", 4)


def test_what_was_changed_in_both_tabs_is_asked_about_without_scripts(tabs, seen_by_axe):
    intake = a_started_intake()
    open_page = tabs(intake, java_script_enabled=False)
    older, newer = open_page(GOALS), open_page(GOALS)
    for page, words in ((newer, "Dance"), (older, "Walk")):
        page.locator("[name=goal]").fill(words)
        with page.expect_navigation():
            page.locator("#page-bar").get_by_role("button", name="Next").click()
    expect(older.locator("#faults a")).to_contain_text("was changed to “Dance” in another tab.")
    expect(older.locator("#error-goal")).to_contain_text("“Dance”")
    expect(older.locator("[name=goal]")).to_have_value("Walk")
    with older.expect_navigation(url="**/health/"):
        older.locator("#page-bar").get_by_role("button", name="Next").click()
    assert goal(intake) == ("Walk", None)


@pytest.mark.parametrize("name", ["goal", "preferred_name"])
def test_next_asks_before_it_takes_another_tabs_words(tabs, name):
    """Pressed at once: the words that wait to save themselves must not slip in before it."""
    intake = a_started_intake()
    open_page = tabs(intake)
    address = GOALS if name == "goal" else "/intake/form/about/"
    older, newer = open_page(address), open_page(address)
    newer.locator(f"[name={name}]").fill("Dance")
    expect(newer.locator("#page-bar").get_by_text(SAVED)).to_be_visible()
    older.locator(f"[name={name}]").fill("Walk")
    press_next(older)
    told = older.locator(f"#error-{name}")
    expect(told).to_contain_text("was changed to “Dance” in another tab.")
    assert stands(intake, name) == "Dance"
    expect(older.locator(f"[name={name}]")).to_be_focused()
    with older.expect_navigation(url=lambda url: address not in url):
        press_next(older)
    assert stands(intake, name) == "Walk"


def test_next_tells_of_words_that_were_on_their_way_already(tabs):
    intake = a_started_intake()
    open_page = tabs(intake)
    older, newer = open_page(GOALS), open_page(GOALS)
    newer.locator("[name=goal]").fill("Dance")
    soon(newer, lambda: goal(intake), ("Dance", None))
    held = []
    older.route(f"**{GOALS}", lambda route: held.append(route) if not held else route.continue_())
    older.locator("[name=goal]").fill("Walk")
    expect(older.locator("#page-bar .save-state")).to_have_attribute("data-state", "saving")
    press_next(older)
    held[0].continue_()
    told = older.locator("#error-goal")
    expect(told).to_contain_text("had been changed to “Dance” in another tab.")
    older.wait_for_timeout(1500)
    assert older.url.endswith(GOALS)
    with older.expect_navigation(url="**/health/"):
        press_next(older)
    assert goal(intake) == ("Walk", None)


def test_next_waits_where_there_is_no_network_and_loses_nothing(tabs):
    intake = a_started_intake()
    page = tabs(intake)(GOALS)
    page.context.set_offline(True)
    page.locator("[name=goal]").fill("Walk")
    press_next(page)
    expect(page.locator("#page-bar .save-state")).to_have_attribute("data-state", "waiting")
    expect(page.locator("[name=goal]")).to_have_value("Walk")
    page.context.set_offline(False)
    page.wait_for_url("**/health/")
    assert goal(intake) == ("Walk", None)


def test_marks_that_wait_for_one_another_are_all_sent(tabs):
    intake = a_started_intake()
    page, held = tabs(intake)(GOALS), []
    page.route("**/map/mark/", lambda route: held.append(route) if not held else route.continue_())
    page.locator("#map-tab-back").click()
    for place in ("b_lumbar-left", "b_lumbar-right"):
        page.locator(f"#map-back-{place}").click()
        page.get_by_role("dialog").get_by_label("It hurts here").check(force=True)
        page.keyboard.press("Escape")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")

    def sides():
        with as_link(intake):
            return sorted(Mark.objects.values_list("side", flat=True))

    soon(page, sides, ["right"])
    held[0].continue_()
    soon(page, sides, ["left", "right"])
