"""The technique's form after a stop: one tick, and the time it was done."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from notes import actions
from tests.notes.build import acting
from tests.notes.build_late import an_open_note, clock, minutes, stop

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def note():
    return an_open_note()


TYPED = {
    "technique": "gentle_pressure",
    "gentle_pressure-contact_tool": "palm",
    "gentle_pressure-motion": "static",
    "gentle_pressure-side": "left",
    "gentle_pressure-zone": "Z2_abd_lower",
    "gentle_pressure-pressure_level": "2",
    "gentle_pressure-duration_s": "60",
}
TICKED = {"gentle_pressure-before_stop": "on"}


def at(moment):
    return {"gentle_pressure-clock": clock(moment)}


def test_the_page_offers_it_once_something_is_stopped(note, signed_in):
    browser, address = signed_in(note.therapist), reverse("notes:write", args=[note.pk])
    assert "This was done before the stop" not in browser.get(address).text
    tap = browser.post(reverse("notes:check_in", args=[note.pk]), {"wants": "stop"}, headers=HTMX)
    for text in (tap.text, browser.get(address).text):
        assert text.count("This was done before the stop at") == 4
    start, end = clock(note.started_at), clock(stop(note, 20).at)
    text = browser.get(address).text
    assert f"From {start}, when the visit began, to " in text
    assert f"{end} at the latest." in text


@pytest.mark.parametrize("more", [HTMX, {}])
def test_a_minute_is_typed_and_lasts_until_the_stop(note, signed_in, more):
    with acting(note):
        actions.check_in(note, wants="stop", by=note.therapist, now=minutes(note, 20.5))
    browser, address = signed_in(note.therapist), reverse("notes:treat", args=[note.pk])
    answer = browser.post(address, TYPED | TICKED | at(minutes(note, 20)), headers=more)
    assert answer.status_code == (200 if more else 302)
    with acting(note):
        (row,) = note.treatments.all()
    assert minutes(note, 20) < row.done_at < minutes(note, 20.5)


def test_a_stop_that_is_entered_days_later_reaches_back_to_the_day_of_the_visit(signed_in):
    began = timezone.localtime() - datetime.timedelta(days=6)
    began = began.replace(hour=11, minute=0, second=0, microsecond=0)
    note = an_open_note(began)
    with acting(note):
        actions.check_in(note, wants="stop", by=note.therapist)
    browser, address = signed_in(note.therapist), reverse("notes:treat", args=[note.pk])
    late = TYPED | TICKED | {"gentle_pressure-clock": "16:50"}
    assert "Give a time from 11:00, when" in browser.post(address, late, headers=HTMX).text
    answer = browser.post(address, TYPED | TICKED | at(minutes(note, 20)), headers=HTMX)
    assert answer.status_code == 200
    with acting(note):
        (row,) = note.treatments.all()
    assert timezone.localtime(row.done_at).date() == began.date()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TICKED, "Give the time, in hours and minutes."),
        (TICKED | {"gentle_pressure-clock": "25:00"}, "is a time like 14:30."),
        ({"gentle_pressure-clock": "10:00"}, "Tick that it was done before the stop"),
        ({}, "The client said stop here at this visit."),
    ],
)
def test_a_time_and_its_tick_go_together(note, signed_in, typed, said):
    stop(note, 30)
    browser, address = signed_in(note.therapist), reverse("notes:treat", args=[note.pk])
    answer = browser.post(address, TYPED | typed, headers=HTMX)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_time_after_the_stop_is_refused_with_the_range(note, signed_in):
    stop(note, 30)
    browser, address = signed_in(note.therapist), reverse("notes:treat", args=[note.pk])
    for count in (-5, 31):
        typed = TYPED | TICKED | at(minutes(note, count))
        answer = browser.post(address, typed, headers=HTMX)
        assert (answer.status_code, "Give a time from" in answer.text) == (422, True)
