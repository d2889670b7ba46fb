"""Whom the database lets somebody reach: `clinic_reach()`, asked as each kind of person."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from clinic import actions, scope
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def reach(actor):
    with scope.acting_as(actor), connection.cursor() as cursor:
        cursor.execute("SELECT clinic_reach()")
        return set(cursor.fetchone()[0])


def test_an_admin_reaches_everybody_and_a_therapist_their_own():
    one, other, admin = build.a_user(), build.a_user(), build.an_admin()
    mine, theirs = build.a_client(one), build.a_client(other)
    assert reach(scope.staff(admin)) == {mine.pk, theirs.pk}
    assert reach(scope.staff(one)) == {mine.pk}
    assert reach(scope.staff(other)) == {theirs.pk}
    with scope.acting_as(scope.staff(admin)):
        actions.open_reading(mine.pk, "A question of the client.", by=admin)
    assert reach(scope.staff(build.a_user(""))) == set()
    assert reach(scope.job(mine.pk)) == {mine.pk}
    assert reach(scope.Actor("staff", user=10**9)) == set()


def test_an_admin_reaches_a_client_who_is_being_added():
    """The place in the care team comes first; the client's own row follows it."""
    therapist, admin = build.a_user(), build.an_admin()
    mine, coming = build.a_client(therapist), 10**12
    with scope.acting_as(scope.staff(admin)), connection.cursor() as cursor:
        before = transaction.savepoint()
        cursor.execute("SELECT clinic_join(%s, %s, %s)", [coming, therapist.pk, timezone.now()])
        cursor.execute("SELECT clinic_reach()")
        assert set(cursor.fetchone()[0]) == {mine.pk, coming}
        transaction.savepoint_rollback(before)


def test_who_has_left_reaches_nobody():
    therapist = build.a_user()
    build.a_client(therapist)
    therapist.is_active = False
    therapist.save(update_fields=["is_active"])
    assert reach(scope.staff(therapist)) == set()
