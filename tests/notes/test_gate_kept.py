"""What the gate said at a visit is kept, with the version of its table (domain 3.4, last line)."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from clinic import scope
from clinic.access import Refused
from intake import actions as asking
from intake import asked as asked_when
from intake import screening
from intake.body import zones
from intake.gate import meaning
from intake.models import Answer, Weighing
from notes import actions
from notes.models import Note, Treatment
from tests import build
from tests.intake import build as intakes
from tests.notes.build import (
    a_note,
    a_ready_note,
    a_row,
    a_signed_note,
    a_treatment,
    acting,
    asked_today,
    known,
    screened,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINUTE = datetime.timedelta(minutes=1)


def kept(note):
    with acting(note):
        return list(Weighing.objects.filter(visit=note.visit_id).order_by("pk"))


def levels(row, zone):
    (found,) = (each for each in row.found["places"] if each["zone"] == zone)
    return found["left"], found["right"]


@pytest.fixture
def note():
    me = build.a_user()
    client = build.a_client(me)
    screened(client, me)
    return a_note(client, me)


def test_the_start_keeps_every_zone_and_the_version_of_the_table(note):
    (row,) = kept(note)
    assert [each["zone"] for each in row.found["places"]] == list(zones.ALL)
    assert (row.rules, row.at, row.by_id) == (
        screening.LATEST,
        note.started_at,
        note.therapist_id,
    )
    assert levels(row, "Z2_abd_lower") == (0, 0)  # today's questions were not asked yet
    assert levels(row, "Z8_lumbar_post") == (3, 3)
    with acting(note):
        assert row.after_answer == meaning.newest_id(note.client_id)


def test_a_row_comes_where_the_answer_differs_and_only_there(note):
    intakes.asked_today(note.visit, note.therapist)
    with acting(note):
        asking.go_on(note.visit, by=note.therapist)
    assert len(kept(note)) == 3
    for _time in range(3):
        a_treatment(note, zone="Z8_lumbar_post")
    assert len(kept(note)) == 3
    assert [levels(row, "Z2_abd_lower") for row in kept(note)] == [(0, 0), (0, 0), (2, 2)]


def test_a_stop_is_kept_with_its_code(note):
    intakes.said_at(note.visit, note.therapist, "RF17")
    assert kept(note)[-1].found["stops"] == [{"code": "RF17", "severity": "E", "settled": True}]


def raw(note, row):
    """The row past the actions; the promise that refused it, or None."""
    row.note, row.client_id, row.seq = note, note.client_id, 900
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return error.__cause__.diag.constraint_name
    return None


@pytest.mark.parametrize("code", ["RF17", "RF06"])
def test_a_stopped_visit_takes_no_touch_from_anybody(note, code):
    known(note)
    intakes.said_at(note.visit, note.therapist, code)
    for zone in Treatment.Zone.values:
        with pytest.raises(Refused, match="Stop"):
            a_treatment(note, zone=zone, pressure_level=1)
    with acting(note):
        refused = {raw(note, a_row(zone=zone, side="midline")) for zone in Treatment.Zone.values}
        assert refused == {"stopped_visits_take_no_touch"}
        breath = {"technique": "deep_breathing", "contact_tool": "none", "motion": "none"}
        assert raw(note, a_row(**breath, pressure_level=None, pressure_perceived=None)) is None


def test_an_answer_that_nobody_is_sure_of_stops_it_too(note):
    known(note)
    intakes.said_at(note.visit, note.therapist, "RF17", "unsure")
    with acting(note):
        assert raw(note, a_row(zone="Z8_lumbar_post")) == "stopped_visits_take_no_touch"


def test_a_tap_that_was_wrong_is_put_right(note):
    known(note)
    intakes.said_at(note.visit, note.therapist, "RF17")
    intakes.said_at(note.visit, note.therapist, "RF17", "no")
    assert a_treatment(note, zone="Z8_lumbar_post").pk
    assert [bool(row.found["stops"]) for row in kept(note)][-2:] == [True, False]


def test_what_was_done_before_the_stop_can_be_signed(note):
    a_treatment(note)
    intakes.said_at(note.visit, note.therapist, "RF17")
    with acting(note):
        assert note.treatments.update(words="Stopped at once.") == 1
    with pytest.raises(Refused, match="Stop"):
        a_treatment(note)


def test_the_note_of_a_stopped_visit_is_signed_and_says_what_is_left_to_write(note, signed_in):
    a_ready_note(note)
    intakes.said_at(note.visit, note.therapist, "RF17")
    browser = signed_in(note.therapist)
    page = browser.get(reverse("notes:sign", args=[note.pk])).text
    assert "Incident (RF17): not written up yet." in page
    with acting(note):
        shown = Note.objects.get(pk=note.pk).digest()
        assert actions.sign(note, by=note.therapist, shown_hash=shown).signed_at


def test_a_visit_that_nobody_weighed_takes_no_touch(note):
    visit = build.a_visit(note.client, note.therapist, starts_at=note.visit.ends_at)
    facts = {"visit": visit, "client": note.client, "therapist": note.therapist}
    with acting(note):
        other = Note.objects.create(**facts, started_at=visit.starts_at, started_by=note.therapist)
        assert raw(other, a_row(zone="Z8_lumbar_post")) == "stopped_visits_take_no_touch"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"rules": ""}, "weighings_name_their_table"),
        ({"found": {"places": []}}, "weighings_say_all_that_was_weighed"),
    ],
)
def test_a_weighing_is_whole(note, refused, change, rule):
    (row,) = kept(note)
    row.pk = None
    for name, value in change.items():
        setattr(row, name, value)
    with acting(note), refused(rule):
        row.save(force_insert=True)


def test_nobody_asks_in_anothers_name_and_nothing_kept_changes(note, refused):
    (row,) = kept(note)
    for sql in ("UPDATE intake_weighing SET rules = 'x'", "DELETE FROM intake_weighing"):
        with (
            acting(note),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    row.pk = None
    with scope.acting_as(scope.staff(build.an_admin())), refused("weighings_carry_ones_own_name"):
        row.save(force_insert=True)
    with scope.acting_as(scope.link(1)):
        assert Weighing.objects.count() == 0


def test_the_signed_note_shows_the_zones_as_they_were(note, signed_in):
    a_signed_note(note)
    intakes.said_at(note.visit, note.therapist, "RF17")  # known only after the signature
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk])).content.decode()
    told = page[page.index('id="gate"') :]
    assert f"screening table {screening.LATEST}" in told
    assert "Gate as of" in told
    assert told.count('data-label="Left"') == len(zones.ALL)
    assert "RF17" not in told[: told.index("</section>")]


def test_the_signed_note_says_when_it_was_weighed_and_when_it_was_asked(note, signed_in):
    known(note)
    (first, *_rest) = kept(note)
    a_signed_note(note)
    with acting(note):
        before = Note.objects.get(pk=note.pk)
        digest, intact = before.digest(), before.signed_hash
        (row,) = Weighing.objects.filter(visit=note.visit_id).order_by("-pk")[:1]
        asked = Answer.objects.filter(visit=note.visit_id, question__code="RF17").get()
    assert (digest, row.pk > first.pk) == (intact, True)
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk]))
    told = page.text[page.text.index('id="gate"') :].partition("</section>")[0]
    assert f"with what {row.by.name} kept then" in told
    assert f"Today's questions were asked at {clock(asked.recorded_at)}" in told
    assert ("asked by" in told, page.context["intact"]) == (False, True)


def clock(moment):
    return date_format(timezone.localtime(moment), "D j M, H:i")


def test_questions_that_were_asked_again_say_so(note):
    with acting(note):
        assert asked_when.told(note.visit_id) is None
    first = note.started_at
    asked_today(note, now=first)
    with acting(note):
        told = asked_when.told(note.visit_id)
        assert (told["at"], told["by"], told["again"]) == (first, note.therapist.name, None)
    intakes.said_at(note.visit, note.therapist, "UR01")
    with acting(note):
        told = asked_when.told(note.visit_id)
        assert (told["at"], told["again"] > first) == (first, True)
        assert told["again_by"] == note.therapist.name
        assert asked_when.told(note.visit_id, first)["again"] is None
        assert asked_when.told(note.visit_id, first - MINUTE) is None
