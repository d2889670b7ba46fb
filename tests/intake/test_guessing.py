"""Guessing codes ends; a replaced link opens nothing, and can still ask for the new one."""

import contextlib
import datetime
import threading

import pytest
from django.db import connections
from django.utils import timezone

from clinic import scope
from clinic.access import Refused
from intake import actions, jobs, links
from intake.models import Intake, Passcode
from tests.intake.build import an_intake, as_link, redeem
from tests.intake.test_invite import queued
from tests.intake.test_redeem import other_than

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
HOUR = datetime.timedelta(hours=1)
SHUT = "Too many wrong codes were typed here. Please call the clinic; we send you a new link."


def guess(intake, now, times=3):
    """A new code, and `times` wrong ones typed."""
    with as_link(intake):
        wrong = other_than(links.code(actions.ask_code(intake.pk, now=now)))
        return [actions.redeem(intake.pk, wrong, now=now) for _ in range(times)]


def misses(intake):
    with as_link(intake):
        return Intake.objects.get().misses


def a_shut_intake(**facts):
    intake, now = an_intake(**facts), timezone.now()
    for hour in range(7):
        guess(intake, now + hour * HOUR)
    return intake


def test_sixty_hours_of_guessing_are_twenty_guesses():
    intake, now, asked = an_intake(), timezone.now(), 0
    for hour in range(60):
        with contextlib.suppress(Refused):
            asked += len(guess(intake, now + hour * HOUR))
    assert asked == 21
    assert misses(intake) == 20
    with as_link(intake):
        newest = Passcode.objects.order_by("pk").last()
        assert newest.tries < 3 or newest.used_at is None
        Passcode.objects.filter(pk=newest.pk).update(tries=0)  # even then
        right = links.code(newest)
        assert actions.redeem(intake.pk, right, now=newest.sent_at) is None
        assert Intake.objects.get().state == "invited"


def test_the_twentieth_wrong_code_is_told_and_whoever_asks_is_told(client):
    intake, now = an_intake(), timezone.now()
    for hours in range(6, 0, -1):
        guess(intake, now - hours * HOUR)
    page = f"/i/{links.token_of(intake)}/"
    client.post(page)
    with as_link(intake):
        right = links.code(Passcode.objects.order_by("pk").last())
    first, second, late = (
        client.post(f"{page}code/", {"code": code})
        for code in (other_than(right), other_than(right), right)
    )
    assert SHUT not in first.text
    assert [(answer.status_code, SHUT in answer.text) for answer in (second, late)] == [
        (422, True)
    ] * 2
    answer = client.post(page)
    assert (answer.status_code, SHUT in answer.text) == (429, True)
    assert client.get(page).status_code == 200


def test_the_right_code_forgets_the_wrong_ones():
    intake = an_intake()
    guess(intake, timezone.now(), 2)
    assert misses(intake) == 2
    assert redeem(intake)
    assert misses(intake) == 0


def test_a_link_that_staff_send_again_opens(signed_in):
    from tests import build

    me = build.a_user()
    intake = a_shut_intake(therapist=me)
    browser = signed_in(me)
    assert "Too many wrong codes: send again" in browser.get("/intakes/").text
    browser.post(f"/intakes/{intake.pk}/resend/")
    assert "Too many wrong codes" not in browser.get("/intakes/").text
    assert misses(intake) == 0
    with as_link(intake):
        later = timezone.now() + 8 * HOUR
        code = links.code(actions.ask_code(intake.pk, now=later))
        assert actions.redeem(intake.pk, code, now=later)


def test_asking_for_the_mail_again_does_not_forget_them():
    intake = a_shut_intake(now=timezone.now() - 10 * 24 * HOUR)
    jobs.renew_link(intake_id=intake.pk, client_id=intake.client_id)
    assert misses(intake) == 20


@pytest.mark.database
def test_more_than_twenty_are_never_counted(refused):
    intake = a_shut_intake()
    with as_link(intake), refused("intake_intake_misses_0_to_20"):
        Intake.objects.update(misses=21)


@pytest.mark.database
@pytest.mark.django_db(transaction=True, databases=["default", "outside"])
def test_of_twenty_wrong_codes_at_once_three_count_against_the_form():
    intake, now = an_intake(), timezone.now()
    with as_link(intake):
        wrong = other_than(links.code(actions.ask_code(intake.pk, now=now)))
    start = threading.Barrier(20)

    def one():
        try:
            start.wait(30)
            with scope.acting_as(scope.link(intake.pk)):
                actions.redeem(intake.pk, wrong, now=now)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert misses(intake) == 3


def replaced(intake, as_staff):
    """The tokens of an intake whose link staff sent again: the old one and the present one."""
    old = links.token_of(intake)
    with as_staff(intake.invited_by):
        row = actions.resend(Intake.objects.get(pk=intake.pk), by=intake.invited_by)
    return old, links.token_of(row)


def test_the_page_of_a_replaced_link_mails_the_new_one(client, as_staff):
    intake = an_intake(now=timezone.now() - 20 * 24 * HOUR)
    old, new = replaced(intake, as_staff)
    page = client.get(f"/i/{old}/")
    assert (page.status_code, "Mail it again" in page.text) == (404, True)
    before = queued()
    answer = client.post(f"/i/{old}/resend/")
    assert answer.url == client.post(f"/i/{'A' * 43}/resend/").url == "/intake/ended/?mail=sent"
    (job,) = [job for job in queued() if job not in before]
    assert job == ("intake.renew_link", {"intake_id": intake.pk, "client_id": intake.client_id})
    assert client.post(f"/i/{old}/").status_code == 404
    assert client.post(f"/i/{old}/code/", {"code": "000000"}).status_code == 404
    assert client.get(f"/i/{new}/").status_code == 200


def test_a_replaced_link_of_a_form_that_was_sent_queues_nothing(client, as_staff):
    from tests.intake.build import fill

    intake = an_intake()
    old, _new = replaced(intake, as_staff)
    redeem(intake)
    fill(intake)
    with as_link(intake):
        actions.submit(Intake.objects.get(), "Sample Signer")
    before = queued()
    assert client.post(f"/i/{old}/resend/").url == "/intake/ended/?mail=sent"
    assert queued() == before


@pytest.mark.database
def test_a_replaced_link_never_comes_back(refused, as_staff):
    intake = an_intake()
    replaced(intake, as_staff)
    with as_staff(intake.invited_by), refused("replaced_links_stay_dead"):
        from django.db.models import F

        Intake.objects.update(link_digest=F("replaced_digests__0"))
