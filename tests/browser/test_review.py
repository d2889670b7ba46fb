"""The therapist reads, settles, adds a letter and decides, in a real browser."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake.models import Mark
from tests import build
from tests.intake import build as intakes
from tests.intake.build_letters import PDF

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent():
    """(therapist, a sent intake with something to mind of every kind)."""
    therapist = build.a_user("Rowan Lowe")
    client = build.a_client(therapist, preferred_name="Ada")
    intake = intakes.a_started_intake(client, therapist=therapist)
    born = {"date_of_birth": datetime.date(1981, 5, 17)}
    asked = {"RF07": ("unsure", "Some nights"), "CV05": "yes", "AL01": ("yes", "Almond oil")}
    intakes.fill(intake, person=born, consents={"gluteal": "talk_first"}, **asked)
    with intakes.as_link(intake):
        place = {"region": "f_abd_lower", "side": "right", "kind": "avoid"}
        facts = {"intake": intake, "client_id": client.pk, "marked_at": timezone.now()}
        Mark.objects.create(**place, **facts)
        intakes.actions.save_page(intake, intakes.Comfort, {"nothing_to_avoid": False})
        intakes.actions.submit(intake, "Ada Sample")
    return therapist, intake


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_review_is_open_to_all(sent, somebody, seen_by_axe, width):
    therapist, intake = sent
    page = somebody(therapist, width)
    for path in (
        "/intakes/",
        f"/intakes/{intake.pk}/review/",
        f"/intakes/{intake.pk}/clearances/CV05/",
        f"/intakes/{intake.pk}/answers/CV04/",
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        seen_by_axe(page)


def test_from_the_first_look_to_the_decision(sent, somebody, tmp_path):
    therapist, intake = sent
    page = somebody(therapist, 820)
    page.goto(f"/intakes/{intake.pk}/review/")
    page.get_by_label("It is the client’s own form").fill("Asked on the phone")
    page.get_by_role("button", name="Confirm").click()
    settle = page.locator("#settle-RF07")
    settle.get_by_label("No", exact=True).check()
    settle.get_by_label("How did you find out?").fill("Asked in the room")
    settle.get_by_role("button", name="Settle").click()
    page.locator("#flag-CV05").get_by_role("link", name="Add a letter").click()
    page.get_by_label("Who gave it?").fill("Dr. Sample")
    page.get_by_label("What are they?").fill("cardiologist")
    page.get_by_label("How did it come?").select_option("letter")
    page.get_by_label("Date of the letter").fill(timezone.localdate().isoformat())
    for card in page.locator("#div_id_zones label").all():
        card.click()
    page.get_by_label("What is allowed, in their words").fill("Light work")
    file = tmp_path / "scan.pdf"
    file.write_bytes(PDF)
    page.get_by_label("The letter itself").set_input_files(file)
    page.get_by_role("button", name="Keep this letter").click()
    expect(page.locator("#flag-CV05")).to_contain_text("Cleared by a letter")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Get the file").click()
    assert fetched.value.suggested_filename.startswith("letter-")
    expect(page.get_by_text("Which places does your reason open?")).to_have_count(0)
    page.get_by_label("Go ahead, with changes", exact=True).check()
    page.get_by_label("What has to be so").fill("No almond oil, sunflower oil instead")
    page.get_by_role("button", name="Record this decision").click()
    expect(page.get_by_role("main")).to_contain_text("Decided.")


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_a_reason_opens_what_is_ticked_with_the_keyboard(somebody, width):
    therapist = build.a_user("Rowan Lowe")
    intake = intakes.a_submitted_intake(therapist=therapist, CV05="yes")
    page = somebody(therapist, width)
    page.goto(f"/intakes/{intake.pk}/review/")
    cards = page.locator("#div_id_reason_zones label")
    assert cards.count() == 6
    assert all(card.bounding_box()["height"] >= 44 for card in cards.all())
    page.get_by_label("Go ahead, with changes").check()
    page.get_by_label("What has to be so").fill("Light, over clothing, and slowly.")
    reason = page.get_by_label("Why it is safe all the same")
    reason.fill("Steady for months, their doctor agrees.")
    page.get_by_role("button", name="Record this decision").click()
    expect(page.locator("#decide")).to_contain_text("Tick at least one place")
    expect(reason).to_have_value("Steady for months, their doctor agrees.")
    reason.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Upper belly")).to_be_checked()
    page.get_by_role("button", name="Record this decision").click()
    expect(page.get_by_role("main")).to_contain_text("Decided.")
    page.goto(f"/intakes/{intake.pk}/review/")
    expect(page.locator("#decide")).to_contain_text("The reason opens: upper belly")
