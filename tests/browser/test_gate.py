"""The note where an answer says “adjust” or “stop”: what is said first, in real Chromium."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import build
from tests.intake import build as intakes
from tests.intake.build_stops import rows
from tests.notes.build import a_note, a_ready_note, decided, known, words
from tests.notes.build_late import an_open_note, minutes

pytestmark = pytest.mark.django_db(transaction=True)
ALLERGY = [{"substance": "peanut oil", "reaction": "throat closes", "severity": "anaphylaxis"}]
DETAILS = {"allergies": {"asked": "Your allergies", "value": ALLERGY, "said": "peanut oil"}}


@pytest.fixture
def me(transactional_db):
    return build.a_user()


def fits(page, width):
    return page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_adaptation_is_one_tap_before_the_first_technique(me, somebody, seen_by_axe):
    note = known(a_note(build.a_client(me), me))
    intakes.said_at(note.visit, me, "AL01", "yes", DETAILS)
    decided(note)
    page = somebody(me, width=390)
    page.goto(f"/notes/{note.pk}/")
    told = page.locator("#adapt-AL01")
    expect(told).to_contain_text("Life-threatening allergy")
    expect(told).to_contain_text("peanut oil")
    assert fits(page, 390)
    seen_by_axe(page)
    told.get_by_role("button", name="Adapted", exact=True).click()
    pressed = page.locator("#adapt-AL01-yes")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(told).to_contain_text("Life-threatening allergy")
    told.locator("summary").click()
    told.get_by_label("Why not").fill("No")
    told.get_by_role("button", name="Keep as not adapted").click()
    expect(page.locator("#adapt-error-AL01")).to_contain_text("at least 20 characters")
    seen_by_axe(page)


def test_a_stop_says_what_to_do_and_is_written_up(me, somebody, seen_by_axe):
    note = a_ready_note(a_note(build.a_client(me), me))
    words(note, plan="Sent home.")
    intakes.said_at(note.visit, me, "RF17")
    (incident,) = rows(me)
    page = somebody(me, width=390)
    page.goto(f"/notes/{note.pk}/")
    expect(page.locator("#stops-now")).to_contain_text("No hands-on work while this stands.")
    assert fits(page, 390)
    seen_by_axe(page)
    page.get_by_role("link", name="Write up the incident").click()
    page.wait_for_url(f"**/incidents/{incident.pk}/")
    assert fits(page, 390)
    seen_by_axe(page)
    page.get_by_label("What was it?").select_option("other")
    page.get_by_label("How bad?").select_option("mild")
    page.get_by_label("What was done").fill("Called, and stayed with them.")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator("#said-title")).to_be_visible()
    expect(page.get_by_text("Written down. Earlier words stay below.")).to_be_visible()
    assert len(rows(me)) == 2
    page.goto(f"/notes/{note.pk}/sign/")
    expect(page.get_by_label("Your password")).to_be_visible()


def test_a_stop_closes_the_card_beside_the_draft_at_the_tap(somebody):
    note = known(a_note())
    page = somebody(note.therapist, width=820)
    page.goto(f"/notes/{note.pk}/")
    card = page.locator("#note-card")
    assert not card.get_by_text("partly closed").count()
    page.locator("#wants-stop").click()
    card.get_by_text("partly closed").wait_for()
    assert page.locator("#client-card").count() == 1


def test_work_before_the_stop_is_entered_with_its_time(somebody, seen_by_axe):
    note = an_open_note()
    page = somebody(note.therapist, width=390)
    page.goto(f"/notes/{note.pk}/")
    page.locator("#treatments summary", has_text="Kneading").click()
    tick = page.get_by_role("checkbox", name="This was done before the stop at")
    expect(tick).to_have_count(0)
    page.locator("#wants-stop").click()
    form = page.locator("#treatments details[open] form")
    typed = form.get_by_label("When was it done?")
    expect(typed).to_be_hidden()
    for word in ("Left", "Knuckles", "Circles", "1 min"):
        form.locator("label", has_text=word).first.click()
    form.locator("select").select_option("Z2_abd_lower")
    form.locator("label", has_text="2 ·").click()
    form.get_by_label("This was done before the stop at").check()
    typed.fill("00:00" if timezone.localtime().hour > 1 else "12:00")
    assert fits(page, 390)
    seen_by_axe(page)
    form.get_by_role("button", name="Add kneading").click()
    expect(page.locator("#treatments [role=alert]")).to_contain_text("Give a time from")
    done = timezone.localtime(minutes(note, 30))
    typed.fill(f"{done:%H:%M}")
    form.get_by_role("button", name="Add kneading").click()
    told = page.locator("#treatments .lines")
    expect(told).to_contain_text(f"{done:%H:%M}, entered at")
    expect(told).to_contain_text("after the stop")
