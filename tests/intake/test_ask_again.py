"""An incident with a time to ask again waits on Today until somebody says what became of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from intake import actions
from tests import build
from tests.intake.build_stops import HOUR, acting, recorded
from tests.notes.build import a_note

pytestmark = pytest.mark.django_db
TODAY = "/today/"


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def note(me):
    return a_note(build.a_client(me), me)


def test_today_reminds_until_somebody_says_what_became_of_it(me, note, signed_in):
    browser, now = signed_in(me), timezone.now()
    recorded(note, at=now)
    assert browser.get(TODAY).context["to_ask_again"] == []
    row = recorded(note, at=now, severity="moderate", follow_up_at=now + HOUR)
    where = reverse("intake:incident", args=[row.pk])
    page = browser.get(TODAY)
    assert [line["address"] for line in page.context["to_ask_again"]] == [where]
    assert (f'href="{where}"' in page.text, "overdue" in page.text) == (True, False)
    told = {"at": now, "kind": "fall", "severity": "moderate", "action": "Rest."}
    told |= {"client_informed": True, "follow_up_at": now + HOUR}
    for outcome, left in (("", 1), ("Well again.", 0)):
        with acting(me):
            actions.write_up(row, told | {"outcome": outcome}, by=me)
        assert len(browser.get(TODAY).context["to_ask_again"]) == left


def test_nobody_else_is_reminded(note, signed_in):
    colleague, now = build.a_user(), timezone.now()
    with scope.acting_as(scope.staff(note.therapist)):
        ground.join(note.client, colleague, by=note.therapist)
    recorded(note, at=now, severity="moderate", follow_up_at=now + HOUR)
    for user, number in ((note.therapist, 1), (colleague, 0), (build.a_user(), 0)):
        assert len(signed_in(user).get(TODAY).context["to_ask_again"]) == number


def test_a_time_that_passed_is_called_overdue(me, signed_in):
    day = timezone.now() - datetime.timedelta(days=2)
    visit = build.a_visit(build.a_client(me), me, starts_at=day)
    recorded(a_note(visit=visit), at=day + HOUR, severity="severe", follow_up_at=day + 24 * HOUR)
    assert "overdue" in signed_in(me).get(TODAY).text
