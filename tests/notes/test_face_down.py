"""Nobody is noted as lying face down where an answer rules it out (domain 13, rule 9)."""

import pytest
from django.db import connection

from clinic.access import Refused
from notes.models import Note
from tests import build
from tests.intake import build as intakes
from tests.notes import past
from tests.notes.build import a_note, a_ready_note, acting, known, words
from tests.notes.test_write import AUTOSAVE, page, posted

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(**values):
    return {name: {"asked": name, "value": v, "said": str(v)} for name, v in values.items()}


def pregnant(note, **values):
    """The note, whose client is pregnant."""
    details = told(pregnancy="yes", **values)
    intakes.said_at(note.visit, note.therapist, "RP01", "yes", details)
    return note


@pytest.fixture
def note():
    return pregnant(known(a_note()), weeks=24)


@pytest.mark.parametrize(
    ("weeks", "off"), [({"weeks": 12}, False), ({"weeks": 20}, True), ({}, True)]
)
def test_it_is_ruled_out_from_twenty_weeks_on_and_while_nobody_knows(weeks, off, signed_in):
    note = pregnant(known(a_note()), **weeks)
    text = signed_in(note.therapist).get(page(note)).text
    assert ('value="prone"' not in text, 'id="ruled-out"' in text) == (off, off)
    if off:
        with pytest.raises(Refused, match="Not face down"):
            words(note, position="prone")
    else:
        assert words(note, position="prone").version == 1
    assert 'value="side_lying"' in text


def test_the_form_says_so_beside_the_positions(note, signed_in):
    browser = signed_in(note.therapist)
    quiet = browser.post(page(note), posted(position="prone", plan="Rest."), **AUTOSAVE)
    assert (quiet.status_code, "Not face down" in quiet.json()["errors"]["position"]) == (422, True)
    loud = browser.post(page(note), posted(position="prone", plan="Rest."))
    assert (loud.status_code, "Rest." in loud.text) == (422, True)
    with acting(note):
        assert Note.objects.get(pk=note.pk).plan == ""
    assert browser.post(page(note), posted(position="side_lying")).status_code == 302


def test_last_times_position_is_not_brought_back(signed_in):
    me = build.a_user()
    client = build.a_client(me)
    past.a_signed_note(past.a_visit(client, me), position="prone")
    note = pregnant(known(a_note(client, me)), weeks=30)
    browser = signed_in(me)
    assert "Like last time" not in browser.get(page(note)).text
    answer = browser.post(page(note), posted() | {"then": "like_last"})
    assert (answer.status_code, "Not face down" in answer.text) == (422, True)


def test_the_database_refuses_it_too(note, refused):
    with acting(note), refused("nobody_lies_face_down_where_it_is_ruled_out"):
        run("UPDATE notes_note SET position = 'prone' WHERE id = %s", note.pk)


def test_what_was_noted_before_the_answer_stays_and_is_signed():
    note = a_ready_note(position="prone")
    pregnant(note, weeks=24)
    assert words(note, position="prone", plan="Side next time.").version == 2
    with acting(note):
        assert Note.objects.get(pk=note.pk).position == "prone"
        run("UPDATE notes_note SET plan = 'x' WHERE id = %s", note.pk)


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
