"""The database itself keeps incidents and referrals true (docs/data-rules.md)."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from clinic import scope
from intake.models import Incident, Referral
from tests import build
from tests.intake import build as intakes
from tests.intake.build_stops import HOUR, acting, recorded, rows, told
from tests.notes.build import a_note, screened

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def test_nothing_is_changed_and_nobody_writes_in_anothers_name(me, visit, refused):
    intakes.said_at(visit, me, "RF17")
    intakes.said_at(visit, me, "RF06")
    for model, table in ((Incident, "incident"), (Referral, "referral")):
        (row,) = rows(me, model)
        for sql in (f"UPDATE intake_{table} SET why = ''", f"DELETE FROM intake_{table}"):  # noqa: S608 (our own names)
            with (
                acting(me),
                pytest.raises(DatabaseError, match="permission denied"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
        row.pk, row.answer = None, None
        admin = scope.acting_as(scope.staff(build.an_admin()))
        with admin, refused(f"{table}s_carry_ones_own_name"):
            row.save(force_insert=True)
        for stranger in (scope.staff(build.a_user()), scope.link(1)):
            with scope.acting_as(stranger):
                assert model.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"action": ""}, "incidents_written_up_say_what_was_done"),
        ({"client_informed": None}, "incidents_written_up_say_what_was_done"),
        ({"follow_up_at": None}, "grave_incidents_are_followed_up_within_72_hours"),
        ({"later": 73}, "grave_incidents_are_followed_up_within_72_hours"),
        ({"mistaken": True}, "mistaken_incidents_say_so_in_words"),
    ],
)
def test_the_database_keeps_incidents_true(me, visit, refused, change, rule):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    facts = told(first.at) | change
    if hours := facts.pop("later", None):
        facts["follow_up_at"] = first.at + hours * HOUR
    own = {"client": visit.client, "code": "RF17", "why": "x", "recorded_by": me}
    with acting(me), refused(rule):
        Incident.objects.create(**own, **facts, first=first, recorded_at=first.at)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"to_whom": ""}, "referrals_written_up_say_to_whom_and_when"),
        ({"told_at": None}, "referrals_written_up_say_to_whom_and_when"),
        ({"mistaken": True}, "mistaken_referrals_say_so_in_words"),
    ],
)
def test_the_database_keeps_referrals_true(me, visit, refused, change, rule):
    intakes.said_at(visit, me, "RF06")
    (first,) = rows(me, Referral)
    facts = {"to_whom": "A clinic", "told_at": first.recorded_at, "urgency": "today"} | change
    own = {"client": visit.client, "code": "RF06", "why": "x", "recorded_by": me}
    with acting(me), refused(rule):
        Referral.objects.create(**own, **facts, first=first, recorded_at=first.recorded_at)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("kind = ''", "incidents_without_a_stop_are_told_whole"),
        ("severity = ''", "incidents_without_a_stop_are_told_whole"),
        ("action = ''", "incidents_without_a_stop_are_told_whole"),
        ("client_informed = NULL", "incidents_without_a_stop_are_told_whole"),
        ("key = NULL", "incidents_without_a_stop_are_told_whole"),
        ("visit_id = NULL", "incidents_without_a_stop_are_of_started_visits"),
        ("visit_id = {later}", "incidents_without_a_stop_are_of_started_visits"),
        ("visit_id = {other}", "incidents_belong_to_the_visits_client"),
        ("recorded_by_id = {cover}", "incidents_carry_ones_own_name"),
        ("id = id", "an_incident_is_recorded_once"),
    ],
)
def test_an_incident_without_a_stop_is_whole(me, refused, change, rule):
    """The row as it stands, once more, with one thing changed."""
    note = a_note(build.a_client(me), me)
    later = build.a_visit(note.client, me, starts_at=note.visit.ends_at + HOUR)
    other = a_note(visit=build.a_visit(build.a_client(me), me, starts_at=later.ends_at))
    recorded(note)
    names = {"later": later.pk, "other": other.visit_id, "cover": build.a_user().pk}
    column, _is, value = change.format(**names).partition(" = ")
    twin = {"id": "nextval(pg_get_serial_sequence('intake_incident', 'id'))"}
    twin |= {"key": "gen_random_uuid()"} if column != "id" else {}
    twin |= {column: value} if column != "id" else {}
    columns = [field.column for field in Incident._meta.concrete_fields]
    taken = ", ".join(twin.get(name, f'"{name}"') for name in columns)
    named = ", ".join(f'"{name}"' for name in columns)
    sql = f"INSERT INTO intake_incident ({named}) SELECT {taken} FROM intake_incident"  # noqa: S608 (our own names)
    with acting(me), refused(rule), connection.cursor() as cursor:
        cursor.execute(sql)


def test_nobody_records_for_a_client_out_of_reach(me):
    row = recorded(a_note(build.a_client(me), me))
    row.pk, row.key, row.recorded_by = None, uuid.uuid4(), build.a_user()
    with (
        acting(row.recorded_by),
        pytest.raises(DatabaseError, match="row-level security|visit was not started"),
        transaction.atomic(),
    ):
        row.save(force_insert=True)


def test_one_answer_opens_one(me, visit, refused):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    first.pk = None
    with acting(me), refused("one_incident_for_each_answer"):
        first.save(force_insert=True)
