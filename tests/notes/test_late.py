"""Work done before a stop is entered after it, and held against what stood then (domain 13)."""

import datetime
import json

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from clinic.access import Refused
from intake import actions as asking
from intake import consenting, summary
from intake.models.consent import Choice, Kind
from notes import actions, caps, export, late, stops
from notes.models import Note, Treatment
from notes.pdf.blocks import laid_out
from tests.intake import build as intakes
from tests.notes.build import BREATH, a_note, a_ready_note, a_row, a_treatment, acting, decided
from tests.notes.build_late import an_open_note, clock, minutes, stop, weighed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def note():
    return an_open_note()


def enter(note, done_at, **facts):
    with acting(note):
        return actions.add_treatment(note, a_row(**facts), by=note.therapist, done_at=done_at)


def refuses(note, done_at, **facts):
    with pytest.raises(Refused) as caught:
        enter(note, done_at, **facts)
    return str(caught.value)


def raw(note, done_at, **facts):
    """The row past the actions; the promise that refused it, or None."""
    row = a_row(**facts | {"done_at": done_at})
    row.note, row.client_id, row.seq = note, note.client_id, 900
    if done_at is None:
        row.entered_at = None
    try:
        with acting(note), transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return error.__cause__.diag.constraint_name
    return None


def test_without_a_stop_a_row_is_done_when_it_is_entered(note):
    row, now = a_treatment(note), timezone.now()
    assert row.done_at == row.entered_at
    assert now - row.done_at < datetime.timedelta(minutes=1)
    assert row.when == f"entered {timezone.localtime(now):%-d %b}, {clock(row.done_at)}"


def test_work_before_the_stop_is_entered_and_says_so(note):
    stop(note, 30)
    row = enter(note, minutes(note, 20))
    assert row.done_at == minutes(note, 20)
    assert f"{clock(row.done_at)}, entered at " in row.when
    assert row.when.endswith(f"{clock(row.entered_at)}, after the stop")
    assert raw(note, minutes(note, 20)) is None


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (-1, "stopped_visits_take_no_touch"),  # nobody had asked the gate
        (2, "work_before_a_stop_was_open_then"),  # today's questions were not asked yet
        (30, "stopped_places_are_left_alone"),
        (40, "stopped_places_are_left_alone"),
    ],
)
def test_nothing_else_passes(note, count, rule):
    stop(note, 30)
    sentence = refuses(note, minutes(note, count))
    assert raw(note, minutes(note, count)) == rule
    if count == 2:
        assert sentence.startswith("As it stood at ")
        assert f"{clock(minutes(note, 2))}: " in sentence
    else:
        start, end = clock(note.started_at), clock(minutes(note, 30))
        assert sentence.startswith(f"Give a time from {start}, when the visit began, to ")
        assert sentence.endswith(f"{end} at the latest.")


def test_a_row_without_a_time_is_no_row(note):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    assert raw(note, None) == "the_time_of_a_technique_is_said_once"
    assert raw(note, tomorrow) == "notes_treatment_entered_at_only_after_done_at"
    stop(note, 30)
    assert raw(note, None) == "stopped_places_are_left_alone"
    assert raw(note, tomorrow) == "stopped_places_are_left_alone"


def test_the_time_of_a_row_is_said_once(note, refused):
    row = a_treatment(note)
    with acting(note), refused("the_time_of_a_technique_is_said_once"):
        Treatment.objects.filter(pk=row.pk).update(done_at=note.started_at)


def test_the_cap_of_then_counts(note):
    stop(note, 30)
    assert "level 2 at most" in refuses(note, minutes(note, 20), pressure_level=3)
    assert raw(note, minutes(note, 20), pressure_level=3) == "work_before_a_stop_was_open_then"


def test_of_two_stops_the_first_that_closes_the_place_counts(note):
    stop(note, 20, "left")
    stop(note, 30)
    assert enter(note, minutes(note, 25), side="right").pk
    assert enter(note, minutes(note, 19), side="midline").pk
    for side in ("left", "midline"):
        assert clock(minutes(note, 20)) in refuses(note, minutes(note, 25), side=side)
        assert raw(note, minutes(note, 25), side=side) == "stopped_places_are_left_alone"


def test_an_agreement_that_was_taken_back_is_a_stop(note):
    with acting(note):
        consenting.decide_at_visit(
            note.visit, Kind.ABDOMEN, Choice.WITHDRAWN, by=note.therapist, now=minutes(note, 30)
        )
    weighed(note, 30)
    assert enter(note, minutes(note, 29)).pk
    assert "Give a time" in refuses(note, minutes(note, 30))
    assert raw(note, minutes(note, 30)) == "stopped_places_are_left_alone"


def test_an_answer_that_stops_the_visit_is_a_stop(note):
    intakes.said_at(note.visit, note.therapist, "RF17")
    assert enter(note, minutes(note, 20), zone="Z8_lumbar_post").pk
    assert raw(note, timezone.now(), zone="Z8_lumbar_post") == "stopped_visits_take_no_touch"


def test_a_place_that_was_opened_again_asks_for_no_time(note):
    for said in ("yes", "no"):
        intakes.said_at(note.visit, note.therapist, "RF17", said)
    decided(note)
    with acting(note):
        summary.weigh(note.visit, by=note.therapist)
        assert late.choice(note, stops.of(note)) is None
    assert refuses(note, minutes(note, 20)).startswith("Nothing was stopped at this visit.")


def test_breathing_was_possible_all_along(note):
    stop(note, 30)
    assert enter(note, minutes(note, 1), **BREATH).pk
    assert "Give a time" in refuses(note, minutes(note, -1), **BREATH)
    assert raw(note, minutes(note, -1), **BREATH) == "the_time_of_a_technique_is_said_once"


def test_a_new_note_of_the_visit_reaches_back_to_its_start(note):
    stop(note, 30)
    with acting(note):
        actions.mark_in_error(note, reason="Wrong words.", by=note.therapist)
    other = a_note(visit=note.visit)
    assert enter(other, minutes(note, 20)).pk


def test_an_old_row_has_no_time_and_its_note_the_digest_it_had(note):
    row = a_row(done_at=None, entered_at=None, seq=1)
    assert row.when == ""
    assert {"done_at", "entered_at"} & set(row.facts()) == set()
    assert {"done_at", "entered_at"} <= set(a_treatment(note).facts())


def test_both_times_are_signed(note):
    stop(note, 30)
    with acting(note):
        enter(note, minutes(note, 20))
        before = Note.objects.get(pk=note.pk).digest()
        row = note.treatments.get()
        actions.remove_treatment(note, row.pk, by=note.therapist)
        row.pk, row.done_at = None, minutes(note, 21)
        row.save(force_insert=True)
        assert Note.objects.get(pk=note.pk).digest() != before


def test_the_signed_note_the_export_and_the_paper_say_both_times(note, signed_in):
    a_ready_note(note)
    stop(note, 30)
    row = enter(note, minutes(note, 20), words="Lifted off slowly.")
    with acting(note):
        shown = Note.objects.get(pk=note.pk).digest()
        actions.sign(note, by=note.therapist, shown_hash=shown)
        data = export.gather(note.client, by=note.therapist)
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk]))
    assert (row.when in page.text, page.context["intact"]) == (True, True)
    assert data["notes"][0]["treatments"][1]["done_at"] == export.plain(row.done_at)
    assert f"Lifted off slowly. · {row.when}" in json.dumps(laid_out(data), ensure_ascii=False)


def test_the_first_touch_is_the_one_that_was_done_first(note):
    kneading = {"technique": "kneading", "motion": "circular"}
    with acting(note):
        actions.add_treatment(note, a_row(**kneading), by=note.therapist, now=minutes(note, 25))
        stop(note, 30)
        enter(note, minutes(note, 20))
        limits = summary.limits(note.client_id, note.visit_id)
        assert "The first touch was not gentle pressure." not in caps.warnings(note, limits)
        note.treatments.last().delete()
        assert "The first touch was not gentle pressure." in caps.warnings(note, limits)


def test_an_adaptation_that_was_wanted_then_is_wanted_now(note):
    with acting(note):
        given = [(intakes.question("NE03"), "yes", "", {})]
        asking.ask_today(note.visit, given, [], by=note.therapist, now=minutes(note, 14))
    weighed(decided(note), 15)
    stop(note, 30)
    assert "say above how you adapted" in refuses(note, minutes(note, 20))
    assert raw(note, minutes(note, 20)) == "touch_follows_its_adaptations"
    with acting(note):
        actions.adapt(note, "NE03", True, by=note.therapist)
    assert enter(note, minutes(note, 20)).pk
