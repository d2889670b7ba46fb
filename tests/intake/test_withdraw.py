"""withdraw: an invitation is taken back; its link is dead, what was typed is kept unread."""

import pytest
from django.db import connection
from django.utils import timezone

from clinic import journey
from clinic.access import Refused
from intake import actions, jobs, links
from intake.models import Goals, Intake
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.intake.build import a_started_intake, a_submitted_intake, an_intake, as_link, let_in

pytestmark = pytest.mark.django_db(databases=["default", "outside"])


@pytest.fixture
def me():
    return build.a_user()


def address(intake):
    return f"/intakes/{intake.pk}/withdraw/"


def withdrawn(intake, me, as_staff):
    with as_staff(me):
        actions.withdraw(intake, by=me)
        return Intake.objects.get(pk=intake.pk)


def test_withdrawing_ends_the_invitation_and_a_new_one_is_possible(me, signed_in, as_staff):
    intake = an_intake(therapist=me)
    before = steps(intake.client)
    browser = signed_in(me)
    assert f'action="{address(intake)}"' in browser.get("/intakes/").content.decode()
    assert browser.post(address(intake)).status_code == 302
    assert steps(intake.client)[len(before) :] == [journey.INTAKE_WITHDRAWN]
    with as_staff(me):
        row = Intake.objects.get(pk=intake.pk)
        assert (row.state, row.withdrawn_by) == ("withdrawn", me)
        again = actions.invite(intake.client, by=me)
    assert again.pk != intake.pk
    listed = browser.get("/intakes/").content.decode()
    assert (address(intake) in listed, address(again) in listed) == (False, True)


def test_the_link_and_the_open_browser_are_dead_at_once(me, client, as_staff):
    intake, token = intakes.an_open_intake(therapist=me)
    let_in(client, intake)
    assert client.get("/intake/form/goals/").status_code == 200
    withdrawn(intake, me, as_staff)
    assert client.get(f"/i/{token}/").status_code == 404
    assert client.post(f"/i/{token}/").status_code == 404
    assert client.get("/intake/form/goals/").status_code == 302
    assert not links.knock(token).is_open()
    with as_link(intake):
        assert not Intake.objects.exists()
        with pytest.raises(Refused):
            actions.save_page(intake, Goals, {"goal": "Too late"})


def test_nothing_more_is_mailed(me, as_staff, mailoutbox):
    intake = an_intake(therapist=me)
    withdrawn(intake, me, as_staff)
    jobs.mail_link(intake.pk, intake.client_id)
    jobs.renew_link(intake.pk, intake.client_id)
    assert mailoutbox == []


def test_what_was_typed_is_kept_and_shown_to_nobody(me, signed_in, as_staff):
    intake = intakes.a_filled_intake(therapist=me)
    withdrawn(intake, me, as_staff)
    with as_staff(me):
        assert Goals.objects.get(intake=intake).goal
    browser = signed_in(me)
    for page in ("review", "print", "copy"):
        assert browser.get(f"/intakes/{intake.pk}/{page}/").status_code == 404


def test_what_arrived_is_not_taken_back_and_nothing_twice(me, signed_in, as_staff):
    sent, intake = a_submitted_intake(therapist=me), an_intake(therapist=me)
    answer = signed_in(me).post(address(sent))
    assert answer.status_code == 403
    assert "The client has sent this intake already." in answer.content.decode()
    withdrawn(intake, me, as_staff)
    with as_staff(me):
        with pytest.raises(Refused, match="withdrawn already"):
            actions.withdraw(intake, by=me)
        with pytest.raises(Refused, match="Invite them again"):
            actions.resend(intake, by=me)


def test_strangers_withdraw_nothing_and_looking_does_neither(me, signed_in):
    intake = an_intake(therapist=me)
    assert signed_in(build.a_user()).post(address(intake)).status_code == 404
    assert signed_in(me).get(address(intake)).status_code == 405


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("UPDATE intake_intake SET withdrawn_at = NULL, withdrawn_by_id = NULL", None),
        ("UPDATE intake_intake SET lives_until = lives_until + interval '1 day'", None),
        ("UPDATE intake_goals SET goal = 'x'", "withdrawn_goals_are_sealed"),
        ("UPDATE intake_comfort SET music = ''", "withdrawn_comfort_is_sealed"),
        ("UPDATE intake_cushions SET notes = 'x'", "withdrawn_cushions_are_sealed"),
        ("UPDATE intake_pressure SET stop_word = 'x'", "withdrawn_pressure_is_sealed"),
        ("UPDATE intake_about SET more = 'x'", "withdrawn_about_is_sealed"),
    ],
)
def test_the_database_keeps_it_so(me, as_staff, refused, sql, rule):
    withdrawn(intakes.a_filled_intake(therapist=me), me, as_staff)
    with as_staff(me), refused(rule or "withdrawn_intakes_are_sealed"):
        run(sql)


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("withdrawn_by_id = invited_by_id", "intake_intake_withdrawn_at_withdrawn_by_together"),
        (
            "withdrawn_at = invited_at - interval '1 day', withdrawn_by_id = invited_by_id",
            "intake_intake_withdrawn_at_only_after_invited_at",
        ),
        (
            "withdrawn_at = clock_timestamp(), withdrawn_by_id = invited_by_id,"
            " submitted_at = clock_timestamp(), signer_name = 'x'",
            "sent_intakes_are_not_withdrawn",
        ),
    ],
)
def test_the_pair_is_whole_and_in_order(me, as_staff, refused, sql, rule):
    intake = a_started_intake(therapist=me)
    assert intake.invited_at <= timezone.now()
    with as_staff(me), refused(rule):
        run(f"UPDATE intake_intake SET {sql}")  # noqa: S608 (words of this file)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
