"""Mails are logged; reminders go out on their days and stop by themselves."""

import datetime
import json

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from clinic import actions as ground
from clinic import journey, scope
from intake import actions, jobs, links, reminding
from intake.models import Intake, Message, Passcode
from tests import build
from tests.history import steps
from tests.intake.build import a_started_intake, a_submitted_intake, an_intake, as_link, fill

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
NOW = datetime.datetime(2026, 11, 23, 14, tzinfo=datetime.UTC)
HEALTH = ("health", "pain", "psoas", "massage", "medic", "pregnan", "illness", "symptom")


@pytest.fixture
def at():
    """`with at(moment):` that is now."""
    return lambda moment: time_machine.travel(moment, tick=False)


def waiting(client):
    """[(when, arguments)] of this client's reminders, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scheduled_at, args FROM procrastinate_jobs WHERE task_name = 'intake.remind'"
            " AND (args ->> 'client_id')::bigint = %s ORDER BY scheduled_at",
            [client.pk],
        )
        return [(moment, json.loads(args)) for moment, args in cursor.fetchall()]


def run_due(client, until):
    """What the worker does up to `until`: each reminder at its own moment."""
    for moment, facts in waiting(client):
        if moment <= until:
            with time_machine.travel(moment, tick=False):
                reminding.remind(**facts)


def sent(intake):
    """The kinds of mail that were logged, oldest first."""
    with scope.acting_as(scope.job(intake.client_id)):
        return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_reminders_wait_for_the_third_and_the_seventh_day(at):
    with at(NOW):
        intake = an_intake()
    assert [moment for moment, _facts in waiting(intake.client)] == [NOW + 3 * DAY, NOW + 7 * DAY]
    facts = waiting(intake.client)[0][1]
    assert set(facts) == {"intake_id", "client_id", "mailed"}


def test_a_reminder_says_that_a_form_waits_and_nothing_about_health(at, settings):
    with at(NOW):
        intake = an_intake()
    run_due(intake.client, NOW + 3 * DAY)
    (letter,) = mail.outbox
    ((html, _kind),) = letter.alternatives
    assert (letter.to, letter.subject) == ([intake.client.email], "Your form is waiting")
    for words in (letter.subject, letter.body, html):
        plain = words.replace(settings.CLINIC_NAME, "").lower()
        assert [word for word in HEALTH if word in plain] == []
        assert intake.client.preferred_name not in words
    assert links.address(intake) in letter.body
    assert sent(intake) == ["reminder"]
    assert steps(intake.client)[-1:] == [journey.INTAKE_REMINDED]


def test_no_reminder_after_sending(at):
    with at(NOW):
        intake = a_started_intake()
        fill(intake)
        with as_link(intake):
            actions.submit(intake, "Sample Signer")
    run_due(intake.client, NOW + 30 * DAY)
    assert mail.outbox == []
    assert sent(intake) == []


def test_no_reminder_of_a_link_that_has_expired(at, settings):
    settings.INTAKE_REMIND_DAYS = [15]
    with at(NOW):
        intake = an_intake()
    run_due(intake.client, NOW + 30 * DAY)
    assert mail.outbox == []


def test_sending_again_begins_the_days_anew(at, as_staff):
    with at(NOW):
        intake = an_intake()
    with at(NOW + 2 * DAY), as_staff(intake.invited_by):
        actions.resend(intake, by=intake.invited_by)
    run_due(intake.client, NOW + 3 * DAY)
    assert mail.outbox == []
    run_due(intake.client, NOW + 5 * DAY)
    assert len(mail.outbox) == 1


def test_the_day_before_the_visit(at):
    therapist = build.a_user()
    with at(NOW):
        client = build.a_client(therapist)
        visit = build.a_visit(client, therapist, starts_at=NOW + 10 * DAY)
        intake = an_intake(client, therapist=therapist)
    assert waiting(client)[-1][0] == visit.starts_at - DAY
    run_due(client, NOW + 30 * DAY)
    assert [letter.subject for letter in mail.outbox] == ["Your form is waiting"] * 3
    assert sent(intake) == ["reminder"] * 3


def test_a_visit_within_two_days_needs_no_reminder_of_its_own(at):
    therapist = build.a_user()
    with at(NOW):
        client = build.a_client(therapist)
        build.a_visit(client, therapist, starts_at=NOW + 2 * DAY)
        an_intake(client, therapist=therapist)
    assert [moment for moment, _facts in waiting(client)] == [NOW + 3 * DAY, NOW + 7 * DAY]


def test_a_visit_booked_later_is_reminded_of_and_a_cancelled_one_is_not(at, as_staff):
    therapist = build.a_user()
    with at(NOW):
        client = build.a_client(therapist)
        intake = an_intake(client, therapist=therapist)
        visit = build.a_visit(client, therapist, starts_at=NOW + 20 * DAY)
    with as_staff(therapist):
        until = timezone.localtime(Intake.objects.get(pk=intake.pk).lives_until)
        assert until.date() == timezone.localdate(visit.starts_at)
    assert waiting(client)[-1][0] == NOW + 19 * DAY
    with at(NOW + DAY), as_staff(therapist):
        ground.cancel(visit, by=therapist)
    run_due(client, NOW + 30 * DAY)
    assert len(mail.outbox) == 2  # the third and the seventh day


def test_one_mail_a_day_is_enough(at):
    therapist = build.a_user()
    with at(NOW):
        client = build.a_client(therapist)
        build.a_visit(client, therapist, starts_at=NOW + 8 * DAY + HOUR)
        an_intake(client, therapist=therapist)
    run_due(client, NOW + 30 * DAY)
    assert len(mail.outbox) == 2  # not twice on the seventh day


def test_a_retried_job_does_not_mail_twice(at):
    with at(NOW):
        intake = an_intake()
    ids = {"intake_id": intake.pk, "client_id": intake.client_id}
    for _ in range(2):
        with at(NOW + HOUR):
            jobs.mail_link(**ids)
    run_due(intake.client, NOW + 3 * DAY)
    run_due(intake.client, NOW + 3 * DAY)
    assert sent(intake) == ["link", "reminder"]
    assert len(mail.outbox) == 2


def test_a_code_is_mailed_once_and_only_while_it_is_the_newest():
    intake = an_intake()
    with as_link(intake):
        first, newest = actions.ask_code(intake), actions.ask_code(intake)
    for passcode in (first, newest, newest):
        jobs.mail_code(passcode_id=passcode.pk, client_id=intake.client_id)
    assert sent(intake) == ["code"]
    assert links.code(newest) in mail.outbox[0].body
    with as_link(intake):
        assert Passcode.objects.count() == 2


def test_a_mail_that_fails_is_not_logged(monkeypatch):
    from django.core.mail import EmailMultiAlternatives

    def refuse(self):
        raise ConnectionRefusedError

    intake = an_intake()
    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    with pytest.raises(ConnectionRefusedError):
        jobs.mail_link(intake_id=intake.pk, client_id=intake.client_id)
    assert sent(intake) == []


def test_mails_are_written_in_the_clients_language(as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    with as_staff(therapist):
        client.language = "es"
        client.save(update_fields=["language"])
    intake = an_intake(client, therapist=therapist)
    jobs.mail_link(intake_id=intake.pk, client_id=client.pk)
    ((html, _kind),) = mail.outbox[0].alternatives
    assert '<html lang="es">' in html


def test_a_return_visit_is_told_that_last_times_answers_are_kept():
    therapist = build.a_user()
    first = a_submitted_intake(therapist=therapist)
    again = an_intake(first.client, therapist=therapist)
    assert again.follows_id == first.pk
    for intake in (first, again):
        jobs.mail_link(intake_id=intake.pk, client_id=intake.client_id)
    assert len(mail.outbox) == 1  # the first one was sent long ago
    assert "What you wrote last time is kept" in mail.outbox[0].body
