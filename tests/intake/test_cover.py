"""The tablet is covered after a quiet minute; the client's date of birth, or staff, uncovers it."""

import datetime

import pytest

from clinic import journey
from intake import links, visitor
from intake.models import Intake, Mark
from intake.models.about import About
from tests import build
from tests.history import steps
from tests.intake.build import a_started_intake, as_link, let_in, redeem
from tests.intake.filling import AUTOSAVE
from tests.intake.test_hand_over import BORN, CLEARED, PAGE, TABLET, age, sign_in

pytestmark = pytest.mark.django_db(databases=["default", "outside"])


def test_a_quiet_minute_covers_and_the_date_of_birth_goes_on(tablet):
    browser, client, _therapist = tablet
    browser.post(PAGE, {"goal": "Canary dance", "go": "next"})
    age(browser, visitor.SEEN, 61)
    answer = browser.get(PAGE)
    assert answer.url == "/intake/covered/"
    covered = browser.get("/intake/covered/?next=/intake/form/goals/")
    assert (covered.status_code, "Canary" in covered.text) == (200, False)
    assert client.preferred_name not in covered.text
    assert browser.get("/intake/check/").url == "/intake/covered/"
    wrong = browser.post("/intake/covered/", {"born": "1981-05-17", "next": PAGE})
    assert wrong.status_code == 422
    assert "That is not the date we have." in wrong.text
    assert browser.post("/intake/covered/", {"born": ""}).status_code == 422
    right = browser.post("/intake/covered/", {"born": BORN, "next": PAGE})
    assert right.url == PAGE
    assert "Canary dance" in browser.get(PAGE).text


def test_coming_to_the_cover_covers_and_leads_nowhere_else(tablet):
    browser, _client, _therapist = tablet
    assert browser.get("/intake/covered/").status_code == 200
    assert browser.get(PAGE).url == "/intake/covered/"
    for astray in ("https://evil.example/", "/clients/", "//evil.example/intake/form/"):
        browser.get("/intake/covered/")
        answer = browser.post("/intake/covered/", {"born": BORN, "next": astray})
        assert answer.url == "/intake/form/"


def test_after_three_wrong_dates_only_staff_can_go_on(tablet):
    browser, _client, therapist = tablet
    browser.get("/intake/covered/")
    answers = [browser.post("/intake/covered/", {"born": "1999-01-01"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 302]
    assert answers[2].url == TABLET
    assert answers[2].headers["Clear-Site-Data"] == CLEARED
    assert browser.post("/intake/covered/", {"born": BORN}).url == TABLET
    assert browser.get(PAGE).url == TABLET
    assert "The form is closed." in browser.get(TABLET).text
    sign_in(browser, therapist)
    assert visitor.KIOSK not in browser.session


def test_tries_of_many_at_once_are_three_as_well(tablet):
    browser, _client, _therapist = tablet
    for _ in range(3):
        assert browser.post("/intake/covered/", {"born": "1999-01-01"}).status_code == 422
        session = browser.session
        del session["kiosk_missed"]  # as if all had begun at the same moment
        session.save()
    assert browser.post("/intake/covered/", {"born": BORN}).url == TABLET
    assert browser.get(PAGE).url == TABLET


def test_the_date_on_the_form_counts_before_the_one_on_record(tablet, as_staff):
    browser, client, therapist = tablet
    with as_staff(therapist):
        intake = Intake.objects.get()
    with as_link(intake):
        About.objects.create(
            intake=intake,
            client_id=client.pk,
            saved_at=intake.handed_at,
            date_of_birth=datetime.date(1985, 6, 7),
        )
    browser.get("/intake/covered/")
    assert browser.post("/intake/covered/", {"born": BORN}).status_code == 422
    assert browser.post("/intake/covered/", {"born": "1985-06-07"}).url == "/intake/form/"


def test_without_any_date_of_birth_only_staff_can_uncover(handed):
    therapist = build.a_user()
    browser = handed(build.a_client(therapist, date_of_birth=None), therapist)
    assert browser.get("/intake/covered/").url == TABLET
    assert browser.get(PAGE).url == TABLET


def test_words_on_their_way_are_kept_though_the_screen_is_covered(tablet, as_staff):
    browser, _client, _therapist = tablet
    age(browser, visitor.SEEN, 600)
    saved = browser.post(PAGE, {"goal": "Canary", "changed": "goal"}, headers={"X-Autosave": "1"})
    assert (saved.status_code, "Canary" in saved.text) == (200, False)
    assert browser.get(PAGE).url == "/intake/covered/"


def _covered(browser):
    return browser.get(PAGE).url == "/intake/covered/"


MARK = {"region": "f_groin", "side": "left", "kind": "pain", "words": "Canary"}


def test_a_scripts_header_opens_no_page_of_a_quiet_tablet(tablet):
    browser, _client, _therapist = tablet
    browser.post(PAGE, {"goal": "Canary", "go": "next"})
    browser.post("/intake/map/mark/", MARK)
    age(browser, visitor.SEEN, 61)
    for address in (PAGE, "/intake/check/", "/intake/form/", "/intake/copy/", "/intake/here/"):
        answer = browser.get(address, headers=AUTOSAVE)
        assert (address, answer.status_code, answer.content) == (address, 401, b"")
    for address in ("/intake/send/", "/intake/later/"):
        answer = browser.post(address, {"signer_name": "x"}, headers=AUTOSAVE)
        assert (address, answer.status_code, answer.content) == (address, 401, b"")
    opening = MARK | {"change": "1"}
    for headers in ({}, AUTOSAVE):
        answer = browser.post("/intake/map/mark/", opening, headers=headers)
        assert (answer.status_code, answer.content) == (401 if headers else 302, b"")
    assert _covered(browser)


def test_what_comes_in_under_the_cover_is_answered_with_a_time_alone(tablet, as_staff):
    browser, client, therapist = tablet
    browser.post("/intake/map/mark/", MARK)
    assert "Canary" in browser.get(PAGE).text
    before = steps(client)
    browser.get("/intake/covered/")
    other = MARK | {"side": "right", "words": "more", "intensity": "3"}
    saved = [
        browser.post("/intake/map/mark/", other, headers=AUTOSAVE),
        browser.post("/intake/map/unmark/", MARK, headers=AUTOSAVE),
        browser.post(
            "/intake/form/health/", {"q-RF05": "yes", "changed": "q-RF05"}, headers=AUTOSAVE
        ),
    ]
    assert [(answer.status_code, list(answer.json())) for answer in saved] == [
        (200, ["saved_at"])
    ] * 3
    wrong = browser.post(PAGE, {"pain_now": "99", "changed": "pain_now"}, headers=AUTOSAVE)
    assert (wrong.status_code, wrong.json()) == (422, {"errors": {}})
    with as_staff(therapist):
        assert list(Mark.objects.values_list("side", "words")) == [("right", "more")]
    assert steps(client) == before


def test_without_scripts_what_was_typed_is_kept_before_the_cover_comes(tablet, as_staff):
    browser, client, therapist = tablet
    age(browser, visitor.SEEN, 61)
    answer = browser.post(PAGE, {"goal": "Canary", "pain_now": "99", "go": "next"})
    assert (answer.url, answer.content) == ("/intake/covered/", b"")
    assert browser.post("/intake/map/mark/", MARK).url == "/intake/covered/"
    assert journey.INTAKE_READ_BY_CLIENT not in steps(client)
    with as_staff(therapist):
        assert Intake.objects.select_related("goals").get().goals.goal == "Canary"
        assert Mark.objects.count() == 1


@pytest.mark.parametrize(("name", "seconds"), [("SEEN", 1801), ("SINCE", 4 * 3600 + 1)])
def test_ones_own_browser_keeps_what_was_typed_and_asks_for_a_code(client, name, seconds):
    intake = a_started_intake()
    let_in(client, intake)
    age(client, getattr(visitor, name), seconds)
    answer = client.post(PAGE, {"goal": "Canary", "go": "next"})
    assert (answer.status_code, answer.content) == (302, b"")
    assert answer.url == f"/i/{links.token_of(intake)}/?covered=1"
    assert client.get(PAGE).url == "/intake/ended/"
    assert journey.INTAKE_READ_BY_CLIENT not in steps(intake.client)
    with as_link(intake):
        assert Intake.objects.select_related("goals").get().goals.goal == "Canary"


def test_a_browser_that_no_longer_has_the_form_keeps_nothing(client):
    intake = a_started_intake()
    let_in(client, intake)
    age(client, visitor.SEEN, 1801)
    redeem(intake)
    client.post(PAGE, {"goal": "Canary", "go": "next"})
    with as_link(intake):
        assert not hasattr(Intake.objects.get(), "goals")


def test_a_sign_of_life_keeps_the_tablet_open(tablet):
    browser, _client, _therapist = tablet
    for _ in range(3):
        age(browser, visitor.SEEN, 50)
        assert browser.head("/intake/here/").status_code == 204
    assert browser.get(PAGE).status_code == 200
    assert 'data-cover-seconds="60"' in browser.get(PAGE).text
