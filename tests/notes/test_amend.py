"""amend: the signer adds words after the signature; and marking a note as entered in error."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import actions as ground
from clinic.access import Refused
from notes import actions
from notes.models import Amendment, Note
from tests import build
from tests.history import steps
from tests.notes.build import (
    a_note,
    a_signed_note,
    acting,
    an_amendment,
    an_approved_note,
)

pytestmark = pytest.mark.django_db
LATER = {"kind": "addendum", "text": "Called: no soreness.", "reason": "", "event_at": ""}


def address(note):
    return reverse("notes:amend", args=[note.pk])


def test_amending_adds_a_numbered_entry_and_one_line_of_history(signed_in):
    note = a_signed_note()
    before = steps(note.client)
    browser = signed_in(note.therapist)
    assert browser.post(address(note), LATER).status_code == 302
    assert steps(note.client)[len(before) :] == ["note.amended"]
    browser.post(address(note), LATER | {"kind": "amendment", "reason": "Wrong side written."})
    with acting(note):
        rows = Amendment.objects.filter(note=note).values_list("number", "kind", "reason")
        assert list(rows) == [(1, "addendum", ""), (2, "amendment", "Wrong side written.")]
        assert Note.objects.get(pk=note.pk).digest() == note.signed_hash
    text = browser.get(reverse("notes:write", args=[note.pk])).content.decode()
    assert text.count("Called: no soreness.") == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "amendment"}, "Say why something has to be put right."),
        ({"kind": "late_entry"}, "Say when it happened."),
        ({"text": ""}, "Please fill in “Your words”."),
        ({"kind": "secret"}, "Choose one of the listed answers."),
        ({"event_at": "2999-01-01T10:00"}, "That time is still to come."),
        ({"text": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_an_incomplete_entry_keeps_what_was_typed(signed_in, changed, sentence):
    note = a_signed_note()
    answer = signed_in(note.therapist).post(address(note), LATER | changed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting(note):
        assert Amendment.objects.filter(note=note).count() == 0


def test_a_late_entry_keeps_both_times(signed_in):
    note = a_signed_note()
    yesterday = timezone.localtime() - datetime.timedelta(days=1)
    late = LATER | {"kind": "late_entry", "event_at": yesterday.strftime("%Y-%m-%dT%H:%M")}
    assert signed_in(note.therapist).post(address(note), late).status_code == 302
    with acting(note):
        row = Amendment.objects.get(note=note)
        assert row.event_at == yesterday.replace(second=0, microsecond=0)
        assert row.written_at > row.event_at


def test_only_the_signer_amends(signed_in):
    note, mate = a_signed_note(), build.a_user()
    with acting(note):
        ground.join(note.client, mate, by=note.therapist)
    assert signed_in(mate).post(address(note), LATER).status_code == 403
    assert signed_in(build.a_user()).post(address(note), LATER).status_code == 404
    assert signed_in(build.an_admin()).post(address(note), LATER).status_code == 403


def test_a_draft_is_not_amended():
    note = a_note()
    with acting(note), pytest.raises(Refused, match="not signed yet. Change it directly"):
        actions.amend(note, kind="addendum", text="x", by=note.therapist)


def test_an_approved_note_may_be_amended():
    note = an_approved_note()
    assert (note.state, note.approved_up_to) == ("approved", 0)
    assert an_amendment(note).number == 1


def test_amend_does_not_answer_get(signed_in):
    note = a_signed_note()
    assert signed_in(note.therapist).get(address(note)).status_code == 405


@pytest.mark.parametrize("build_note", [a_note, a_signed_note, an_approved_note])
def test_a_note_in_error_stays_readable_and_takes_no_more_words(build_note, signed_in):
    note = build_note()
    before = steps(note.client)
    with acting(note):
        actions.mark_in_error(note, reason="Wrong client.", by=note.therapist)
        assert Note.objects.get(pk=note.pk).state == "entered_in_error"
    assert steps(note.client)[len(before) :] == ["note.entered_in_error"]
    text = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk])).content.decode()
    assert "Wrong client." in text
    with acting(note), pytest.raises(Refused, match="entered in error. Nothing is added"):
        actions.amend(note, kind="addendum", text="x", by=note.therapist)
    with acting(note), pytest.raises(Refused, match="already marked"):
        actions.mark_in_error(note, reason="Again.", by=note.therapist)


def test_marking_in_error_is_the_therapists_and_has_a_reason(as_staff):
    note, other = a_note(), build.a_user(admin=True)
    with acting(note), pytest.raises(Refused, match="Say why"):
        actions.mark_in_error(note, reason=" ", by=note.therapist)
    with as_staff(other), pytest.raises(Refused, match="Only the therapist"):
        actions.mark_in_error(note, reason="Mine now.", by=other)
