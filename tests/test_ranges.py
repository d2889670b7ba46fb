"""Every number has a range and every choice a list, in the database as well as in the form.

Each constraint is tried on an empty copy of its table, one column at a time.
"""

import re

import psycopg
import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RULES = (
    "SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
    " WHERE relname ~ '^(clinic|intake|notes)_' AND contype = 'c' AND conname ~ %s"
)


@pytest.fixture
def refuses(owner):
    """`refuses(table, column, value)`: the name of the check that says no, or None."""

    def attempt(table, column, value):
        owner.execute(f'CREATE TEMP TABLE probe (LIKE "{table}" INCLUDING CONSTRAINTS)')
        try:
            for (name,) in owner.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'probe'::regclass"
                " AND attnum > 0 AND attnotnull"
            ).fetchall():
                owner.execute(f'ALTER TABLE probe ALTER COLUMN "{name}" DROP NOT NULL')
            owner.execute(f'INSERT INTO probe ("{column}") VALUES (%s)', [value])  # noqa: S608
        except psycopg.errors.CheckViolation as error:
            return error.diag.constraint_name
        finally:
            owner.execute("DROP TABLE probe")

    return attempt


def test_numbers_stay_in_their_range(owner, refuses):
    rules = owner.execute(RULES, [r"_\d+_to_\d+$"]).fetchall()
    tried = 0
    for table, name in rules:
        found = re.fullmatch(rf"{table}_(\w+?)_(\d+)_to_(\d+)", name)
        if not found:
            continue
        column, low, high = found[1], int(found[2]), int(found[3])
        assert refuses(table, column, low) is None, name
        assert refuses(table, column, high) is None, name
        assert refuses(table, column, high + 1) == name
        if low > 0:
            assert refuses(table, column, low - 1) == name
        tried += 1
    assert tried >= 12


def test_choices_come_from_their_list(owner, refuses):
    rules = owner.execute(RULES, ["_is_listed$"]).fetchall()
    for table, name in rules:
        column = name.removeprefix(f"{table}_").removesuffix("_is_listed")
        assert refuses(table, column, "zz") == name
    assert len(rules) >= 15
