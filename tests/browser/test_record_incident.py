"""An incident without a stop, from the visit's note on a phone to Today, in real Chromium."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import build
from tests.intake.build_stops import HOUR, rows
from tests.notes.build import a_note

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_it_is_recorded_from_the_note_and_today_asks_again(transactional_db, somebody, seen_by_axe):
    me, now = build.a_user(), timezone.now()
    note = a_note(build.a_client(me), me)
    page = somebody(me, width=390)
    page.goto(f"/notes/{note.pk}/")
    page.get_by_role("link", name="Record an incident").click()
    page.wait_for_url(f"**/clients/{note.client_id}/incident/?visit={note.visit_id}")
    assert fits(page, 390)
    seen_by_axe(page)
    expect(page.get_by_label("At which visit?")).to_have_value(str(note.visit_id))
    page.get_by_label("When was it?").fill(typed(now))
    page.get_by_label("What was it?").select_option("dizzy_faint")
    page.get_by_label("How bad?").select_option("moderate")
    page.get_by_label("What was done").fill("Sat down, had a glass of water.")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Record the incident").click()
    expect(page.locator("#record-form")).to_contain_text("within three days")
    seen_by_axe(page)
    page.get_by_label("Ask again by").fill(typed(now + 24 * HOUR))
    page.get_by_role("button", name="Record the incident").dblclick()
    expect(page.get_by_text("The incident is recorded.")).to_be_visible()
    (row,) = rows(me)
    assert (row.kind, row.severity) == ("dizzy_faint", "moderate")
    page.goto(f"/notes/{note.pk}/")
    expect(page.locator("#incidents")).to_contain_text("Dizzy or fainted")
    seen_by_axe(page)
    page.goto("/today/")
    expect(page.locator("#today-ask-again")).to_contain_text("ask again by")
    assert fits(page, 390)
    seen_by_axe(page)
