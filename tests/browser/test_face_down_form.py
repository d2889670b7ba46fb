"""Who is pregnant for twenty weeks reads why nobody lies face down then, in real Chromium."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.intake import build as intakes
from tests.intake.test_face_down_form import lies, says

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])


def test_the_last_page_leads_to_another_position(
    transactional_db, somebody, live_server, seen_by_axe
):
    intake = intakes.a_filled_intake()
    lies(intake, position="prone")
    says(intake, pregnancy="yes", weeks=24)
    page = somebody(None, 390)
    key = intakes.let_in(Client(), intake).session.session_key
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto("/intake/check/")
    expect(page.locator("#face-down")).to_contain_text("Lying face down is not used")
    seen_by_axe(page)
    page.get_by_role("link", name="You chose: face down").click()
    question = page.locator("#div_id_position")
    expect(question).to_contain_text("Please choose another way to lie.")
    expect(question.get_by_role("radio", name="Face down")).to_have_count(0)
    expect(question.get_by_role("radio", checked=True)).to_have_count(0)
    seen_by_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    question.get_by_role("radio", name="On my side").check()
    page.get_by_role("button", name="Check your answers").click()
    page.wait_for_url("**/intake/check/")
    expect(page.locator("#face-down")).to_have_count(0)
