"""The mails about an intake: what went out, when, and what could not be delivered."""

import json

import pytest
from django.db import connection

from intake import jobs, mail_log
from tests import build
from tests.intake.build import a_started_intake, an_intake

pytestmark = pytest.mark.django_db(databases=["default", "outside"])


@pytest.fixture
def me():
    return build.a_user()


def address(intake):
    return f"/intakes/{intake.pk}/mails/"


def given_up(task, **args):
    """A job of which every try failed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', %s, %s, 'failed', 6) RETURNING id",
            [task, json.dumps(args)],
        )
        (job,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', now())",
            [job],
        )


def test_the_page_says_what_went_out_and_how(me, signed_in):
    intake = an_intake(therapist=me)
    jobs.mail_link(intake.pk, intake.client_id)
    text = signed_in(me).get(address(intake)).content.decode()
    for words in ("The link", "E-mail, to the address on file", "Sent"):
        assert words in text
    assert intake.client.email not in text
    assert "Not delivered" not in text


def test_a_mail_that_failed_six_times_is_not_delivered(me, signed_in, as_staff):
    intake, other = a_started_intake(therapist=me), an_intake(therapist=me)
    with as_staff(me):
        code = intake.passcodes.get()
    given_up("intake.mail_link", intake_id=intake.pk, client_id=intake.client_id)
    given_up("intake.mail_code", passcode_id=code.pk, client_id=intake.client_id)
    given_up("intake.remind", intake_id=other.pk, client_id=other.client_id, mailed=1)
    browser = signed_in(me)
    page = browser.get(address(intake))
    told = [(line.kind, line.delivered) for line in page.context["lines"]]
    assert sorted(told) == [("code", False), ("link", False)]
    assert page.content.decode().count("Not delivered") == 2
    assert "was tried six times" in page.content.decode()
    (line,) = browser.get(address(other)).context["lines"]
    assert (line.kind, line.delivered) == ("reminder", False)


def test_without_a_mail_it_says_so(me, signed_in):
    text = signed_in(me).get(address(an_intake(therapist=me))).content.decode()
    assert "No mail has gone out yet" in text


def test_strangers_find_nothing(me, signed_in):
    intake = an_intake(therapist=me)
    assert signed_in(build.a_user()).get(address(intake)).status_code == 404


def test_the_inbox_and_the_review_lead_to_it(me, signed_in):
    intake = an_intake(therapist=me)
    assert f'href="{address(intake)}"' in signed_in(me).get("/intakes/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_its_queries_do_not_grow(me, as_staff, django_assert_num_queries, number):
    intake = an_intake(therapist=me)
    for _ in range(number):
        given_up("intake.mail_link", intake_id=intake.pk, client_id=intake.client_id)
    with as_staff(me), django_assert_num_queries(3):
        assert len(mail_log.lines(intake)) == number
