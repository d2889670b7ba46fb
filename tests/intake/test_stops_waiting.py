"""What nobody has written up is on the day page and beside today's questions, also after a no."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic import actions as ground
from clinic import scope
from intake import actions
from intake.models import Referral
from tests import build
from tests.intake import build as intakes
from tests.intake.build_stops import acting, rows, told
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
TODAY = "/today/"


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    return a_visit(me)


def a_visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def questions(visit):
    return reverse("intake:ask_today", args=[visit.pk])


def listed(page):
    return [row["address"] for row in page.context["to_write"]]


def address(row):
    return reverse(
        "intake:referral" if isinstance(row, Referral) else "intake:incident", args=[row.pk]
    )


@pytest.mark.parametrize("code", ["RF17", "RF06"])
def test_a_wrong_tap_that_was_put_right_is_still_to_be_written_up(me, visit, signed_in, code):
    browser = signed_in(me)
    assert listed(browser.get(TODAY)) == []
    intakes.said_at(visit, me, code)
    (first,) = rows(me) + rows(me, Referral)
    asked = browser.get(questions(visit))
    assert (listed(asked), address(first) in asked.text) == ([], True)  # in the stop's panel
    intakes.said_at(visit, me, code, "no")
    for page in (TODAY, questions(visit)):
        shown = browser.get(page)
        assert listed(shown) == [address(first)], page
        assert f'href="{address(first)}"' in shown.text
    facts = told(first.recorded_at) if code == "RF17" else {"urgency": "now"}
    with acting(me):
        facts |= {"mistaken": True, "outcome": "Tapped the wrong line."}
        actions.write_up(first, facts, by=me)
    assert [listed(browser.get(page)) for page in (TODAY, questions(visit))] == [[], []]


def test_it_waits_for_whoever_opened_it_or_treats_and_for_nobody_else(me, visit, signed_in):
    cover, other = build.a_user(), build.a_user()
    for user in (cover, other):
        with scope.acting_as(scope.staff(me)):
            ground.join(visit.client, user, by=me)
    intakes.said_at(visit, cover, "RF17")
    (first,) = rows(me)
    found = [listed(signed_in(user).get(TODAY)) for user in (me, cover, other, build.a_user())]
    assert found == [[address(first)], [address(first)], [], []]


def test_the_pages_ask_the_same_for_any_number_that_waits(me, visit, signed_in):
    browser, counts = signed_in(me), []
    for page in (TODAY, questions(visit)):
        browser.get(page)
    for codes in ((), ("RF17",), ("RF06", "RF16", "RF02", "RF01")):
        for code in codes:
            intakes.said_at(visit, me, code)
            intakes.said_at(visit, me, code, "no")
        for page in (TODAY, questions(visit)):
            with CaptureQueriesContext(connection) as queries:
                browser.get(page)
            counts.append(len(queries))
    assert counts[:2] == counts[2:4] == counts[4:]
