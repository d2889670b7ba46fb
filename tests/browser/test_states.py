"""The pages that nobody plans to see: axe looks at each, in light and dark, in one browser."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from clinic import throttle
from intake import links
from tests import build
from tests.browser.test_tablet import hand_over, open_in
from tests.intake.build import a_started_intake, an_intake

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
SEND = """([path, fields]) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: path });
    Object.entries(fields).forEach(([name, value]) => {
        const field = document.createElement("input");
        form.append(Object.assign(field, { name, value, type: "hidden" }));
    });
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture
def therapist(transactional_db):
    return build.a_user("Robin Sample")


def send(page, path, **fields):
    """Post to an address without its form; the page that answers."""
    with page.expect_navigation():
        page.evaluate(SEND, [path, fields])


def token(page):
    return {"csrfmiddlewaretoken": page.evaluate("house.token()")}


def test_the_doors_and_their_refusals(somebody, seen_by_axe, therapist, live_server):
    long_ago = timezone.now() - datetime.timedelta(days=30)
    old, new = an_intake(therapist=therapist, now=long_ago), an_intake(therapist=therapist)
    page = somebody(width=390)

    def looked_at(heading, path=""):
        if path:
            page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        seen_by_axe(page)

    looked_at("This link is not open", f"/i/{links.token_of(old)}/")
    looked_at("Nothing open here", "/intake/ended/")
    looked_at("has been sent", "/intake/ended/?sent=1")
    looked_at("Look in your mail", "/intake/ended/?mail=sent")
    looked_at("There is nothing here", "/nowhere/")
    page.goto(f"/i/{links.token_of(new)}/code/")
    send(page, f"/i/{links.token_of(new)}/code/", code="000", **token(page))
    expect(page.locator("main")).to_contain_text("That is not the code")
    seen_by_axe(page)
    send(page, "/intake/language/", language="x" * 1_100_000)
    looked_at("That was too much at once")
    page.goto("/intake/ended/")
    send(page, "/intake/language/", **{f"f{number}": "1" for number in range(501)})
    looked_at("We could not read that")
    for _ in range(60):
        throttle.one_more("knock", "127.0.0.1", most=60, seconds=60)
    looked_at("Please wait a moment", "/i/nothing/")


def test_the_form_s_refusals(somebody, seen_by_axe, therapist, live_server):
    page = somebody(width=390)
    open_in(page, a_started_intake(therapist=therapist), live_server)
    page.goto("/intake/form/goals/")
    send(page, "/intake/form/goals/", goal="Canary", csrfmiddlewaretoken="x")
    expect(page.get_by_label("Goal")).to_have_value("Canary")
    seen_by_axe(page)
    page.goto("/intake/form/goals/")
    send(page, "/intake/map/mark/", words="Canary", **token(page))
    expect(page.locator("[name=words]")).to_have_value("Canary")
    seen_by_axe(page)
    page.goto("/intake/form/goals/")
    send(page, "/intake/later/", **token(page))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saved for later")
    seen_by_axe(page)


def test_a_small_tablet_that_is_locked_and_covered(somebody, seen_by_axe, therapist):
    page = somebody(therapist, width=390)
    hand_over(page, build.a_client(therapist))
    for address in ("/clients/", "/intake/covered/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        seen_by_axe(page)
