"""The database's part of one's own copy: that form, that browser, half an hour, only reading."""

import datetime

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from intake import actions
from intake.models import Answer, Consent, Goals, Intake, Mark, Message, Passcode
from tests import build
from tests.intake.build import (
    a_filled_intake,
    a_submitted_intake,
    an_intake,
    as_link,
    as_sender,
)
from tests.intake.test_seals import SEALED_PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.database]
READ = {
    "clinic_client",
    "intake_about",
    "intake_answer",
    "intake_comfort",
    "intake_consent",
    "intake_cushions",
    "intake_goals",
    "intake_intake",
    "intake_mark",
    "intake_pressure",
    "intake_signature",
}
MARK = {"region": "knee", "side": "left", "kind": "pain", "marked_at": timezone.now()}


@pytest.fixture
def me():
    return build.a_user()


def a_drawn_intake(me, now=None, client=None):
    """Sent a moment ago, with a mark and a drawn signature."""
    intake = a_filled_intake(client, therapist=me, now=now)
    with as_link(intake):
        actions.sign(intake, b"png")
        Mark.objects.create(intake=intake, client_id=intake.client_id, **MARK)
        actions.submit(intake, "Sample Signer", now=now)
    return intake


def ago(**past):
    return timezone.now() - datetime.timedelta(**past)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def seen():
    """{table: rows} of everything that belongs to a client and can be read now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        names = [name for (name,) in cursor.fetchall()]
    found = {}
    for name in names:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 (catalog names)
            found[name] = cursor.fetchone()[0]
    return {name: rows for name, rows in found.items() if rows}


def test_that_browser_reads_that_form_and_nothing_else(me):
    client = build.a_client(me)
    a_submitted_intake(client, therapist=me)  # an older one of the same person
    intake = a_drawn_intake(me, client=client)
    build.a_visit(client, me)
    a_drawn_intake(me)  # somebody else's
    with as_sender(intake):
        found = seen()
        assert [row.pk for row in Intake.objects.all()] == [intake.pk]
        assert {row.intake_id for row in Consent.objects.all()} == {intake.pk}
    assert set(found) == READ
    assert found["intake_goals"] == found["intake_mark"] == found["clinic_client"] == 1


def test_no_other_browser_reads_it(me):
    client = build.a_client(me)
    older, intake = a_submitted_intake(client, therapist=me), a_drawn_intake(me, client=client)
    for nonce in ("of another browser", older.browser):
        with as_sender(intake, nonce):
            assert seen() == {}
    with as_link(intake):  # the link alone, after sending
        assert seen() == {}


def test_it_is_closed_after_half_an_hour(me):
    with as_sender(a_drawn_intake(me, now=ago(minutes=30, seconds=1))):
        assert seen() == {}
    with as_sender(a_drawn_intake(me, now=ago(minutes=29))):
        assert set(seen()) == READ


def test_an_open_and_a_withdrawn_form_are_not_read_as_a_copy(me, as_staff):
    intake = a_filled_intake(therapist=me)
    with as_sender(intake):
        assert seen() == {}
    with as_staff(me):
        actions.withdraw(Intake.objects.get(), by=me)
    with as_sender(intake):
        assert seen() == {}


def test_the_scope_ends_with_its_transaction(me):
    intake = a_drawn_intake(me)
    with as_sender(intake):
        assert Goals.objects.count() == 1
    assert seen() == {}
    with as_link(intake):
        assert seen() == {}


@pytest.mark.parametrize("table", SEALED_PAGES)
def test_no_page_is_changed_with_it(table, me, refused):
    field, name = SEALED_PAGES[table]
    with as_sender(a_drawn_intake(me)), refused(name):
        run(f"UPDATE {table} SET {field} = 'x'")  # noqa: S608 (our own names)


def test_nothing_is_added_to_it(me, refused):
    intake = a_drawn_intake(me)
    with as_sender(intake):
        with refused("submitted_intakes_are_sealed"):
            run("UPDATE intake_intake SET signer_name = 'x'")
        with refused("submitted_marks_are_sealed"):
            run("UPDATE intake_mark SET words = 'x'")
        with refused("submitted_signatures_are_sealed"):
            run("DELETE FROM intake_signature")
        for model, name in (
            (Answer, "answers_come_in_time"),
            (Consent, "submitted_consents_are_sealed"),
        ):
            row = model.objects.first()
            row.pk = None
            with refused(name):
                row.save(force_insert=True)


def test_what_is_not_sealed_is_out_of_its_reach(me):
    intake = a_drawn_intake(me)
    now = timezone.now()
    whose = {"intake_id": intake.pk, "client_id": intake.client_id, "sent_at": now}
    with as_sender(intake):
        assert run("UPDATE clinic_client SET email = 'x@example.test'") == 0
        assert run("UPDATE intake_passcode SET tries = 0") == 0
        for row in (Passcode(nonce="x", **whose), Message(kind="code", **whose)):
            with (
                pytest.raises(ProgrammingError, match="row-level security"),
                transaction.atomic(),
            ):
                row.save()


def test_an_open_link_still_asks_for_a_code(me):
    intake = an_intake(therapist=me)
    with as_link(intake):
        assert actions.ask_code(intake).pk
