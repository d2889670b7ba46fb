"""The health page by hand: one tap for a group, follow-ups at once, a stop at a red note."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from intake import screening
from intake.models import Answer
from tests.intake.build import a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SAVED = re.compile(r"^Saved \d\d:\d\d$")
PAGE = "/intake/form/health/"


@pytest.fixture
def opened(browser, watch, live_server, client):
    """`opened(width, scripts=True)`: (page, intake): the health page, as the client has it."""
    contexts = []

    def enter(width=390, scripts=True):
        intake = a_started_intake()
        cookie = let_in(client, intake).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        name, home = settings.SESSION_COOKIE_NAME, live_server.url
        context.add_cookies([{"name": name, "value": cookie, "url": home}])
        page = watch.over(context.new_page())
        page.goto(PAGE)
        return page, intake

    yield enter
    for context in contexts:
        context.close()


def question(page, code):
    return page.locator(f".question[data-code={code}]")


def choose(page, code, value):
    question(page, code).locator(f".answers input[value={value}]").check(force=True)


def answers(intake):
    with as_link(intake):
        rows = Answer.objects.order_by("pk").values_list("question__code", "value")
        return dict(rows)


def none_of(page, code):
    return page.locator(f"#group-{code} .none-of-these")


def test_one_tap_says_no_to_a_group_and_keeps_the_place(opened, seen_by_axe):
    page, intake = opened(390)
    seen_by_axe(page)
    choose(page, "GI01", "unsure")
    button = none_of(page, "digestion")
    expect(button).to_contain_text("No to the rest")
    button.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    button.click()
    expect(button).to_contain_text("All answered")
    expect(button).to_be_focused()
    expect(page.locator("#health-news")).to_contain_text("Your belly and digestion")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert abs(page.evaluate("scrollY") - before) < 5
    kept = answers(intake)
    codes = [one["id"] for one in screening.load()["questions"] if one["group"] == "digestion"]
    assert kept == {code: "no" for code in codes} | {"GI01": "unsure"}


def test_the_whole_page_is_answered_by_the_shortest_honest_path(opened):
    page, intake = opened(390)
    taps = 0
    for group in screening.load()["groups"]:
        if group["private"]:
            page.locator(f"#group-{group['code']} > summary").click()
            taps += 1
        none_of(page, group["code"]).click()
        taps += 1
    with page.expect_navigation(url="**/comfort/"):
        page.locator("#page-bar").get_by_role("button", name="Next").click()
    assert set(answers(intake).values()) == {"no"}
    assert (len(answers(intake)), taps) == (72, 15)


def test_what_follows_a_yes_comes_at_once_and_is_saved_alone(opened, seen_by_axe):
    page, intake = opened(390)
    medicines = question(page, "RX01")
    expect(medicines.get_by_text("What is it called?")).to_be_hidden()
    choose(page, "RX01", "yes")
    medicines.get_by_label("What is it called?").fill("ibuprofen")
    medicines.get_by_role("button", name="Add another").click()
    second = medicines.get_by_label("What is it called?").nth(1)
    expect(second).to_be_focused()
    second.fill("warfarin")
    medicines.locator("input[name=f-RX01-medicines-1-thins_blood][value=yes]").check(force=True)
    seen_by_axe(page)
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.reload()
    rows = question(page, "RX01").get_by_label("What is it called?")
    assert [rows.nth(place).input_value() for place in range(3)] == ["ibuprofen", "warfarin", ""]


def test_a_change_of_mind_and_back_loses_no_follow_up(opened):
    page, intake = opened(390)
    choose(page, "CV05", "yes")
    question(page, "CV05").get_by_label("Which one, and how much?").fill("warfarin 5 mg")
    expect(page.get_by_text(SAVED)).to_be_visible()
    for value in ("no", "yes"):
        choose(page, "CV05", value)
        page.wait_for_timeout(1200)
        expect(page.get_by_text(SAVED)).to_be_visible()
    with as_link(intake):
        row = Answer.objects.order_by("-pk").first()
    assert (row.value, row.details["drug"]["value"]) == ("yes", "warfarin 5 mg")


def test_onward_stops_once_at_a_red_note(opened, seen_by_axe):
    page, _intake = opened(390)
    choose(page, "RF17", "unsure")
    note = question(page, "RF17").locator(".note-now")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name=re.compile("Call"))).to_be_visible()
    seen_by_axe(page)
    onward = page.locator("#page-bar").get_by_role("button", name="Next")
    onward.click()
    expect(note).to_be_focused()
    with page.expect_navigation(url="**/comfort/"):
        onward.click()


def test_a_reading_that_is_far_too_high_is_told_before_the_server_answers(opened):
    page, _intake = opened(390)
    page.route("**/intake/form/health/", lambda route: route.abort())
    choose(page, "CV07", "yes")
    notes = question(page, "CV07").locator(".note-now:visible")
    expect(notes).to_have_count(0)
    question(page, "CV07").get_by_label("the upper number").fill("190")
    question(page, "CV07").get_by_label("the lower number").focus()
    expect(notes).to_have_count(1)
    expect(notes).to_contain_text("Your blood pressure is very high.")
    question(page, "CV07").locator("input[name=f-CV07-symptoms][value=yes]").check(force=True)
    expect(notes).to_have_count(1)
    expect(notes).to_contain_text("Please call your local emergency number now.")
    choose(page, "CV07", "no")
    expect(notes).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_the_page_fits(width, opened):
    page, _intake = opened(width)
    for code in ("RX01", "CV07", "CA01", "RF17", "SX01", "GI04"):
        choose(page, code, "yes")
    page.locator("#group-private_health > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_text(SAVED)).to_be_visible()


def test_anything_else_is_told_in_several_lines_that_are_counted(opened, seen_by_axe):
    page, intake = opened(390)
    other = question(page, "OC01")
    box = other.get_by_label("What is it, and what have you been told about it?")
    expect(box).to_be_hidden()
    choose(page, "OC01", "yes")
    box.fill("Gout.\nSince May.")
    expect(other.locator(".counter")).to_have_text("484 characters left")
    box.blur()
    expect(page.get_by_text(SAVED)).to_be_visible()
    seen_by_axe(page)
    page.reload()
    expect(box).to_have_value("Gout.\nSince May.")
    assert answers(intake) == {"OC01": "yes"}


def test_everything_works_without_scripts(opened):
    page, intake = opened(390, scripts=False)
    choose(page, "GI01", "yes")
    question(page, "GI01").get_by_label("Yes").last.check(force=True)
    with page.expect_navigation():
        none_of(page, "digestion").click()
    assert page.url.endswith("#group-digestion")
    expect(none_of(page, "digestion")).to_contain_text("All answered")
    choose(page, "RF17", "yes")
    with page.expect_navigation(url="**/health/#ask-q-RF17"):
        page.locator("#page-bar").get_by_role("button", name="Next").click()
    expect(question(page, "RF17").locator(".note-now")).to_be_visible()
    with page.expect_navigation(url="**/comfort/"):
        page.locator("#page-bar").get_by_role("button", name="Next").click()
    assert answers(intake)["GI02"] == "no"
