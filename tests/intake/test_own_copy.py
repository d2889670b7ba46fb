"""One's own copy after sending: half an hour, that browser, that form, and nothing is changed."""

import datetime
import gzip
import time

import pytest
from django.test import Client as Browser
from django.utils import timezone, translation

from clinic import journey
from intake import actions, drawn, links, sheet, visitor
from intake.models import Goals, Intake
from intake.models.consent import Choice, Kind
from tests import build
from tests.history import entries, steps
from tests.intake.build import (
    a_filled_intake,
    a_submitted_intake,
    as_link,
    as_sender,
    fill,
    let_in,
    observed,
)
from tests.intake.distinct import plain, words_of
from tests.intake.test_hand_over import age, sign_in
from tests.intake.test_signature import GOOD, url

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
COPY, FILE, THANKS = "/intake/sent/", "/intake/sent/file/", "/intake/thanks/"
ENDED = "/intake/ended/?sent=1"
OFFER, ASK = "See or print your copy", "the clinic can give you"
OWN, OVERHEAD = 6, 6


def send(browser, intake):
    """Press the button; the page that follows."""
    answer = let_in(browser, intake).post("/intake/send/", {"signer_name": "Sample Signer"})
    assert answer.url == THANKS
    return browser.get(THANKS)


@pytest.fixture
def sent(client):
    """(the browser that has just sent it, the intake)."""
    intake = a_filled_intake(
        consents={Kind.GROIN: Choice.DECLINED}, AL01=("yes", "CANARY lanolin"), RF19="yes"
    )
    with as_link(intake):
        actions.save_page(intake, Goals, {"goal": "CANARY dance"})
        actions.sign(intake, drawn.png_of(url(GOOD)))
    assert OFFER in send(client, intake).text
    return client, intake


def refused(browser):
    """Neither the page nor the file is given, and neither is offered."""
    answers = [browser.get(COPY), browser.get(FILE)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} <= {ENDED, "/intake/ended/", "/intake/tablet/"}
    return OFFER not in browser.get(THANKS).text


def test_after_sending_the_copy_is_offered_and_until_when(sent):
    browser, _intake = sent
    page = browser.get(THANKS)
    until = datetime.datetime.fromtimestamp(browser.session["intake_copy"][2], datetime.UTC)
    until = timezone.localtime(until)
    assert f"in this browser until {until:%H:%M}" in page.text
    assert "After that, the clinic can give you a copy at any time; just ask." in page.text
    assert "CANARY" not in page.text


def test_the_page_and_the_file_hold_what_was_sent(sent):
    browser, intake = sent
    page, file = browser.get(COPY), browser.get(FILE)
    assert (page.status_code, file.status_code) == (200, 200)
    assert file["Content-Type"] == "application/pdf"
    text = words_of(file.content)
    for words in ("CANARY dance", "CANARY lanolin", "Sample Signer", "Round bolster, Pillow"):
        assert plain(words) in text
        assert words in page.text
    with as_sender(intake):
        wordings = sheet.asked(Intake.objects.get())["consents"].values()
    shown = plain(page.text.replace("<br>", ""))
    assert [w for w in wordings if plain(w) not in shown] == []
    assert "data:image/png;base64," in page.text


def test_what_is_private_about_safety_is_left_out_of_the_page(sent):
    browser, _intake = sent
    page = browser.get(COPY).text
    questions = {row.code: row.text for row in sheet.questions()}
    assert questions.get("RF19", "–") not in page
    assert "Some very private questions are not printed here." in page


def test_nothing_of_it_is_stored_and_it_covers_itself(sent):
    browser, _intake = sent
    page = browser.get(COPY)
    left = int(page["Refresh"].partition(";")[0])
    assert page["Refresh"].endswith("; url=/intake/covered/")
    assert 1700 < left <= 1800
    assert f'data-cover-seconds="{left}"' in page.text
    assert all("no-store" in browser.get(path)["Cache-Control"] for path in (COPY, FILE, THANKS))
    assert "intake/cover.js" in page.text  # a blank page is what the Back button keeps


def test_the_page_is_light_on_a_phones_network(sent):
    browser, _intake = sent
    assert len(gzip.compress(browser.get(COPY).content)) < 20_000  # styles and scripts are kept


def test_each_look_is_written_down(sent):
    browser, intake = sent
    before = len(steps(intake.client))
    browser.get(THANKS)
    browser.get(COPY)
    browser.get(FILE)
    assert steps(intake.client)[before:] == [journey.INTAKE_READ_BY_CLIENT, journey.INTAKE_COPIED]
    last = entries(client_id=intake.client_id)[-1]
    assert (last.actor, last.intake_id, last.user_id) == ("link", intake.pk, None)


def test_half_an_hour_later_it_is_closed(sent):
    browser, _intake = sent
    session = browser.session
    session["intake_copy"][2] = time.time()
    session.save()
    assert refused(browser)
    assert ASK in browser.get(THANKS).text


def test_a_longer_session_opens_nothing_after_half_an_hour(client):
    now = timezone.now() - datetime.timedelta(minutes=31)
    intake = a_submitted_intake(now=now)
    remember(client, intake)
    assert refused(client)


def remember(browser, intake, **changed):
    """A session as if this browser had just sent the intake."""
    session = let_in(browser, intake).session
    session["intake_copy"] = [intake.pk, intake.browser, time.time() + 900]
    for name in (visitor.INTAKE, visitor.BROWSER):
        del session[name]
    session.update({visitor.SENT: True} | changed)
    session.save()


def test_a_copy_ends_when_the_form_would_have_ended(client):
    intake = a_filled_intake()
    browser = let_in(client, intake)
    age(browser, visitor.SINCE, 4 * 3600 - 60)
    browser.post("/intake/send/", {"signer_name": "Sample"})
    assert browser.session["intake_copy"][2] - time.time() <= 60


def test_the_cover_closes_it_for_good(sent):
    browser, _intake = sent
    assert browser.get(COPY).status_code == 200
    assert browser.get("/intake/covered/?next=/intake/sent/").url == "/intake/ended/"
    assert refused(browser)
    assert ASK in browser.get("/intake/ended/").text


def test_the_link_and_another_browser_show_nothing(sent):
    _browser, intake = sent
    other = Browser()
    assert other.get(f"/i/{links.token_of(intake)}/").status_code == 404
    assert refused(other)
    remember(other, intake)
    session = other.session
    session["intake_copy"][1] = "of another browser"
    session.save()
    assert refused(other)


def test_a_browser_that_was_replaced_is_offered_nothing(client):
    intake = a_filled_intake()
    let_in(client, intake)
    session = client.session
    session[visitor.BROWSER] = "an older one"
    session.save()
    with as_link(intake):
        actions.submit(intake, "Sample")
    assert client.get("/intake/check/").url == ENDED
    assert OFFER not in client.get(ENDED).text
    assert refused(client)


def test_pressing_twice_leaves_the_copy(client):
    intake = a_filled_intake()
    with as_link(intake):
        actions.submit(intake, "Sample")
    answer = let_in(client, intake).post("/intake/send/", {"signer_name": "Sample"})
    assert answer.url == ENDED
    assert OFFER in client.get(ENDED).text


def test_a_tablet_keeps_nothing(tablet, as_staff):
    browser, client, therapist = tablet
    with as_staff(therapist):
        intake = Intake.objects.get(client=client)
    fill(intake)
    assert browser.post("/intake/send/", {"signer_name": "Sample"}).url == THANKS
    assert visitor.COPY not in browser.session
    assert OFFER not in browser.get(THANKS).text
    session = browser.session
    session["intake_copy"] = [intake.pk, intake.browser, time.time() + 900]
    session.save()
    assert browser.get(COPY).url == "/intake/tablet/"
    assert refused(browser)
    sign_in(browser, therapist)
    assert visitor.COPY not in browser.session


def test_staff_have_no_copy_of_this_kind(sent, signed_in):
    browser, _intake = sent
    kept = browser.session["intake_copy"]
    signed_in(build.a_user())
    session = browser.session
    session["intake_copy"] = kept
    session.save()
    assert browser.get(COPY).url == ENDED


def test_an_open_or_a_withdrawn_form_has_none(client, as_staff):
    me = build.a_user()
    intake = a_filled_intake(therapist=me)
    remember(client, intake)
    assert refused(client)
    with as_staff(me):
        actions.withdraw(Intake.objects.get(), by=me)
    remember(client, intake)
    assert refused(client)


def test_what_somebody_at_work_found_out_is_not_in_it(sent):
    browser, intake = sent
    observed(intake, intake.invited_by, "RF09")
    observed(intake, intake.invited_by, "AL01", "no")
    page = browser.get(COPY).text
    assert "CANARY lanolin" in page
    assert intake.invited_by.name not in page


def test_it_speaks_the_language_in_which_it_was_sent(client):
    intake = a_filled_intake()
    browser = let_in(client, intake)
    browser.post("/intake/language/", {"language": "es", "next": "/intake/check/"})
    browser.post("/intake/send/", {"signer_name": "Sample"})
    browser.post("/intake/language/", {"language": "en", "next": THANKS})
    page = browser.get(COPY)
    with translation.override("es"):
        label = sheet.frozen()["sections"]["goals"][0]["label"]
    assert label in page.text
    assert '<html lang="es"' in page.text
    assert page["Content-Language"] == "es"
    assert 'name="language"' not in page.text


@pytest.mark.parametrize("marks", [1, 3])
def test_the_queries_of_a_copy_do_not_grow(client, marks, django_assert_num_queries):
    intake = a_filled_intake()
    with as_link(intake):
        for region in ("f_groin", "b_lumbar", "s_hip_lat")[:marks]:
            actions.mark(intake, region, "left", "pain", 4, [], "")
    send(client, intake)
    client.get(COPY)  # the words of the form are read once per process
    with django_assert_num_queries(OWN + OVERHEAD):
        client.get(COPY)
