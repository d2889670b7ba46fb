"""Inviting a client, and sending the link again."""

import datetime
import json

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clinic import journey
from clinic.access import Refused
from clinic.models import CarePlace
from intake import actions, jobs, links
from intake.models import Intake
from tests import build
from tests.history import steps
from tests.intake.build import a_submitted_intake, an_intake, as_link, redeem

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
DAY = datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 11, 23, 14, tzinfo=datetime.UTC)
WAITING = "An intake is already waiting for this client. Send its link again instead."
SENT = "The client has sent this intake. Invite them again if something has changed."


def queued():
    """(task, arguments) of the jobs that wait; reminders have a test of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args FROM procrastinate_jobs"
            " WHERE task_name <> 'intake.remind' ORDER BY id"
        )
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def test_inviting_makes_an_intake_and_queues_its_mail(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    answer = signed_in(therapist).post(f"/clients/{client.pk}/invite/")
    assert answer.url == reverse("notes:record", args=[client.pk])
    with as_staff(therapist):
        intake = Intake.objects.get()
    assert (intake.client_id, intake.invited_by, intake.state) == (client.pk, therapist, "invited")
    assert steps(client)[2:] == [journey.INTAKE_INVITED]
    ids = {"intake_id": intake.pk, "client_id": client.pk}
    assert queued() == [("intake.mail_link", ids)]


def test_the_mail_carries_the_link_in_two_parts_and_no_name(as_staff):
    intake = an_intake()
    jobs.mail_link(intake_id=intake.pk, client_id=intake.client_id)
    (sent,) = mail.outbox
    assert sent.to == [intake.client.email]
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert links.address(intake) in sent.body
    assert links.address(intake) in html
    for words in (sent.subject, sent.body, html):
        assert intake.client.preferred_name not in words
        assert intake.client.legal_name not in words


def test_the_database_holds_neither_the_link_nor_a_code(db):
    intake = an_intake()
    token = links.token_of(intake)
    assert len(token) == 43
    row = {field.attname: str(getattr(intake, field.attname)) for field in Intake._meta.fields}
    assert [name for name, value in row.items() if token in value] == []
    assert intake.link_digest == links.digest(token)


def test_the_link_lives_fourteen_days_or_to_the_end_of_the_visits_day(as_staff):
    therapist = build.a_user()
    early, late = build.a_client(therapist), build.a_client(therapist)
    now = timezone.now().replace(microsecond=0)
    build.a_visit(early, therapist, starts_at=now + 3 * DAY)
    visit = build.a_visit(late, therapist, starts_at=now + 30 * DAY)
    assert an_intake(early, therapist=therapist, now=now).lives_until == now + 14 * DAY
    until = timezone.localtime(an_intake(late, therapist=therapist, now=now).lives_until)
    assert f"{until:%Y-%m-%d %H:%M:%S}" == (
        f"{timezone.localtime(visit.starts_at):%Y-%m-%d} 23:59:59"
    )


def test_inviting_brings_an_admins_client_to_nobody_new(signed_in, as_staff):
    therapist, admin = build.a_user(), build.an_admin()
    client = build.a_client(therapist)
    answer = signed_in(admin).post(f"/clients/{client.pk}/invite/")
    assert answer.url == reverse("clinic:clients")
    with as_staff(admin):
        assert list(CarePlace.objects.values_list("user_id", flat=True)) == [therapist.pk]


def test_only_one_intake_is_open_at_a_time(signed_in, as_staff, refused):
    therapist = build.a_user()
    intake = an_intake(therapist=therapist)
    answer = signed_in(therapist).post(f"/clients/{intake.client_id}/invite/")
    assert answer.status_code == 403
    assert answer.context["sentence"] == WAITING
    assert f'action="/intakes/{intake.pk}/resend/"' in answer.text  # and a way on
    assert f"by {therapist.name}" in answer.text
    assert steps(intake.client)[-1] == journey.INTAKE_INVITED
    with as_staff(therapist), refused("one_open_intake_per_client"):
        Intake.objects.create(
            client_id=intake.client_id,
            invited_at=NOW,
            invited_by=therapist,
            mailed_at=NOW,
            lives_until=NOW + DAY,
            link_nonce="a",
            link_digest="b",
        )


def test_after_sending_a_client_can_be_invited_again(as_staff):
    therapist = build.a_user()
    first = a_submitted_intake(therapist=therapist)
    again = an_intake(first.client, therapist=therapist)
    assert again.pk != first.pk


def test_a_strangers_client_is_missing(signed_in):
    client = build.a_client()
    assert signed_in(build.a_user()).post(f"/clients/{client.pk}/invite/").status_code == 404


def test_get_invites_nobody(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    assert signed_in(therapist).get(f"/clients/{client.pk}/invite/").status_code == 405
    with as_staff(therapist):
        assert Intake.objects.count() == 0


def test_sending_again_kills_the_old_link_and_keeps_the_browser(signed_in, as_staff):
    therapist = build.a_user()
    intake = an_intake(therapist=therapist)
    old, browser = links.token_of(intake), redeem(intake)
    client = signed_in(therapist)
    answer = client.post(f"/intakes/{intake.pk}/resend/", {"next": "/intakes/"})
    assert answer.url == "/intakes/"
    with as_staff(therapist):
        intake = Intake.objects.select_related("client").get(pk=intake.pk)
    assert links.token_of(intake) != old
    assert (links.knock(old), intake.browser) == (None, browser)
    assert steps(intake.client)[-1:] == [journey.INTAKE_RESENT]


def test_a_sent_intake_is_not_sent_again(as_staff):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist)
    with as_staff(therapist), pytest.raises(Refused, match=SENT):
        actions.resend(intake, by=therapist)


def test_get_sends_nothing_again(signed_in):
    therapist = build.a_user()
    intake = an_intake(therapist=therapist)
    assert signed_in(therapist).get(f"/intakes/{intake.pk}/resend/").status_code == 405


def test_an_expired_link_can_be_mailed_again_by_whoever_holds_it(client, as_staff):
    therapist = build.a_user()
    intake = an_intake(therapist=therapist, now=timezone.now() - 20 * DAY)
    token = links.token_of(intake)
    dead = client.get(f"/i/{token}/")
    assert dead.status_code == 404
    assert intake.client.preferred_name not in dead.text
    for _ in range(3):
        assert client.post(f"/i/{token}/resend/").url == "/intake/ended/?mail=sent"
    ids = {"intake_id": intake.pk, "client_id": intake.client_id}
    assert queued()[1:] == [("intake.renew_link", ids)]
    jobs.renew_link(**ids)
    assert (len(mail.outbox), mail.outbox[0].to) == (1, [intake.client.email])
    assert client.get(f"/i/{token}/").status_code == 200
    assert steps(intake.client)[-1:] == [journey.INTAKE_RESENT]
    jobs.renew_link(**ids)  # at once again: no second mail
    assert len(mail.outbox) == 1


def test_dead_links_look_alike_and_ask_for_nothing(client):
    sent = a_submitted_intake()
    old = an_intake(now=timezone.now() - 20 * DAY)
    tokens = [links.token_of(sent), links.token_of(old), "A" * 43, "short"]
    pages = [client.get(f"/i/{token}/") for token in tokens]
    assert {page.status_code for page in pages} == {404}
    bare = {
        page.text.replace(token, "").replace(str(page.context["csrf_token"]), "")
        for page, token in zip(pages, tokens, strict=True)
    }
    assert len(bare) == 1
    for token in (tokens[0], tokens[2]):
        assert client.post(f"/i/{token}/resend/").url == "/intake/ended/?mail=sent"
        assert client.post(f"/i/{token}/").status_code == 404
        assert client.post(f"/i/{token}/code/", {"code": "123456"}).status_code == 404
    assert [name for name, _ in queued() if name == "intake.renew_link"] == []


def test_the_link_shows_no_chart_to_its_own_actor(as_staff):
    intake = an_intake()
    with as_link(intake):
        assert list(Intake.objects.values_list("pk", flat=True)) == [intake.pk]
        assert list(intake.client.visits.all()) == []
