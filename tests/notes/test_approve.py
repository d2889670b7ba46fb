"""An admin approves a signed note."""

import pytest

from clinic import actions as ground
from clinic import journey
from notes import actions
from notes.models import Note
from tests import build
from tests.history import steps
from tests.notes import build as notes_build
from tests.notes import past


def address(note):
    return f"/notes/{note.pk}/approve/"


@pytest.fixture
def note(db):
    return past.a_signed_note()


@pytest.fixture
def admin(note):
    """An admin who has said why they read this record."""
    admin = build.an_admin()
    past.opened(admin, note.client)
    return admin


def state(as_staff, note):
    with as_staff(note.therapist):
        return Note.objects.values_list("state", "approved_by", "approved_up_to").get(pk=note.pk)


def test_an_approved_note_says_who_and_how_far_and_leaves_one_line(
    signed_in, as_staff, note, admin
):
    before = steps(note.client)
    answer = signed_in(admin).post(address(note), {"up_to": "0"})
    assert answer.url == f"/notes/{note.pk}/"
    assert state(as_staff, note) == ("approved", admin.pk, 0)
    assert steps(note.client) == [*before, journey.NOTE_APPROVED]


@pytest.mark.parametrize("up_to", ["0", "2", "-1", "", "many"])
def test_an_amendment_that_was_not_read_is_read_first(signed_in, as_staff, note, admin, up_to):
    with as_staff(note.therapist):
        actions.amend(note, kind="addendum", text="More.", by=note.therapist)
    answer = signed_in(admin).post(address(note), {"up_to": up_to})
    assert answer.status_code == 403
    assert "Read it, then approve." in answer.content.decode()
    assert state(as_staff, note) == ("signed", None, None)


def test_nobody_approves_what_they_signed(signed_in, as_staff):
    both = build.a_user(admin=True)
    note = past.a_signed_note(past.a_visit(therapist=both))
    answer = signed_in(both).post(address(note), {"up_to": "0"})
    assert "Somebody else approves what you signed." in answer.content.decode()
    assert state(as_staff, note) == ("signed", None, None)


def test_a_note_is_approved_once(signed_in, as_staff, note, admin):
    browser = signed_in(admin)
    browser.post(address(note), {"up_to": "0"})
    answer = browser.post(address(note), {"up_to": "0"})
    assert answer.status_code == 403
    assert "This note is already approved." in answer.content.decode()
    assert steps(note.client).count(journey.NOTE_APPROVED) == 1


def test_an_admin_says_why_first(signed_in, as_staff, note):
    answer = signed_in(build.an_admin()).post(address(note), {"up_to": "0"})
    assert (answer.status_code, answer.templates[0].name) == (403, "clinic/reason.html")
    assert state(as_staff, note) == ("signed", None, None)


def test_therapists_do_not_approve(signed_in, as_staff, note):
    assert signed_in(note.therapist).post(address(note), {"up_to": "0"}).status_code == 403
    assert state(as_staff, note) == ("signed", None, None)


def test_looking_approves_nothing(signed_in, as_staff, note, admin):
    assert signed_in(admin).get(address(note)).status_code == 405
    assert state(as_staff, note) == ("signed", None, None)


def test_a_remark_typed_beside_the_button_is_kept(signed_in, as_staff):
    note, admin = notes_build.a_signed_note(), build.an_admin()
    with as_staff(admin):
        ground.open_reading(note.client_id, "Reviewing this week's notes.", by=admin)
    facts = {"up_to": "0", "text": "Thank you, clear now."}
    signed_in(admin).post(f"/notes/{note.pk}/approve/", facts)
    with as_staff(admin):
        note.refresh_from_db()
        assert note.state == "approved"
        assert [row.text for row in note.remarks.all()] == ["Thank you, clear now."]
