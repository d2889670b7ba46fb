"""The room card on one sheet, and what is asked at a visit, in real Chromium."""

import io

import pypdf
import pytest
from django.utils import timezone

from clinic import scope
from intake import actions
from intake.models import About, Answer, Comfort, Consent, Cushions, Pressure
from tests import build
from tests.intake import build as intakes
from tests.notes import past

pytestmark = pytest.mark.django_db(transaction=True)
LONG = {
    About: {"interpreter": "phone", "hearing": "hard_of_hearing", "support": ["cognitive_slowly"]},
    Comfort: {
        "nothing_to_avoid": False,
        "avoid": "My throat, the inside of my thighs, and nothing near the scar on my right knee.",
        "options": ["stay_clothed", "end_early_any_time", "tell_before_each_touch", "eyes_open"],
        "room_temperature": "warm",
        "music": "quiet",
        "lighting": "dim",
        "blanket": "heavy",
        "glide": "none_dry",
        "chaperone": "own_person",
    },
    Cushions: {
        "position": "semi_reclined",
        "supports": ["wedge", "triangle", "weighted_blanket", "eye_pillow"],
        "placements": ["behind_back", "under_knees", "over_body", "over_eyes"],
        "cover": "sheet_waist_to_chest_gap",
        "belly_access": "over_sheet",
        "notes": "A thin towel under my low back, please; the left side tires first.",
    },
    Pressure: {
        "belly_level": 1,
        "belly_limit": 3,
        "glute_limit": 4,
        "deep_means": "I feel it clearly, and I can still breathe into it.",
        "feedback_style": "ask_me_often",
        "face_down_signal": "bell",
    },
}
ANSWERS = {
    "AL01": ("yes", "Lanolin, nuts also as oil, latex gloves, some tapes; a rash within the hour"),
    "MH01": ("yes", "Please tell me before you touch my neck"),
    **dict.fromkeys(("CV05", "GI01", "MS04", "NE01"), "yes"),
    "RF07": "unsure",
}


@pytest.fixture
def me():
    return build.a_user()


def a_client_with_much_to_mind(me):
    """About as much as one client can have."""
    client = build.a_client(me)
    consents = {"chest": "declined", "gluteal": "talk_first", "groin": "declined"}
    intake = intakes.a_filled_intake(client, therapist=me, consents=consents, **ANSWERS)
    with intakes.as_link(intake):
        for page, facts in LONG.items():
            actions.save_page(intake, page, facts)
        for region, side in (("f_groin", "left"), ("f_abd_lower", "right"), ("f_umbilical", "mid")):
            actions.mark(intake, region, side, "avoid")
        for region, side in (("b_lumbar", "left"), ("b_lumbar", "right"), ("f_hip_ant", "left")):
            actions.mark(intake, region, side, "pain", 6, ["pulling"], "after sitting")
        actions.mark(intake, "shoulder", "right", "avoid")
        actions.mark(intake, "s_hip_lat", "right", "preferred")
        actions.submit(intake, "Sample Signer")
    past.a_signed_note(past.a_visit(client, me), position="semi_reclined")
    return client


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_room_card_is_one_sheet_of_paper(me, somebody, paper):
    page = somebody(me)
    page.goto(f"/clients/{a_client_with_much_to_mind(me).pk}/room-card/")
    content = page.pdf(format=paper)
    (sheet,) = pypdf.PdfReader(io.BytesIO(content)).pages
    text = sheet.extract_text()
    words = ("Set up like last time", "the left side tires first", "Raise a hand", "Ring a bell")
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("width", [320, 390, 820, 1280])
def test_the_pages_of_a_visit_fit_every_screen(me, somebody, seen_by_axe, width):
    client = a_client_with_much_to_mind(me)
    visit = build.a_visit(client, me)
    page = somebody(me, width=width)
    for address in (
        f"/visits/{visit.pk}/today-questions/",
        f"/visits/{visit.pk}/consent/",
        f"/clients/{client.pk}/room-card/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if width == 390:
            seen_by_axe(page)


def test_what_to_do_stands_there_at_the_tick_also_without_the_network(me, somebody):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me)
    page.goto(f"/visits/{visit.pk}/today-questions/")
    page.context.set_offline(True)
    item = page.locator("#RF17")
    assert not item.get_by_text("Stop. This is an emergency.").is_visible()
    item.get_by_role("checkbox").check()
    assert item.get_by_text("Stop. This is an emergency.").is_visible()
    assert item.get_by_role("link").get_attribute("href").startswith("tel:")
    page.context.set_offline(False)


def test_a_follow_up_that_makes_it_an_emergency_says_so_at_once(me, somebody):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me)
    page.goto(f"/visits/{visit.pk}/today-questions/")
    page.context.set_offline(True)
    item = page.locator("#RF05")
    item.get_by_role("checkbox").check()
    emergency = item.get_by_text("Stop. This is an emergency.")
    other = item.get_by_text("Stop. No hands-on work today.")
    assert (emergency.is_visible(), other.is_visible()) == (False, True)
    item.locator("label", has=page.locator("[data-raises]")).click()
    assert (emergency.is_visible(), other.is_visible()) == (True, False)
    page.context.set_offline(False)


def test_a_quiet_visit_is_asked_in_six_taps_by_keyboard_or_hand(me, somebody):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me, width=820)
    page.goto(f"/visits/{visit.pk}/today-questions/")
    for folded in page.locator("details.today-private > summary").all():
        folded.focus()
        page.keyboard.press("Enter")
    for box in page.get_by_label("I asked these in private.").all():
        box.focus()
        page.keyboard.press("Space")
    page.get_by_label("I looked: nothing of this.").check()
    page.get_by_role("button", name="None of these, or no to the rest").click()
    page.get_by_text("Today's answers are kept.").wait_for()
    assert not page.locator("#left").count()
    with scope.acting_as(scope.staff(me)):
        assert Answer.objects.filter(visit=visit, value="no").count() > 20


def test_an_area_is_agreed_to_in_a_few_taps(me, somebody):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me, width=820)
    page.goto(f"/visits/{visit.pk}/consent/")
    belly = page.locator("#abdomen")
    belly.locator("summary").first.click()
    assert not belly.get_by_label("Their limits, in their words").is_visible()
    belly.get_by_role("radio", name="Yes", exact=True).check()
    belly.get_by_role("radio", name="Said aloud and written down").check()
    belly.get_by_role("button", name="Keep it").click()
    page.get_by_text("Kept: Belly.").wait_for()
    with scope.acting_as(scope.staff(me)):
        row = Consent.objects.get(visit=visit)
    assert (row.mode, row.valid_until >= timezone.localdate()) == ("recorded_verbal", True)


@pytest.mark.parametrize("width", [390, 820])
@pytest.mark.parametrize("code", ["RF05", "RF14", "RF15"])
def test_after_a_stop_is_kept_the_page_opens_at_what_to_do(me, somebody, code, width):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me, width=width)
    page.goto(f"/visits/{visit.pk}/today-questions/")
    folded = page.locator(f"details.today-private:has(#{code}) > summary")
    if folded.count():
        folded.click()
    page.locator(f"#{code}").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="None of these, or no to the rest").click()
    panel = page.locator("#stop-now")
    panel.wait_for()
    assert panel.get_attribute("role") == "alert"
    assert page.evaluate("document.activeElement.id") == "stop-now"
    box = panel.get_by_role("heading").bounding_box()
    assert 0 <= box["y"] < page.viewport_size["height"] - 100
    call = panel.locator("a[href^='tel:']").bounding_box()
    write_up = panel.get_by_role("link", name="Write up the").bounding_box()
    assert call["y"] + call["height"] <= write_up["y"]


def test_without_a_stop_the_page_opens_where_it_was(me, somebody):
    visit = build.a_visit(a_client_with_much_to_mind(me), me)
    page = somebody(me)
    page.goto(f"/visits/{visit.pk}/today-questions/")
    page.get_by_role("button", name="None of these, or no to the rest").click()
    page.get_by_text("Today's answers are kept.").wait_for()
    assert page.url.endswith("#today-form")
