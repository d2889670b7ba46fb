"""The body map in a real browser: touched on a phone, by keyboard alone, and without scripts."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from intake.models import Goals, Mark
from tests.intake.build import a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SIZES = """places => places.map(place => {
    const box = place.getBoundingClientRect();
    return [box.width, box.height];
})"""
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


def press_until(page, reached, key="Tab", most=80):
    """Press a key until the place is reached, as somebody without a mouse does."""
    for _time in range(most):
        if reached.evaluate("place => place === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{reached} was never reached by {key}")


def test_the_list_needs_the_keyboard_only(opened, seen_by_axe):
    page, intake = opened(820)
    press_until(page, page.locator("#map-list summary"))
    page.keyboard.press("Enter")
    press_until(page, page.locator("#map-place"))
    page.keyboard.type("Hip crease and groin, r")
    press_until(page, page.locator("#map-list [name=kind]").first)
    page.keyboard.press("Space")
    press_until(page, page.locator("#map-list [name=intensity]").first)
    for _step in range(5):
        page.keyboard.press("ArrowRight")
    press_until(page, page.locator("#map-list [name=qualities]").first)
    page.keyboard.press("Space")
    press_until(page, page.locator("#map-words"))
    page.keyboard.type("on stairs")
    press_until(page, page.get_by_role("button", name="Add this place"))
    seen_by_axe(page)
    page.keyboard.press("Enter")
    expect(page.locator("#map").get_by_text(SAVED)).to_be_visible()
    assert marks(intake) == [("f_groin", "right", "pain", 4, ["aching"], "on stairs")]
    expect(page.locator("#map-place")).to_have_value("")
    press_until(page, page.locator("#map-marks [name=remove]"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#map-marks")).to_contain_text("Nothing yet")
    expect(page.locator("#map-marked")).to_be_focused()
    assert marks(intake) == []


def test_the_picture_is_one_stop_and_arrows_go_from_place_to_place(opened):
    page, intake = opened(1280)
    press_until(page, page.locator("#map-front .map-regions path, [id^=map-front-f_]").first)
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.id")
    assert first != second
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel.locator("h3")).to_be_focused()
    press_until(page, panel.get_by_role("checkbox", name="Please do not touch"))
    page.keyboard.press("Space")
    expect(panel.get_by_text(SAVED)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{second}")).to_be_focused()
    label = page.locator(f"#{second}").get_attribute("aria-label")
    assert label.endswith(", please do not touch")
    assert [row[2] for row in marks(intake)] == ["avoid"]


def test_without_scripts_the_list_does_it_all(opened):
    page, intake = opened(390, scripts=False)
    page.locator("#map-list summary").click()
    page.locator("#map-place").select_option(label="Low back, left")
    pick_plainly(page, "kind", "pain")
    pick_plainly(page, "intensity", "7")
    page.locator("#map-words").fill("x" * 201)
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_text("takes at most 200 characters (it has 201)")).to_be_visible()
    expect(page.locator("#map-place")).to_have_value("b_lumbar-left")
    page.locator("#map-words").fill("in the morning")
    page.get_by_role("button", name="Add this place").click()
    assert page.url.endswith("/intake/form/goals/#map")
    page.get_by_role("button", name="Change: Low back, left").click()
    pick_plainly(page, "intensity", "5")
    page.get_by_role("button", name="Save this place").click()
    assert marks(intake) == [("b_lumbar", "left", "pain", 5, [], "in the morning")]
    page.get_by_role("button", name="Remove: Low back, left").click()
    assert marks(intake) == []


def test_without_scripts_the_map_brings_the_words_of_the_page_along(opened):
    page, intake = opened(390, scripts=False)

    def typed():
        with as_link(intake):
            return Goals.objects.values_list("goal", "pain_now").get(intake=intake)

    page.locator("[name=goal]").fill("Dance")
    page.locator("[name=pain_now][value='4']").check(force=True)
    page.get_by_text("Choose from a list instead").click()
    page.get_by_role("button", name="Add this place").click()
    expect(page.get_by_text("“Place”: choose one from the list.")).to_be_visible()
    assert typed() == ("Dance", 4)
    page.get_by_label("Place").select_option("b_lumbar-left")
    pick_plainly(page, "kind", "pain")
    page.get_by_role("button", name="Add this place").click()
    expect(page.locator("[name=goal]")).to_have_value("Dance")
    page.locator("[name=goal]").fill("Dance again")
    page.get_by_text("Choose from a list instead").click()
    page.get_by_label("Place").select_option("b_lumbar-right")
    page.get_by_role("button", name="Remove: Low back, left").click()
    expect(page.locator("[name=goal]")).to_have_value("Dance again")
    expect(page.get_by_label("Place")).to_have_value("b_lumbar-right")
    assert (typed(), marks(intake)) == (("Dance again", 4), [])
    page.locator("[name=goal]").fill("Walk")
    page.get_by_role("button", name="Add this place").click()
    assert typed() == ("Walk", 4)


@pytest.mark.parametrize("place", ["f_thigh_ant-left", "b_thigh_post-left", "f_groin-left"])
def test_the_questions_come_into_sight_beside_a_tall_picture(opened, place):
    page, _intake = opened(1280)
    page.set_viewport_size({"width": 1280, "height": 900})
    view = "front" if place.startswith("f") else "back"
    page.locator(f"#map-tab-{view}").click()
    shape = page.locator(f"#map-{view}-{place}")
    shape.evaluate("shape => shape.scrollIntoView({ block: 'center' })")
    shape.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading")).to_be_focused()
    box, bar = panel.bounding_box(), page.locator("#page-bar").bounding_box()
    assert box["y"] >= 0
    assert panel.get_by_label("It hurts here").is_visible()
    first = panel.locator(".map-pick").first.bounding_box()
    assert first["y"] + first["height"] <= bar["y"]


def pick_plainly(page, name, value):
    field = f".map-place [name={name}][value='{value}']"
    page.locator(field).check(force=True)


def test_a_mark_waits_for_the_network(opened):
    page, intake = opened(390)
    page.route("**/map/mark/", lambda route: route.fulfill(status=429))
    page.locator("#map-tab-back").click()
    page.locator("#map-back-b_lumbar-left").click()
    pick(page.get_by_role("dialog"), "It hurts here")
    expect(page.locator("#map").get_by_text("Not saved yet")).to_be_visible()
    assert page.evaluate("house.unsaved()")
    page.unroute("**/map/mark/")
    expect(page.locator("#map").get_by_text(SAVED)).to_be_visible()
    assert marks(intake) == [("b_lumbar", "left", "pain", None, [], "")]


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_every_place_can_be_touched(width, opened, seen_by_axe):
    """At least 24 pixels both ways, domain 2.4 regions and all; nothing runs off the page."""
    page, _ = opened(width)
    for view in ("front", "back", "side", "rest"):
        page.locator(f"#map-tab-{view}").click()
        sizes = page.locator(f"#map-view-{view} .map-regions path").evaluate_all(SIZES)
        assert min(min(size) for size in sizes) >= 24, (view, sizes)
        seen_by_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ring_of_a_chosen_place_stays_within_the_body(opened):
    page, _intake = opened(1280)
    for place in ("f_hip_ant-left", "f_thigh_ant-right"):
        page.locator(f"#map-front-{place}").click()
        ring = page.locator("#map-view-front .map-ring")
        expect(ring).to_have_attribute("href", f"#map-front-{place}")
        assert ring.evaluate("ring => ring.closest('[clip-path]')?.getAttribute('clip-path')") == (
            "url(#map-front-body)"
        )
