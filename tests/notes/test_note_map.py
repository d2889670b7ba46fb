"""The body map beside the note: what the client marked last, in picture and in words."""

import re

import pytest

from intake import actions
from tests import build
from tests.intake import build as intakes
from tests.notes import past
from tests.notes.build import a_note

pytestmark = pytest.mark.django_db
OVERHEAD = 7  # session, user, savepoint and release, scope told twice, history
# note, client, its rows 4, limits 8, incidents, intake, what closed, set-up: the map adds none
OWN = 18
READ = 13  # note, client, its rows 4, incidents, amendments and remarks, the map, the gate 3


def a_marked_client(me, marks=(("b_lumbar", "left", "pain", 6), ("knee", "right", "avoid", None))):
    client = build.a_client(me)
    intake = intakes.a_filled_intake(client, therapist=me)
    with intakes.as_link(intake):
        for mark in marks:
            actions.mark(intake, *mark)
        actions.save_page(intake, intakes.Comfort, {"nothing_to_avoid": False, "avoid": "knee"})
        actions.submit(intake, "Sample Signer")
    return client


def a_draft(visit):
    return a_note(visit=visit)


@pytest.fixture
def me():
    return build.a_user()


@pytest.mark.parametrize("make", [a_draft, past.a_signed_note])
def test_the_marks_stand_beside_the_note(me, signed_in, make):
    note = make(past.a_visit(a_marked_client(me), me))
    page = signed_in(me).get(f"/notes/{note.pk}/").content.decode()
    assert re.findall(r'<figure class="map-view" data-view="(\w+)"', page) == ["back", "rest"]
    assert "it hurts, 6 of 10" in page
    assert "Knee, right" in page
    assert "2 marks in words" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("make", [a_draft, past.a_signed_note])
def test_nothing_marked_shows_no_map(me, signed_in, make):
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me)
    note = make(past.a_visit(client, me))
    assert "map-small" not in signed_in(me).get(f"/notes/{note.pk}/").content.decode()


@pytest.mark.parametrize(("make", "own"), [(a_draft, OWN), (past.a_signed_note, READ)])
def test_the_map_costs_one_question_at_most(me, signed_in, make, own, django_assert_num_queries):
    note = make(past.a_visit(a_marked_client(me), me))
    browser = signed_in(me)
    browser.get(f"/notes/{note.pk}/")
    with django_assert_num_queries(own + OVERHEAD):
        assert browser.get(f"/notes/{note.pk}/").status_code == 200
