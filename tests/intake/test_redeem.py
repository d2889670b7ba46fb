"""The link and its code: what a scanner may do, who comes in, and for how long."""

import datetime
import json
import threading

import pytest
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from clinic import journey, scope
from clinic.access import Refused
from intake import actions, jobs, links, visitor
from intake.models import Intake, Passcode
from tests import build
from tests.history import entries, steps
from tests.intake.build import a_started_intake, an_intake, as_link, let_in, redeem

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
MINUTE = datetime.timedelta(minutes=1)
CAPPED = "We have sent five codes within an hour. Please wait an hour, or call the clinic."
SPENT = "This code was tried three times and no longer works. Ask for a new one below."
WRONG = (
    "That is not the code from our newest mail. After three tries, or ten minutes, "
    "please ask for a new code."
)


def code_of(intake):
    with as_link(intake):
        return links.code(Passcode.objects.order_by("pk").last())


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_goes_to_the_address_on_file(client):
    intake = an_intake()
    page = f"/i/{links.token_of(intake)}/"
    assert client.post(page).url == f"{page}code/"
    with as_link(intake):
        passcode = Passcode.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'intake.mail_code'")
        ((args,),) = cursor.fetchall()
    assert json.loads(args) == {"passcode_id": passcode.pk, "client_id": intake.client_id}
    jobs.mail_code(passcode_id=passcode.pk, client_id=intake.client_id)
    assert mail.outbox[0].to == [intake.client.email]
    assert f"Your code is {links.code(passcode)}" in mail.outbox[0].body


def test_five_codes_an_hour_and_used_ones_count(client):
    intake = an_intake()
    page = f"/i/{links.token_of(intake)}/"
    redeem(intake)
    for _ in range(4):
        assert client.post(page).status_code == 302
    answer = client.post(page)
    assert (answer.status_code, answer.context["sentence"]) == (429, CAPPED)
    with as_link(intake), pytest.raises(Refused, match=CAPPED):
        actions.ask_code(intake, now=timezone.now() + 59 * MINUTE)
    with as_link(intake):
        actions.ask_code(intake, now=timezone.now() + 61 * MINUTE)


def test_the_code_opens_the_form_in_a_fresh_session(client):
    intake = an_intake()
    page = f"/i/{links.token_of(intake)}/"
    client.post(page)
    answer = client.post(f"{page}code/", {"code": f" {code_of(intake)} "})
    assert answer.url == "/intake/form/"
    with as_link(intake):
        row = Intake.objects.get()
        assert (row.state, row.browser) == ("started", client.session[visitor.BROWSER])
    assert steps(intake.client)[-1:] == [journey.INTAKE_REDEEMED]
    assert client.get("/intake/form/", follow=True).status_code == 200


def test_opening_a_form_signs_staff_out_of_that_browser(signed_in):
    therapist = build.a_user()
    intake = an_intake(therapist=therapist)
    page = f"/i/{links.token_of(intake)}/"
    browser = signed_in(therapist)
    browser.post(page)
    browser.post(f"{page}code/", {"code": code_of(intake)})
    assert browser.get("/clients/").url.startswith("/account/login/")
    assert browser.get("/intake/form/goals/").status_code == 200


def test_a_wrong_code_is_told_and_counted(client):
    intake = an_intake()
    page = f"/i/{links.token_of(intake)}/"
    client.post(page)
    right = code_of(intake)
    answer = client.post(f"{page}code/", {"code": other_than(right)})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"code": [WRONG]})
    with as_link(intake):
        assert Passcode.objects.get().tries == 1
    for _ in range(2):
        client.post(f"{page}code/", {"code": other_than(right)})
    spent = client.post(f"{page}code/", {"code": right})
    assert (spent.status_code, spent.context["form"].errors) == (422, {"code": [SPENT]})
    with as_link(intake):
        assert (Passcode.objects.get().tries, Intake.objects.get().state) == (3, "invited")


def test_a_new_code_that_was_asked_for_is_said_to_be_on_its_way(client):
    page = f"/i/{links.token_of(an_intake())}/"
    assert client.post(page).url == f"{page}code/"
    again = client.post(page, {"again": "yes"})
    assert again.url == f"{page}code/?again=1"
    words = "A new code is on its way. The one before no longer works."
    assert words in client.get(again.url).text
    assert words not in client.get(f"{page}code/").text


def test_a_code_is_good_once_for_ten_minutes_and_only_the_newest(db):
    intake = an_intake()
    now = timezone.now()
    with as_link(intake):
        first = actions.ask_code(intake, now=now)
        newest = actions.ask_code(intake, now=now)
        assert actions.redeem(intake.pk, links.code(first), now=now) is None
        assert actions.redeem(intake.pk, links.code(newest), now=now + 10 * MINUTE) is None
        assert actions.redeem(intake.pk, links.code(newest), now=now + 9 * MINUTE)
        assert actions.redeem(intake.pk, links.code(newest), now=now + 9 * MINUTE) is None


def test_another_browser_ends_the_one_before(client):
    intake = a_started_intake()
    let_in(client, intake)
    assert client.get("/intake/form/goals/").status_code == 200
    redeem(intake)
    answer = client.get("/intake/form/goals/")
    assert (answer.status_code, answer.url) == (302, "/intake/ended/")


def test_after_half_an_hour_of_quiet_a_new_code_is_asked_for(client):
    intake = a_started_intake()
    for name, seconds in ((visitor.SEEN, 1801), (visitor.SINCE, 4 * 3600 + 1)):
        let_in(client, intake)
        session = client.session
        session[name] -= seconds * visitor.GRACE  # words on their way have a little longer
        session.save()
        posted = client.post(
            "/intake/form/goals/",
            {"goal": "x", "changed": "goal"},
            headers={"X-Autosave": "1"},
        )
        assert (posted.status_code, posted.headers["HX-Trigger"]) == (401, "session-ended")
        let_in(client, intake)
        session = client.session
        session[name] -= seconds
        session.save()
        answer = client.get("/intake/form/goals/")
        assert answer.url == f"/i/{links.token_of(intake)}/?covered=1"
        assert "What was saved is kept." in client.get(answer.url).text
        assert client.get("/intake/form/goals/").url == "/intake/ended/"


def test_a_page_that_covers_itself_ends_the_visit(client):
    intake = a_started_intake()
    let_in(client, intake)
    page = client.get("/intake/form/goals/").text
    assert 'data-cover-seconds="1800"' in page
    assert "cover.js" in page
    answer = client.get("/intake/covered/?next=/intake/form/goals/")
    assert answer.url == f"/i/{links.token_of(intake)}/?covered=1"
    assert client.get("/intake/form/goals/").url == "/intake/ended/"
    assert client.get("/intake/covered/").url == "/intake/ended/"


def test_only_a_person_keeps_the_form_open_not_its_script(client):
    intake = a_started_intake()
    let_in(client, intake)
    session = client.session
    session[visitor.SEEN] -= 1000
    session.save()
    before = session[visitor.SEEN]
    saved = client.post(
        "/intake/form/goals/", {"goal": "x", "changed": "goal"}, headers={"X-Autosave": "1"}
    )
    assert (saved.status_code, client.session[visitor.SEEN]) == (200, before)
    assert client.head("/intake/here/").status_code == 204
    assert client.session[visitor.SEEN] > before


def test_finishing_later_ends_this_browser_and_keeps_the_link(client):
    intake = a_started_intake()
    let_in(client, intake)
    client.post("/intake/form/goals/", {"goal": "Dance", "go": "later"})
    assert client.get("/intake/form/goals/").url == "/intake/ended/"
    assert client.get(f"/i/{links.token_of(intake)}/").status_code == 200
    let_in(client, intake)
    assert client.post("/intake/later/").status_code == 200
    assert client.get("/intake/check/").url == "/intake/ended/"
    let_in(client, intake)
    assert client.get("/intake/later/").status_code == 405
    assert "Dance" in client.get("/intake/form/goals/").text


@pytest.mark.database
@pytest.mark.django_db(transaction=True, databases=["default", "outside"])
def test_of_twenty_at_once_exactly_one_comes_in_fifty_times():
    intake, now, rounds = an_intake(), timezone.now(), 50
    nonces, codes = [[] for _ in range(rounds)], []
    start, end = threading.Barrier(21), threading.Barrier(21)

    def race():
        try:
            for came_in in nonces:
                start.wait(30)
                code, moment = codes[-1]
                with scope.acting_as(scope.link(intake.pk)):
                    came_in.append(actions.redeem(intake.pk, code, now=moment))
                end.wait(30)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=race) for _ in range(20)]
    for thread in threads:
        thread.start()
    for number in range(rounds):
        moment = now + number * 15 * MINUTE  # four codes an hour
        with as_link(intake):
            codes.append((links.code(actions.ask_code(intake, now=moment)), moment))
        start.wait(30)
        end.wait(30)
        (nonce,) = [nonce for nonce in nonces[number] if nonce]
        with as_link(intake):
            assert Intake.objects.get().browser == nonce
    for thread in threads:
        thread.join()
    assert [len(came_in) for came_in in nonces] == [20] * rounds
    assert len(entries(step=journey.INTAKE_REDEEMED)) == rounds


@pytest.mark.database
@pytest.mark.django_db(transaction=True, databases=["default", "outside"])
def test_of_twenty_wrong_tries_at_once_three_are_counted():
    intake = an_intake()
    with as_link(intake):
        wrong = other_than(links.code(actions.ask_code(intake)))
    start = threading.Barrier(20)

    def guess():
        try:
            start.wait()
            browser = Client()
            browser.post(f"/i/{links.token_of(intake)}/code/", {"code": wrong})
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guess) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with as_link(intake):
        assert Passcode.objects.get().tries == 3
