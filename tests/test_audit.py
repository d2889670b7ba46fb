"""The history: one true line per step, and no tampering goes unseen."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from clinic import journey, scope
from clinic.audit import record
from clinic.management.commands.verify_audit import COLUMNS, canonical, faults
from clinic.models import AuditEntry
from tests import build

CHAIN = f"SELECT {COLUMNS}, hash FROM clinic_auditentry ORDER BY id"  # noqa: S608 (our own words)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows():
    """The whole chain, as an admin reads it."""
    with scope.acting_as(scope.staff(build.an_admin())), connection.cursor() as cursor:
        cursor.execute(CHAIN)
        return cursor.fetchall()


@pytest.fixture
def chain():
    """Five steps of one therapist; their rows."""
    therapist = build.a_user()
    for number in range(5):
        with scope.acting_as(scope.staff(therapist, "203.0.113.7")):
            record(journey.CLIENT_READ, f"clinic.client:{number}", client=number)
    return rows()


def test_each_step_leaves_one_line(chain):
    assert [(row[5], row[7], row[8]) for row in chain[-5:]] == [
        ("client.read", number, "203.0.113.7") for number in range(5)
    ]


def test_a_step_done_twice_in_a_page_is_one_line(as_staff):
    before = len(rows())
    with as_staff(build.a_user()):
        record(journey.NOTE_READ, "notes.note:1", client=1)
        record(journey.NOTE_READ, "notes.note:1", client=1)
    assert len(rows()) == before + 1


def test_nobody_writes_history_without_a_name():
    with pytest.raises(RuntimeError):
        record(journey.NOTE_READ, "notes.note:1")


def test_the_name_is_the_scopes_not_the_callers(as_staff):
    therapist = build.a_user()
    with as_staff(therapist):
        record(journey.NOTE_READ, "notes.note:1", client=1)
    assert rows()[-1][3] == therapist.pk


def test_an_untouched_chain_has_no_faults(chain):
    assert list(faults(chain, (chain[-1][0], chain[-1][-1]))) == []


def _edited(chain):
    row = list(chain[2])
    row[6] = "clinic.client:99"
    return [*chain[:2], tuple(row), *chain[3:]]


def _edited_with_new_hash(chain):
    import hashlib

    row = list(chain[2])
    row[6] = "clinic.client:99"
    row[-1] = hashlib.sha256(canonical(row[:-1]).encode()).hexdigest()
    return [*chain[:2], tuple(row), *chain[3:]]


def _swapped(chain):
    return [*chain[:2], chain[3], chain[2], *chain[4:]]


@pytest.mark.parametrize(
    "tampered",
    [
        _edited,
        _edited_with_new_hash,
        _swapped,
        lambda chain: [*chain[:2], *chain[3:]],
        lambda chain: chain[:-1],
        lambda chain: chain[1:],
    ],
    ids=["edited", "edited and rehashed", "swapped", "deleted", "cut off", "beheaded"],
)
def test_tampering_is_found(chain, tampered):
    assert list(faults(tampered(chain), (chain[-1][0], chain[-1][-1]))) != []


def test_the_command_verifies_a_real_chain(chain, capsys):
    with scope.acting_as(scope.staff(build.an_admin())):
        call_command("verify_audit")
        assert f"{len(chain)} rows, 0 faults" in capsys.readouterr().out
        with pytest.raises(CommandError):
            call_command("verify_audit", head=f"{chain[-1][0] + 1}:abc")


def test_the_command_does_not_praise_a_history_that_it_may_not_read(chain):
    with pytest.raises(CommandError, match="No history is visible"):
        call_command("verify_audit")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/St_Johns"])
def test_the_chain_holds_in_every_time_zone(chain, zone):
    with scope.acting_as(scope.staff(build.an_admin())), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute(CHAIN)
        assert list(faults(cursor.fetchall())) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE clinic_auditentry SET step = 'x'",
        "DELETE FROM clinic_auditentry",
        "TRUNCATE clinic_auditentry",
        "INSERT INTO clinic_auditentry (id) VALUES (1)",
        "ALTER TABLE clinic_auditentry DISABLE TRIGGER ALL",
        "DROP TABLE clinic_auditentry",
        "SET session_replication_role = replica",
        "ALTER TABLE clinic_auditentry DISABLE ROW LEVEL SECURITY",
        "CREATE OR REPLACE FUNCTION clinic_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NEW; END'",
    ],
)
def test_the_web_role_cannot_touch_history(chain, sql):
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert rows()[: len(chain)] == chain


def test_therapists_do_not_read_the_history(chain, as_staff):
    with as_staff(build.a_user()):
        assert AuditEntry.objects.count() == 0
