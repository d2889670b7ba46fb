"""An open form in one reading says what the rows say, and nobody else's."""

import datetime

import pytest

from clinic import scope
from clinic.access import Refused
from intake import actions, completeness, minors, sheet, whole
from intake.models import Consent, Intake
from intake.models.consent import Choice, Kind
from tests import build
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    a_submitted_intake,
    as_link,
    fill,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_says_what_the_rows_say():
    intake = a_filled_intake(consents={Kind.CHEST: Choice.DECLINED})
    with as_link(intake):
        actions.mark(intake, "f_abd_lower", "left", "avoid")
        form, row = whole.of(intake), Intake.objects.select_related("about", "goals").get()
        assert (form.pk, form.client_id, form.link_nonce) == (
            row.pk,
            row.client_id,
            row.link_nonce,
        )
        assert form.about.date_of_birth == row.about.date_of_birth == datetime.date(1980, 5, 17)
        assert (form.goals.goal, form.goals.pain_now) == (row.goals.goal, row.goals.pain_now)
        assert form.answered == sheet.codes()
        newest = {
            each.kind: (each.pk, each.decision, each.wording_hash)
            for each in Consent.objects.order_by("pk")
        }
        assert minors.own_names(form) == minors.own_names(Intake.objects.get())
    said = {k: (each.id, each.decision, each.wording_hash) for k, each in form.consents.items()}
    assert said == newest
    assert (form.avoids, form.drawn, form.is_held) == (True, frozenset(), False)
    assert minors.age(form) == minors.age(row)


def test_an_empty_form_is_read_as_empty():
    intake = a_started_intake()
    with as_link(intake):
        form = whole.of(intake)
    assert (form.about, form.goals, form.answered, form.consents) == (None, None, frozenset(), {})


def test_it_costs_one_query_however_much_was_said(django_assert_num_queries):
    intake = a_started_intake()
    sheet.codes()  # a table that never changes: each process asks once
    for _round in range(3):
        with as_link(intake), django_assert_num_queries(1):
            completeness.gaps(intake)
        fill(intake)


def test_a_sent_form_and_another_browsers_are_not_there():
    therapist = build.a_user()
    sent, other = a_submitted_intake(therapist=therapist), a_started_intake()
    with as_link(sent), pytest.raises(Refused, match="This form is no longer open."):
        whole.of(sent)
    with as_link(other):
        assert whole.read(other.pk, browser="0" * 32) is None
        assert whole.read(other.pk, browser=other.browser).pk == other.pk


@pytest.mark.parametrize("who", ["another link", "nobody"])
def test_row_security_holds_inside_the_reading(who):
    mine, other = a_filled_intake(), a_started_intake()
    actor = scope.link(other.pk) if who == "another link" else scope.Actor()
    with scope.acting_as(actor):
        assert whole.read(mine.pk) is None
        assert whole.read(mine.pk, hold=True) is None
