"""The database itself refuses: raw SQL as the web role, in the name of the note's own therapist."""

import pytest
from django.db import DatabaseError, connection, transaction

from clinic import scope
from notes import actions
from notes.models import Amendment, Remark
from tests import build
from tests.notes.build import (
    a_note,
    a_signed_note,
    a_treatment,
    acting,
    an_amendment,
    an_approved_note,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TABLES = "note treatment checkin tick draftsave amendment remark".split()


def attempt(sql, *values):
    """Run it; answer the name of the seal that refused, the right that is missing, or None."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            connection.check_constraints()
    except DatabaseError as error:
        cause = error.__cause__
        return cause.diag.constraint_name or str(cause).split("\n")[0]
    return None


@pytest.fixture
def signed():
    """A signed note with everything on it; the fixture's actor is its therapist."""
    note = a_signed_note()
    an_amendment(note)
    with acting(note):
        yield note


@pytest.fixture
def draft(signed):
    """Another draft of the same client, to carry things off to."""
    visit = build.a_visit(
        signed.client,
        signed.therapist,
        starts_at=signed.visit.ends_at,
    )
    return a_note(visit=visit)


SEALS = """
amendments_follow_the_signature amendments_only_grow approved_notes_are_final
nobody_lies_face_down_where_it_is_ruled_out notes_in_error_stay_so
remarks_follow_the_signature remarks_only_grow saves_end_with_the_signature saves_only_grow
signed_adaptations_are_sealed signed_check_ins_are_sealed signed_notes_are_sealed
signed_ticks_are_sealed signed_treatments_are_sealed stopped_places_are_left_alone
stopped_visits_take_no_touch the_time_of_a_technique_is_said_once touch_follows_its_adaptations
work_before_a_stop_was_open_then
""".split()
SEALED = "signed_notes_are_sealed"
WAYS = [
    # the note
    ("UPDATE notes_note SET objective = 'other' WHERE id = %(note)s", SEALED),
    ("UPDATE notes_note SET pain_before = 0 WHERE id = %(note)s", SEALED),
    (
        "UPDATE notes_note SET signed_at = NULL, signed_by_id = NULL, signed_hash = '',"
        " signed_meaning = '' WHERE id = %(note)s",
        SEALED,
    ),
    ("UPDATE notes_note SET signed_at = now() WHERE id = %(note)s", SEALED),
    ("UPDATE notes_note SET signed_hash = repeat('a', 64) WHERE id = %(note)s", SEALED),
    ("UPDATE notes_note SET visit_id = %(other_visit)s WHERE id = %(note)s", SEALED),
    ("UPDATE notes_note SET version = version + 1 WHERE id = %(note)s", SEALED),
    ("UPDATE notes_note SET id = 999999 WHERE id = %(note)s", SEALED),
    (
        "WITH chosen AS (SELECT id FROM notes_note WHERE id = %(note)s)"
        " UPDATE notes_note SET plan = 'x' FROM chosen WHERE notes_note.id = chosen.id",
        SEALED,
    ),
    (
        "MERGE INTO notes_note USING (SELECT %(note)s AS id) AS wanted ON notes_note.id = wanted.id"
        " WHEN MATCHED THEN UPDATE SET plan = 'x'",
        SEALED,
    ),
    ("DELETE FROM notes_note WHERE id = %(note)s", "permission denied for table notes_note"),
    ("TRUNCATE notes_note CASCADE", "permission denied for table notes_note"),
    # techniques
    (
        "UPDATE notes_treatment SET pressure_level = 1 WHERE note_id = %(note)s",
        "signed_treatments_are_sealed",
    ),
    ("DELETE FROM notes_treatment WHERE note_id = %(note)s", "signed_treatments_are_sealed"),
    (
        "UPDATE notes_treatment SET note_id = %(draft)s, seq = 9 WHERE note_id = %(note)s",
        "signed_treatments_are_sealed",
    ),
    (
        "UPDATE notes_treatment SET note_id = %(note)s, seq = 9 WHERE note_id = %(draft)s",
        "signed_treatments_are_sealed",
    ),
    (
        "INSERT INTO notes_treatment (note_id, client_id, seq, technique, contact_tool, motion,"
        " side, zone, pressure_level, duration_s, words) SELECT note_id, client_id, 2, technique,"
        " contact_tool, motion, side, zone, 1, 60, '' FROM notes_treatment"
        " WHERE note_id = %(note)s",
        "signed_treatments_are_sealed",
    ),
    # check-ins
    ("UPDATE notes_checkin SET felt = 0 WHERE note_id = %(note)s", "signed_check_ins_are_sealed"),
    ("DELETE FROM notes_checkin WHERE note_id = %(note)s", "signed_check_ins_are_sealed"),
    (
        "UPDATE notes_checkin SET note_id = %(draft)s WHERE note_id = %(note)s",
        "signed_check_ins_are_sealed",
    ),
    # ticks
    ("UPDATE notes_tick SET answer = 'na' WHERE note_id = %(note)s", "signed_ticks_are_sealed"),
    (
        "UPDATE notes_tick SET note_id = %(draft)s WHERE note_id = %(note)s",
        "signed_ticks_are_sealed",
    ),
    ("DELETE FROM notes_tick WHERE note_id = %(note)s", "permission denied for table notes_tick"),
    (
        "INSERT INTO notes_tick"
        " (note_id, client_id, item, phase, asked, answer, reason, live, at, by_id)"
        " SELECT note_id, client_id, item, phase, asked, 'na', '', live, at, by_id"
        " FROM notes_tick WHERE note_id = %(note)s ON CONFLICT (note_id, item)"
        " DO UPDATE SET answer = 'na'",
        "signed_ticks_are_sealed",
    ),
    # saves
    (
        "INSERT INTO notes_draftsave (note_id, client_id, key, version, at)"
        " SELECT note_id, client_id, gen_random_uuid(), 9, at FROM notes_draftsave"
        " WHERE note_id = %(note)s",
        "saves_end_with_the_signature",
    ),
    ("UPDATE notes_draftsave SET version = 9", "permission denied for table notes_draftsave"),
    # amendments
    ("UPDATE notes_amendment SET text = 'x'", "permission denied for table notes_amendment"),
    ("DELETE FROM notes_amendment", "permission denied for table notes_amendment"),
    ("UPDATE notes_remark SET text = 'x'", "permission denied for table notes_remark"),
    # the seals themselves
    ("ALTER TABLE notes_note DISABLE TRIGGER ALL", "must be owner of table notes_note"),
    ("ALTER TABLE notes_tick NO FORCE ROW LEVEL SECURITY", "must be owner of table notes_tick"),
    ("DROP TRIGGER signed_notes_are_sealed ON notes_note", "must be owner of relation notes_note"),
    (
        "SET session_replication_role = replica",
        'permission denied to set parameter "session_replication_role"',
    ),
]


@pytest.mark.parametrize(("sql", "name"), WAYS, ids=[f"{n:02}" for n in range(len(WAYS))])
def test_nothing_changes_a_signed_note(signed, draft, sql, name):
    with acting(signed):
        a_treatment(draft)
        for number, value in (
            ("note", signed.pk),
            ("draft", draft.pk),
            ("other_visit", draft.visit_id),
        ):
            sql = sql.replace(f"%({number})s", str(value))
        assert attempt(sql) == name


def test_there_are_enough_ways():
    assert len(WAYS) >= 16


def test_the_seals_are_all_there(owner):
    """Every seal by name, hung so that no setting switches it off."""
    hung = owner.execute(
        "SELECT tgname::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid::regclass::text LIKE 'notes_%' ORDER BY tgname"
    ).fetchall()
    assert hung == [(name, "A") for name in SEALS]


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_forced_behind_the_scope(owner, table):
    ((on, forced),) = owner.execute(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s",
        [f"notes_{table}"],
    ).fetchall()
    assert (on, forced) == (True, True)


@pytest.mark.parametrize("table", TABLES)
def test_a_stranger_and_nobody_see_no_rows(table):
    note = an_approved_note()
    an_amendment(note)
    count = f"SELECT count(*) FROM notes_{table}"  # noqa: S608 (our own names)

    def seen():
        with connection.cursor() as cursor:
            cursor.execute(count)
            return cursor.fetchone()[0]

    with acting(note):
        assert seen() > 0
    with scope.acting_as(scope.staff(build.a_user())):
        assert seen() == 0
    with scope.acting_as(scope.link(1)):
        assert seen() == 0
    assert seen() == 0


def test_an_unsigned_note_takes_no_amendment_and_no_remark(refused):
    note = a_note()
    facts = {"note": note, "client": note.client, "text": "x"}
    with acting(note), refused("amendments_follow_the_signature"):
        Amendment.objects.create(
            number=1,
            kind="addendum",
            written_at=note.started_at,
            written_by=note.therapist,
            **facts,
        )
    with acting(note), refused("remarks_follow_the_signature"):
        Remark.objects.create(by=note.therapist, at=note.started_at, **facts)


def test_approval_closes_what_the_signature_left_open():
    note = an_approved_note()
    with acting(note):
        for sql in (
            "UPDATE notes_note SET approved_at = NULL, approved_by_id = NULL,"
            " approved_up_to = NULL",
            "UPDATE notes_note SET approved_up_to = approved_up_to + 1",
        ):
            assert attempt(sql) == "approved_notes_are_final"


def test_the_signer_does_not_approve_in_the_database(signed):
    assert (
        attempt(
            "UPDATE notes_note SET approved_at = now() + interval '1 day', approved_up_to = 0,"
            " approved_by_id = signed_by_id WHERE id = %s",
            signed.pk,
        )
        == "notes_note_approved_by_is_not_signed_by"
    )


def test_a_note_in_error_stays_so():
    note = a_note()
    with acting(note):
        actions.mark_in_error(note, reason="Wrong visit.", by=note.therapist)
        for sql in (
            "UPDATE notes_note SET errored_at = NULL, errored_by_id = NULL, errored_reason = ''",
            "UPDATE notes_note SET plan = 'x'",
        ):
            assert attempt(sql) == "notes_in_error_stay_so"


@pytest.mark.parametrize(
    ("table", "promise"),
    [
        ("treatment", "treatments_belong_to_the_notes_client"),
        ("tick", "ticks_belong_to_the_notes_client"),
        ("checkin", "check_ins_belong_to_the_notes_client"),
    ],
)
def test_children_belong_to_the_notes_client(table, promise):
    draft, stranger = a_note(), a_note()
    a_treatment(draft)
    with acting(draft):
        actions.tick(draft, "B1", "done", by=draft.therapist)
        actions.check_in(draft, wants="right", by=draft.therapist)
    with scope.acting_as(scope.staff(build.a_user(admin=True))):
        sql = f"UPDATE notes_{table} SET client_id = %s WHERE note_id = %s"  # noqa: S608
        assert attempt(sql, stranger.client_id, draft.pk) == promise
