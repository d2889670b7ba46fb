"""What a client's page looks like on a phone when something is the matter."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_leaving import tabs
from tests.intake.build import a_started_intake

__all__ = ["tabs"]
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
ROWS = """bar => {
    const parts = Array.from(bar.querySelectorAll("p, button")).filter(part => part.offsetWidth);
    const boxes = parts.map(part => part.getBoundingClientRect());
    return new Set(boxes.map(box => Math.round((box.top + box.bottom) / 24))).size;
}"""


def test_a_form_that_was_opened_elsewhere_says_what_a_client_can_do(tabs):
    page = tabs(a_started_intake())("/intake/form/goals/")
    page.context.clear_cookies(name="sessionid")
    page.route("**/form/goals/", lambda route: route.fulfill(status=401))
    page.locator("[name=goal]").fill("Dance")
    bar = page.locator("#page-bar")
    expect(bar.locator(".save-state")).to_have_attribute("data-state", "out")
    expect(bar).to_contain_text("Not saved yet: see the note at the top")
    expect(page.get_by_role("link", name="Open it again with a new code")).to_be_in_viewport()
    expect(bar).not_to_contain_text("Signed out")


@pytest.mark.parametrize("state", ["Saved", "Waiting", "Out", "Marked"])
@pytest.mark.parametrize("slug", ["goals", "health", "consent"])
def test_the_bar_takes_at_most_two_rows(tabs, slug, state):
    page = tabs(a_started_intake())(f"/intake/form/{slug}/")
    page.evaluate(
        """state => {
            const line = document.querySelector("#page-bar .save-state");
            line.dataset.state = state.toLowerCase();
            line.querySelector(".save-word").textContent = line.dataset[`word${state}`];
            if (state === "Saved") line.querySelector(".save-word").textContent += " 12:34";
        }""",
        state,
    )
    if slug == "health":
        page.locator("#page-bar .urgent-note").evaluate("note => (note.style.display = 'block')")
    bar = page.locator("#page-bar")
    assert bar.evaluate(ROWS) <= 2
    assert bar.bounding_box()["height"] <= 140
    back, onward = bar.locator("button").all()[0], bar.locator(".btn-primary")
    assert abs(back.bounding_box()["y"] - onward.bounding_box()["y"]) < 2


@pytest.mark.parametrize("width", [390, 820])
def test_the_limits_of_one_place_are_level(tabs, width):
    page = tabs(a_started_intake(), viewport={"width": width, "height": 800})(
        "/intake/form/pressure/"
    )
    page.get_by_text("Your own limit for one place").click()
    for area in page.locator(".area").all():
        firm, limit = (one.bounding_box() for one in area.locator("select").all())
        assert abs(firm["y"] - limit["y"]) < 1
        assert abs(firm["height"] - limit["height"]) < 1
