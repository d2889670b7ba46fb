"""start: the visit begins."""

import pytest
from django.urls import reverse

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from clinic.models import Visit
from notes import actions
from notes.models import Note
from tests import build
from tests.history import steps
from tests.notes.build import a_note, acting

pytestmark = pytest.mark.django_db


def test_start_makes_one_draft_and_one_line_of_history(as_staff):
    visit = build.a_visit()
    before = steps(visit.client)
    note = a_note(visit=visit)
    assert (note.state, note.therapist, note.client_id) == (
        "draft",
        visit.therapist,
        visit.client_id,
    )
    assert steps(visit.client)[len(before) :] == ["visit.started"]


def test_start_pressed_twice_finds_the_same_note(signed_in):
    visit = build.a_visit()
    browser = signed_in(visit.therapist)
    address = reverse("notes:start", args=[visit.pk])
    first, second = browser.post(address), browser.post(address)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert steps(visit.client).count("visit.started") == 1


def test_start_is_for_the_visits_therapist(as_staff):
    visit, other = build.a_visit(), build.a_user()
    with as_staff(visit.therapist):
        ground.join(visit.client, other, by=visit.therapist)
    with as_staff(other), pytest.raises(Refused, match="Only the therapist of this visit"):
        actions.start(visit, by=other)


def test_strangers_get_the_same_answer_as_for_a_missing_visit(signed_in):
    visit = build.a_visit()
    browser = signed_in(build.a_user())
    assert browser.post(reverse("notes:start", args=[visit.pk])).status_code == 404
    assert browser.post(reverse("notes:start", args=[999_999_999])).status_code == 404


def test_a_started_visit_is_not_cancelled(signed_in, refused):
    note = a_note()
    browser = signed_in(note.therapist)
    cancel = reverse("clinic:cancel", args=[note.visit_id])
    before = steps(note.client)
    answer = browser.post(cancel)
    assert answer.status_code == 403
    assert "This visit was started; its note stays." in answer.content.decode()
    assert steps(note.client) == before
    gone = {"cancelled_at": note.started_at, "cancelled_by": note.therapist}
    with acting(note), refused("started_visits_are_not_cancelled"):
        Visit.objects.filter(pk=note.visit_id).update(**gone)
    with acting(note):
        actions.mark_in_error(note, reason="Wrong visit.", by=note.therapist)
    assert browser.post(cancel).status_code == 302


def test_a_cancelled_visit_is_not_started(as_staff):
    visit = build.a_visit()
    with as_staff(visit.therapist):
        ground.cancel(visit, by=visit.therapist)
    with as_staff(visit.therapist), pytest.raises(Refused, match="This visit was cancelled"):
        actions.start(visit, by=visit.therapist)


def test_start_does_not_answer_get(signed_in):
    visit = build.a_visit()
    browser = signed_in(visit.therapist)
    assert browser.get(reverse("notes:start", args=[visit.pk])).status_code == 405


def test_a_note_in_error_makes_room_for_a_new_one(refused):
    note = a_note()
    with acting(note):
        actions.mark_in_error(note, reason="Wrong client on the table.", by=note.therapist)
    again = a_note(visit=note.visit)
    assert again.pk != note.pk
    with acting(note):
        assert list(Note.objects.order_by("pk").values_list("state", flat=True)) == [
            "entered_in_error",
            "draft",
        ]
        with refused("one_note_per_visit"):
            Note.objects.create(
                visit=note.visit,
                client=note.client,
                therapist=note.therapist,
                started_at=note.started_at,
                started_by=note.therapist,
            )


def test_a_note_says_the_visits_client(refused):
    visit, other = build.a_visit(), build.a_visit()
    admin = build.a_user(admin=True)
    with (
        scope.acting_as(scope.staff(admin)),
        refused("notes_belong_to_the_visits_client"),
    ):
        Note.objects.create(
            visit=visit,
            client=other.client,
            therapist=visit.therapist,
            started_at=visit.starts_at,
            started_by=visit.therapist,
        )
