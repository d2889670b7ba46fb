"""The last pages in a real browser: agreements, the box to sign in, what is refused, the copy."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from clinic import scope
from intake import actions
from intake.models import Comfort, Intake, Mark, Pressure, Signature
from tests import build
from tests.browser.walk import Walker
from tests.intake import build as intakes
from tests.intake.test_consent import aged

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SAVED = re.compile(r"^Saved \d")
PICTURES = os.environ.get("PICTURES")  # a folder to look at them by eye


@pytest.fixture
def opened(somebody, live_server):
    """`opened(intake, width, scheme)`: the page of a browser that typed the code."""
    from django.test import Client

    def enter(intake, width=390, scheme="light"):
        page = somebody(None, width, scheme)
        client = intakes.let_in(Client(), intake)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.session.session_key,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return enter


def look(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name}: {wide} px too wide"


def the_box(page):
    """Where the box to sign in stands on the screen."""
    canvas = page.locator(".sign-pad canvas")
    canvas.scroll_into_view_if_needed()
    return canvas.bounding_box()


def draw(page):
    """A name of three strokes."""
    box = the_box(page)
    for shift in (0, 60, 120):
        page.mouse.move(box["x"] + 30 + shift, box["y"] + 130)
        page.mouse.down()
        for step in range(1, 9):
            up = 130 - 90 * (step % 3) / 2
            page.mouse.move(box["x"] + 30 + shift + 8 * step, box["y"] + up)
        page.mouse.up()


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


ANEW = {"goals": ("pain_now", "3"), "pressure": ("comfort_limit", "5")}


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_the_last_pages_fit_and_are_accessible(opened, seen_by_axe, width):
    intake = intakes.a_filled_intake(AL01=("yes", "lanolin"), person=aged(15))
    with intakes.as_link(intake):
        Mark.objects.create(
            intake=intake,
            client_id=intake.client_id,
            region="f_hip_ant",
            side="left",
            kind="pain",
            intensity=6,
            qualities=["pulling"],
            marked_at=intake.invited_at,
        )
    page = opened(intake, width)
    for path in ("form/consent", "check", "thanks"):
        page.goto(f"/intake/{path}/")
        look(page, f"{path.replace('/', '-')}-{width}")
        if width in (390, 1280):
            seen_by_axe(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_two_answers_that_do_not_fit_are_asked_about(opened, somebody, seen_by_axe, width):
    therapist = build.a_user()
    intake = intakes.a_filled_intake(therapist=therapist)
    with intakes.as_link(intake):
        actions.mark(intake, "f_groin", "left", "avoid")
        actions.save_page(intake, Comfort, {"nothing_to_avoid": False})
        actions.save_page(intake, Pressure, {"groin_level": 3})
    page = opened(intake, width)
    page.goto("/intake/check/")
    look(page, f"contradictions-{width}")
    seen_by_axe(page)
    page.get_by_role("link", name="Pressure for “Hip crease”: 3 · Usual massage").click()
    expect(page.locator("#div_id_groin_level")).to_be_in_viewport()
    page.goto("/intake/check/")
    page.get_by_role("textbox").last.fill("Sample Signer")
    press(page, "Send to my therapist")
    review = somebody(therapist, width)
    review.goto(f"/intakes/{intake.pk}/review/")
    expect(review.get_by_role("heading", name="Two answers do not fit together")).to_be_visible()
    look(review, f"review-contradictions-{width}")
    seen_by_axe(review)


def test_a_name_is_drawn_saved_started_again_and_sent(opened, seen_by_axe):
    therapist = build.a_user()
    intake = intakes.a_filled_intake(therapist=therapist)
    page = opened(intake)
    page.goto("/intake/check/")
    draw(page)
    expect(page.locator(".save-word")).to_contain_text("Saved ")
    look(page, "signed-390")
    seen_by_axe(page)
    page.reload()
    expect(page.get_by_alt_text("The name that you drew")).to_be_visible()
    look(page, "signed-again-390")
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_alt_text("The name that you drew")).to_have_count(0)
    expect(page.locator(".save-word")).to_contain_text("Saved ")
    with intakes.as_link(intake):
        assert not Signature.objects.exists()
    draw(page)
    press(page, "Send to my therapist")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    with scope.acting_as(scope.staff(therapist)):
        row = Intake.objects.get()
        assert (row.state, row.signer_name) == ("sent", "Sample Signer")
        assert row.signatures.get().png[:4] == b"\x89PNG"


def test_a_touch_by_mistake_is_answered_beside_the_box(opened):
    page = opened(intakes.a_filled_intake(), scheme="dark")
    page.goto("/intake/check/")
    box = the_box(page)
    page.mouse.click(box["x"] + 50, box["y"] + 50)
    expect(page.get_by_text("Please sign in the box.")).to_be_visible()
    look(page, "dot-390-dark")


def test_a_refused_name_is_in_sight_with_the_focus_on_its_field(opened):
    page = opened(intakes.a_filled_intake())
    page.goto("/intake/check/")
    press(page, "Send to my therapist")
    field = page.get_by_label("Your full name")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    expect(page.locator("#not-sent")).to_contain_text("Your form is not sent yet.")
    look(page, "refused-390")


def test_the_back_button_after_a_failed_send_asks_for_nothing_again(opened):
    page = opened(intakes.a_filled_intake())
    page.goto("/intake/check/")
    draw(page)
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.get_by_label("Your full name").fill("Somebody\u202e Else")
    press(page, "Send to my therapist")
    expect(page.locator("#not-sent")).to_be_visible()
    expect(page.get_by_label("Your full name")).to_have_value("Somebody\u202e Else")
    page.get_by_role("link", name="Change Pressure").click()
    page.wait_for_url("**/form/pressure/**")
    page.go_back()
    assert page.url.endswith("/intake/check/")
    expect(page.locator(".sign-pad img")).to_be_visible()  # what was drawn is kept
    page.reload()
    expect(page.get_by_role("button", name="Send to my therapist")).to_be_visible()


def test_six_taps_agree_and_a_no_goes_on(opened):
    intake = intakes.a_started_intake()
    page = opened(intake)
    page.goto("/intake/form/consent/")
    for place in page.locator("fieldset").all():
        place.get_by_role("radio", name="No", exact=True).check()
    press(page, "Check your answers")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.locator("#gaps")).not_to_contain_text("Decide about")


def test_one_tap_says_still_true(opened, seen_by_axe):
    therapist = build.a_user()
    first = intakes.a_submitted_intake(therapist=therapist, AL01=("yes", "lanolin"))
    page = opened(intakes.a_started_intake(first.client, therapist=therapist))
    for slug in ("about", "goals", "health", "comfort", "cushions", "pressure"):
        page.goto(f"/intake/form/{slug}/")
        look(page, f"return-{slug}-390")
        if slug in ("about", "health"):
            seen_by_axe(page)
        press(page, "Still true")
        if slug in ANEW:  # a number of today is never taken over
            name, number = ANEW[slug]
            Walker(page).choose(name, number)
            press(page, "Next")
    expect(page.get_by_role("heading", name="What you agree to")).to_be_visible()
    page.goto("/intake/check/")
    gaps = page.locator("#gaps li").all_inner_texts()
    assert [gap for gap in gaps if "Decide about" not in gap and "harming" not in gap] == [
        "Give your date of birth."
    ]


def test_the_copy_is_a_file(opened):
    intake = intakes.a_filled_intake()
    with intakes.as_link(intake):
        assert actions
    page = opened(intake)
    page.goto("/intake/check/")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Keep a copy (PDF)").click()
    assert caught.value.suggested_filename.startswith("intake-")
    if PICTURES:
        caught.value.save_as(Path(PICTURES) / "copy.pdf")
