"""How the client lay: cushions with their spots, and comfort, noted and sealed with the note."""

import pytest
from django.db import connection

from intake.models.choices import Placement, Support
from notes.models import Note, set_up
from tests import build
from tests.notes import past
from tests.notes.build import a_note, a_signed_note, acting, words
from tests.notes.test_write import page, posted

pytestmark = pytest.mark.django_db
LAY = {"position": "semi_reclined", "cushions": ["under_knees:wedge"], "comfort": "7"}


def test_the_choices_are_those_of_the_intake():
    assert set(set_up.Cushion.values) == set(Support.values)
    assert set(set_up.Spot.values) == set(Placement.values)


def test_what_lay_where_is_kept_and_shown(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    browser.post(page(note), posted(**LAY | {"cushions": ["", "under_knees:wedge", ""]}))
    with acting(note):
        row = Note.objects.get()
    assert (row.position, row.cushions, row.comfort) == ("semi_reclined", ["under_knees:wedge"], 7)
    text = browser.get(page(note)).content.decode()
    assert '<option value="under_knees:wedge" selected>' in text
    assert "Under the knees: wedge" in text


@pytest.mark.parametrize(
    "wrong", [{"cushions": ["under_knees:crown"]}, {"comfort": "11"}, {"comfort": "-1"}]
)
def test_what_is_not_offered_is_not_kept(signed_in, wrong):
    note = a_note()
    answer = signed_in(note.therapist).post(page(note), posted(**LAY | wrong))
    assert answer.status_code == 422
    with acting(note):
        assert Note.objects.get().saved_at is None


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        ("cushions = '{under_knees:crown}'", "cushions_and_their_spots_are_listed"),
        (
            "cushions = array_fill('neck:pillow'::varchar, ARRAY[15])",
            "one_cushion_for_each_spot_at_most",
        ),
        ("comfort = 11", "notes_note_comfort_0_to_10"),
    ],
)
def test_the_database_keeps_to_the_list(refused, sql, rule):
    note = a_note()
    with acting(note), refused(rule):
        run(f"UPDATE notes_note SET {sql}")  # noqa: S608 (words of this file)


@pytest.mark.parametrize("sql", ["cushions = '{neck:pillow}'", "comfort = 3"])
def test_the_signature_seals_it(refused, sql):
    note = a_signed_note(**LAY | {"comfort": 7})
    with acting(note), refused("signed_notes_are_sealed"):
        run(f"UPDATE notes_note SET {sql}")  # noqa: S608 (words of this file)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_it_is_bound_by_the_signature_and_notes_without_it_as_before():
    note = a_note()
    with acting(note):
        before = Note.objects.get()
        assert not {"cushions", "comfort"} & set(before.facts())
        digest = before.digest()
    words(note, cushions=["neck:neck_roll"], comfort=0)
    with acting(note):
        after = Note.objects.get()
    assert after.facts()["comfort"] == 0
    assert after.digest() != digest


def test_like_last_time_brings_position_and_cushions_but_not_the_comfort(signed_in):
    me = build.a_user()
    client = build.a_client(me)
    past.a_signed_note(past.a_visit(client, me), **LAY | {"comfort": 7})
    note = a_note(client, me)
    browser = signed_in(me)
    assert "Under the knees: wedge" in browser.get(page(note)).content.decode()
    browser.post(page(note), posted(then="like_last", subjective="Slept well."))
    with acting(note):
        row = Note.objects.get(pk=note.pk)
    assert (row.position, row.cushions) == ("semi_reclined", ["under_knees:wedge"])
    assert (row.comfort, row.subjective) == (None, "Slept well.")
    assert "like_last" not in browser.get(page(note)).content.decode()


def test_the_signed_note_and_the_page_to_sign_say_it(signed_in):
    note = a_signed_note(**LAY | {"comfort": 7})
    text = signed_in(note.therapist).get(page(note)).content.decode()
    assert "<dd>Under the knees: wedge</dd>" in text
    assert "<dt>Comfort on the table</dt><dd>7</dd>" in text
