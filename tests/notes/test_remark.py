"""An admin remarks on a signed note."""

import pytest

from clinic import journey
from clinic.access import Refused
from notes import actions
from notes.models import Remark
from tests import build
from tests.history import steps
from tests.notes import past


def address(note):
    return f"/notes/{note.pk}/remark/"


@pytest.fixture
def note(db):
    return past.a_signed_note()


@pytest.fixture
def admin(note):
    """An admin who has said why they read this record."""
    admin = build.an_admin()
    past.opened(admin, note.client)
    return admin


def remarks(as_staff, note):
    with as_staff(note.therapist):
        return list(Remark.objects.filter(note=note).values_list("text", "by"))


def test_a_remark_stands_with_the_note_and_leaves_one_line(signed_in, as_staff, note, admin):
    before = steps(note.client)
    answer = signed_in(admin).post(address(note), {"text": "Which cushion?"})
    assert answer.url == f"/notes/{note.pk}/"
    assert remarks(as_staff, note) == [("Which cushion?", admin.pk)]
    assert steps(note.client) == [*before, journey.NOTE_REMARKED]


def test_an_empty_remark_is_asked_for_again(signed_in, as_staff, note, admin):
    answer = signed_in(admin).post(address(note), {"text": "  "})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text"])
    assert remarks(as_staff, note) == []


def test_what_was_typed_is_kept_when_it_is_too_long(signed_in, note, admin):
    answer = signed_in(admin).post(address(note), {"text": "a" * 2001})
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "a" * 2001


def test_an_admin_says_why_first(signed_in, as_staff, note):
    answer = signed_in(build.an_admin()).post(address(note), {"text": "Hm."})
    assert (answer.status_code, answer.templates[0].name) == (403, "clinic/reason.html")
    assert remarks(as_staff, note) == []


def test_therapists_do_not_remark(signed_in, as_staff, note):
    assert signed_in(note.therapist).post(address(note), {"text": "Hm."}).status_code == 403
    assert remarks(as_staff, note) == []


def test_a_draft_takes_no_remarks(signed_in, as_staff):
    draft, admin = past.a_draft(), build.an_admin()
    past.opened(admin, draft.client)
    answer = signed_in(admin).post(address(draft), {"text": "Hm."})
    assert answer.status_code == 403
    assert "This note is not signed yet." in answer.content.decode()
    with pytest.raises(Refused, match="This note is not signed yet."), as_staff(admin):
        actions.remark(draft, text="Hm.", by=admin)


def test_a_missing_note_is_not_found(signed_in):
    assert signed_in(build.an_admin()).post("/notes/999999/remark/").status_code == 404


def test_looking_remarks_nothing(signed_in, note, admin):
    assert signed_in(admin).get(address(note)).status_code == 405
