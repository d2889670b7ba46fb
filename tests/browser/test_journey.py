"""The whole way, once, as three people in a real browser: twelve verbs, from invite to export."""

import json
import re

import pytest
from playwright.sync_api import expect

from clinic.models import Client
from tests import build

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])


def press(page, name):
    """Press the button of that name and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def invite(page, seen):
    """Verb 1, the therapist's: a client is added and the link is sent."""
    page.goto("/clients/add/")
    seen(page)
    page.get_by_label("Legal name").fill("Jo Journey-Sample")
    page.get_by_label("Preferred name").fill("Jo")
    page.get_by_label("Date of birth").fill("1984-03-02")
    page.get_by_label("E-mail").fill("jo@example.test")
    press(page, "Add client")
    expect(page.get_by_role("heading", name="Jo", exact=True).first).to_be_visible()
    press(page, re.compile("Invite"))
    seen(page)


def come_in(page, letters, post, home, seen):
    """The client opens the link, asks for a code and types it."""
    link = re.search(r"https?://[^/\s]+(/i/\S+/)", letters[-1].body)[1]
    page.goto(home + link)
    expect(page.locator("body")).not_to_contain_text("Jo")
    seen(page)
    press(page, "Send me a code")
    code = re.search(r"\b(\d{6})\b", post()[-1].body)[1]
    seen(page)
    page.get_by_role("textbox").first.fill(code)
    press(page, "Open my form")


def answer(page, seen):
    """Verb 2, the client's: seven pages, forth and back."""
    seen(page)
    page.get_by_label("Your date of birth").fill("1984-03-02")
    page.get_by_label("Whom shall we call in an emergency?").fill("Sam Journey-Sample")
    page.get_by_label("The phone number of that person").fill("555 0100")
    press(page, "Next")
    seen(page)
    page.locator("[name=goal]").fill("Sitting through a film without an ache.")
    page.locator("input[name=pain_now][value='4']").check(force=True)
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    press(page, "Next")
    seen(page)
    shut = page.locator("#health details:not([open]) > summary:visible")
    while shut.count():
        shut.first.click()
    for none_of_these in page.locator(".none-of-these").all():
        none_of_these.click()
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    press(page, "Next")
    for _ in range(3):  # comfort, cushions, pressure
        seen(page)
        if (nowhere := page.locator("[name=nothing_to_avoid]")).count():
            nowhere.check(force=True)
        for group in page.locator("fieldset:visible").all():
            radio = group.locator("input[type=radio]:not([value=''])")
            if radio.count() and not group.locator("input[type=radio]:checked").count():
                radio.nth(min(2, radio.count() - 1)).check(force=True)
        press(page, "Next")
    seen(page)
    for group in page.locator("fieldset").all():
        group.locator("input[type=radio][value=given]").check(force=True)
    press(page, "Back")
    press(page, "Next")
    press(page, re.compile("Next|Check"))


def submit(page, seen):
    """Verb 3, the client's: every gap is a link; then the name, and it is sent."""
    for _ in range(20):
        gap = page.locator("#gaps a")
        if not gap.count():
            break
        anchor = gap.first.get_attribute("href").partition("#")[2]
        with page.expect_navigation():
            gap.first.click()
        place = page.locator(f"[id='{anchor}']")
        group = page.locator("fieldset").filter(has=place).last
        target = group if group.count() else place
        radio = target.locator("input[type=radio]:not([value=''])")
        if radio.count():
            radio.first.check(force=True)
        else:
            place.locator("xpath=descendant-or-self::*[self::input or self::textarea]").first.fill(
                "Nothing to add"
            )
        expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
        page.goto("/intake/check/")
    seen(page)
    page.get_by_role("textbox").last.fill("Jo Journey-Sample")
    press(page, "Send to my therapist")
    seen(page)
    page.goto("/intake/check/")
    expect(page.locator("body")).not_to_contain_text("film")


def review(page, seen):
    """Verb 4, the therapist's: flags first, then the decision."""
    page.goto("/intakes/")
    seen(page)
    with page.expect_navigation():
        page.locator("a[href*='/review/']").first.click()
    expect(page.locator("main")).to_contain_text("Sitting through a film")
    seen(page)
    page.locator("input[name=outcome][value=go_ahead]").check(force=True)
    press(page, "Record this decision")
    expect(page.locator("main")).to_contain_text("Go ahead")


def book(page, client, seen):
    """Verb 5: a visit today; a second one at the same time is refused beside the field."""
    from django.utils import timezone

    for attempt in range(2):
        page.goto(f"/clients/{client.pk}/book/")
        if not attempt:
            seen(page)
        page.locator("input[type=date]").fill(timezone.localdate().isoformat())
        page.locator("input[type=time]").fill("12:00")
        press(page, re.compile("Book"))
    expect(page.locator("main")).to_contain_text("already has a visit from 12:00")


def write(page, seen):
    """Verbs 6 and 7: words, a technique, a check-in, and every item ticked."""
    page.goto("/today/")
    seen(page)
    press(page, "Start visit")
    seen(page)
    ask_today(page, seen)
    page.locator("textarea[name=objective]").fill("Left psoas firm, softer after breathing.")
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    with page.expect_response(lambda answer: answer.request.headers.get("x-autosave") == "1"):
        page.locator("input[name=pain_before][value='4']").check(force=True)
    page.locator("summary", has_text="Gentle pressure").click()
    form = page.locator("details[open] form[action$='/treat/']")
    form.locator("input[name$=side][value=left]").check(force=True)
    form.locator("select").select_option("Z2_abd_lower")
    for name in ("contact_tool", "motion"):
        if (radios := form.locator(f"input[type=radio][name$={name}]")).count():
            radios.first.check(force=True)
    form.locator("input[name$=pressure_level][value='1']").check(force=True)
    form.locator("input[name$=pressure_perceived][value='2']").check(force=True)
    form.locator("input[name$=duration_s]:not([value=''])").first.check(force=True)
    form.get_by_role("button", name=re.compile("^Add")).click()
    expect(page.locator("#treatments")).to_contain_text("level 1")
    page.locator("#wants-left-right").click()
    expect(page.locator("#check-ins .lines li")).to_have_count(1)
    page.reload()
    for phase in page.locator("details.panel").all():
        if phase.get_attribute("open") is None:
            phase.locator("summary").first.click()
    for button in [b.get_attribute("id") for b in page.locator("[id^=tick-][id$=-done]").all()]:
        page.locator(f"#{button}").click()
        expect(page.locator(f"#{button}")).to_have_attribute("aria-pressed", "true")
    seen(page)


def ask_today(page, seen):
    """What opens the zones near the psoas: looked, asked in private, nothing new, and go on."""
    note = page.url
    with page.expect_navigation():
        page.get_by_role("link", name="Today's questions").click()
    page.get_by_label("I looked: nothing of this.").check()
    for fold in page.locator("details.today-private").all():
        fold.locator("summary").click()
        fold.get_by_label("I asked these in private.").check()
    press(page, re.compile("^None of these"))
    seen(page)
    press(page, "Go on as decided")
    page.goto(note)


def sign(page, seen):
    """Verb 8: a wrong password is refused, the right one signs, and then nothing can be typed."""
    press(page, "Read it over and sign")
    page.wait_for_url("**/sign/")
    seen(page)
    page.get_by_label("Your password").fill("not my password at all")
    press(page, re.compile("^Sign as"))
    seen(page)
    page.get_by_label("Your password").fill(build.PASSWORD)
    press(page, re.compile("^Sign as"))
    expect(page.locator("textarea[name=objective]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Left psoas firm")
    seen(page)
    return page.url


def remark(page, note, seen):
    """Verb 9, the admin's: a reason first, then a remark."""
    page.goto("/review/")
    seen(page)
    page.goto(note)
    expect(page.locator("main")).not_to_contain_text("Left psoas firm")
    seen(page)
    page.locator("[name=reason]").fill("Quarterly review of records.")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()
    page.goto(note)
    expect(page.locator("main")).to_contain_text("Left psoas firm")
    page.locator("#remark-form textarea").fill("Please add how the client left.")
    press(page, "Add remark")
    expect(page.locator("#thread")).to_contain_text("Please add how")
    seen(page)


def amend(page, note, seen):
    """Verb 10, the therapist's: an answer to the remark, for good."""
    page.goto(note)
    page.locator(
        "#amend-form input[type=radio][value=addendum], #amend-form option"
    ).first.evaluate("node => node.tagName === 'OPTION' ? 0 : node.click()")
    if (kind := page.locator("#amend-form select")).count():
        kind.select_option("addendum")
    page.locator("#amend-form textarea[name=text]").fill("The client left calm, pain 2 of 10.")
    press(page, "Add for good")
    expect(page.locator("#thread")).to_contain_text("left calm")
    seen(page)


def approve_and_export(page, note, client, seen):
    """Verbs 11 and 12, the admin's."""
    page.goto(note)
    press(page, "Approve")
    expect(page.locator("main")).to_contain_text(re.compile("[Aa]pproved"))
    page.goto(f"/clients/{client.pk}/export/")
    seen(page)
    with page.expect_download() as json_file:
        page.get_by_role("button", name=re.compile("JSON")).click()
    record = json.loads(json_file.value.path().read_text())
    text = json.dumps(record, ensure_ascii=False)
    for words in ("Sitting through a film", "Left psoas firm", "left calm", "Please add how"):
        assert words in text
    with page.expect_download() as pdf:
        page.get_by_role("button", name=re.compile("PDF")).click()
    assert pdf.value.path().read_bytes()[:5] == b"%PDF-"


def test_the_whole_way(somebody, seen_by_axe, post, live_server):
    therapist, admin = build.a_user("Robin Sample"), build.an_admin("Alex Placeholder")
    desk, phone, office = somebody(therapist), somebody(width=390), somebody(admin)
    invite(desk, seen_by_axe)
    come_in(phone, post(), post, live_server.url, seen_by_axe)
    answer(phone, seen_by_axe)
    submit(phone, seen_by_axe)
    review(desk, seen_by_axe)
    from clinic import scope

    with scope.acting_as(scope.staff(therapist)):
        client = Client.objects.get()
    book(desk, client, seen_by_axe)
    write(desk, seen_by_axe)
    note = sign(desk, seen_by_axe)
    remark(office, note, seen_by_axe)
    amend(desk, note, seen_by_axe)
    approve_and_export(office, note, client, seen_by_axe)
    office.goto("/history/")
    seen_by_axe(office)
