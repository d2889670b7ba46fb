"""What holds for every table: rights, row security, triggers that cannot be switched off."""

import re
from pathlib import Path

import pytest
from django.db import connection

from clinic import rights

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DOCS = Path(__file__).resolve().parent.parent / "docs"
OURS = ("clinic_", "intake_", "notes_")
WITHOUT_CLIENT = {"clinic_user", "clinic_cache", "intake_question", "intake_rulechange"}
WITHOUT_CLIENT |= {"intake_form", "intake_clinicsettings"}


def ask(sql, *values):
    """The rows of a catalog query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tables():
    """Every table of the product and of its libraries."""
    return {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def test_every_table_is_in_the_rights():
    assert tables() - set(rights.RIGHTS) == set()
    assert set(rights.RIGHTS) - tables() == set()


def test_the_web_role_has_exactly_its_rights():
    granted = {}
    for table, right in ask(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges"
        " WHERE grantee = current_user AND table_schema = 'public'"
    ):
        granted.setdefault(table, set()).add(right)
    expected = {table: set(r.split(", ")) for table, r in rights.RIGHTS.items() if r}
    assert granted == expected


def test_the_web_role_owns_nothing_and_cannot_go_round_the_walls():
    assert ask("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole") == [(0,)]
    assert ask(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = current_user"
    ) == [(False, False, False, False)]


def test_row_security_is_forced_wherever_a_client_is_named():
    forced = {
        name
        for (name,) in ask(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        )
    }
    named = {name for name in tables() if name.startswith(OURS)} - WITHOUT_CLIENT
    assert forced == named


def test_nothing_is_seen_without_a_scope():
    from tests import build

    build.a_visit()
    seen = {}
    for table in {name for name in tables() if name.startswith(OURS)} - WITHOUT_CLIENT:
        seen[table] = ask(f'SELECT count(*) FROM "{table}"')[0][0]  # noqa: S608 (catalog names)
    assert {table: count for table, count in seen.items() if count} == {}


def test_every_trigger_of_ours_is_always_on_and_written_down():
    triggers = {
        name: enabled
        for name, enabled in ask(
            "SELECT tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relname ~ '^(clinic|intake|notes)_'"
        )
    }
    written = set(re.findall(r"^\| `(\w+)` \| trigger", (DOCS / "data-rules.md").read_text(), re.M))
    assert set(triggers) == written
    assert {name for name, enabled in triggers.items() if enabled != "A"} == set()


def test_every_named_constraint_is_written_down():
    named = {
        name
        for (name,) in ask(
            "SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE relname ~ '^(clinic|intake|notes)_' AND contype IN ('c', 'x')"
            " AND conname !~ '_check$'"  # Django's own, for unsigned numbers
        )
    }
    text = (DOCS / "data-rules.md").read_text()
    written = set(re.findall(r"^\| `(\w+)` \| (?:check|exclusion)", text, re.M))
    assert named == written


def test_definer_functions_are_the_known_ones():
    known = {"clinic_reach", "clinic_record", "clinic_join", "clinic_find"}
    known |= {"intake_knock", "intake_knock_replaced"}
    found = {
        name
        for (name,) in ask(
            "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND nspname = 'public'"
        )
    }
    assert found == known


def test_definer_functions_fix_their_search_path():
    assert (
        ask(
            "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace"
            " WHERE prosecdef AND nspname = 'public'"
            " AND NOT coalesce(proconfig::text, '') LIKE '%%search_path%%'"
        )
        == []
    )


def test_what_was_typed_is_no_part_of_a_statement():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::text, query FROM pg_stat_activity WHERE pid = pg_backend_pid()", ["canary"]
        )
        said, statement = cursor.fetchone()
    assert said == "canary"
    assert "canary" not in statement
