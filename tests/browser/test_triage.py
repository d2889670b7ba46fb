"""The therapist triages what a client told in their own words, on a phone, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests import build
from tests.intake import build as intakes
from tests.intake.build_triage import GOUT, REASON, told

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_told_condition_is_triaged_on_a_phone(somebody, seen_by_axe):
    therapist = build.a_user("Rowan Lowe")
    intake = intakes.a_submitted_intake(therapist=therapist, OC01=told())
    page = somebody(therapist, 390)
    page.goto(f"/intakes/{intake.pk}/review/")
    flag = page.locator("#flag-OC01")
    expect(flag).to_contain_text("Needs your decision: not triaged yet")
    expect(flag.locator("q")).to_have_text(GOUT)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen_by_axe(page)
    flag.get_by_text("No direct psoas work", exact=True).click()
    flag.get_by_role("button", name="Triage", exact=True).click()
    expect(page.locator("#triage")).to_contain_text("Say in at least 20 characters why.")
    seen_by_axe(page)
    flag.get_by_text("upper belly", exact=True).click()
    flag.get_by_text("Left", exact=True).click()
    flag.get_by_label("Why, and what to do").fill(REASON)
    flag.get_by_role("button", name="Triage", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Triaged. Now decide with it.")
    expect(flag).to_contain_text("Triaged by Rowan Lowe")
    expect(flag).to_contain_text("upper belly, left")
    expect(flag.get_by_text("Triage it again")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen_by_axe(page)
