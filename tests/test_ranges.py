"""Every number has a range and every choice a list, in the database as well as in the form.

Each check is tried by itself, on an empty table with just its column.
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
def allows(owner):
    """`allows(table, rule, column, value)`: does that check let the value in?"""

    def attempt(table, rule, column, value):
        said = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
        ((check,),) = owner.execute(said, [rule]).fetchall()
        owner.execute(f'CREATE TEMP TABLE probe AS SELECT "{column}" FROM "{table}" WITH NO DATA')  # noqa: S608 (catalog names)
        owner.execute(f'ALTER TABLE probe ADD CONSTRAINT "{rule}" {check}')
        try:
            owner.execute("INSERT INTO probe VALUES (%s)", [value])
        except psycopg.errors.CheckViolation:
            return False
        finally:
            owner.execute("DROP TABLE probe")
        return True

    return attempt


def test_numbers_stay_in_their_range(owner, allows):
    tried = 0
    for table, rule in owner.execute(RULES, [r"_\d+_to_\d+$"]).fetchall():
        if not (found := re.fullmatch(rf"{table}_(\w+?)_(\d+)_to_(\d+)", rule)):
            continue
        column, low, high = found[1], int(found[2]), int(found[3])
        answers = [allows(table, rule, column, n) for n in (low - 1, low, high, high + 1)]
        assert answers == [False, True, True, False], rule
        tried += 1
    assert tried >= 12


def test_choices_come_from_their_list(owner, allows):
    rules = owner.execute(RULES, ["_is_listed$"]).fetchall()
    for table, rule in rules:
        column = rule.removeprefix(f"{table}_").removesuffix("_is_listed")
        assert not allows(table, rule, column, "z"), rule
    assert len(rules) >= 15
