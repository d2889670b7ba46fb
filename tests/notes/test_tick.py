"""tick: the checklist, item by item."""

import datetime

import pytest
from django.urls import reverse

from clinic.access import Refused
from notes import actions
from notes.checklist import AFTER, BEFORE, DURING, ITEMS, MUST, open_musts
from notes.models import Tick
from tests import build
from tests.history import steps
from tests.notes.build import a_note, a_signed_note, acting

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def address(note):
    return reverse("notes:tick", args=[note.pk])


def test_the_checklist_is_that_of_the_domain():
    assert [item.code for item in BEFORE] == [f"B{n}" for n in range(1, 21)]
    assert [item.code for item in DURING] == [f"D{n}" for n in range(1, 13)]
    assert [item.code for item in AFTER] == [f"AF{n}" for n in range(1, 13)]
    should = {item.code for item in ITEMS if item.level != MUST}
    assert should == set("B12 B17 B18 D5 D6 D10 AF1 AF4 AF8 AF9 AF10 AF11".split())
    assert len(open_musts([])) == 32
    assert max(len(str(item.text)) for item in ITEMS) <= 300


def test_a_tick_keeps_the_question_the_time_and_leaves_no_history(signed_in):
    note = a_note()
    before = steps(note.client)
    answer = signed_in(note.therapist).post(address(note), {"item": "B8", "answer": "done"}, **HTMX)
    assert answer.status_code == 200
    assert answer.content.decode().count('id="tick-B8"') == 1
    with acting(note):
        tick = Tick.objects.get(note=note)
        assert (tick.item, tick.phase, tick.asked, tick.answer, tick.reason, tick.by) == (
            "B8",
            "before",
            "Stop word and hand signal chosen and tried",
            "done",
            "",
            note.therapist,
        )
    assert steps(note.client) == before


def test_without_scripts_a_tick_comes_back_to_its_place(signed_in):
    note = a_note()
    answer = signed_in(note.therapist).post(address(note), {"item": "D1", "answer": "na"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("notes:write", args=[note.pk]) + "#tick-D1"


def test_answering_again_replaces_the_answer():
    note = a_note()
    with acting(note):
        actions.tick(note, "B5", "not_done", reason="Not planned today.", by=note.therapist)
        actions.tick(note, "B5", "done", reason="left over", by=note.therapist)
        assert list(Tick.objects.filter(note=note).values_list("item", "answer", "reason")) == [
            ("B5", "done", "")
        ]


def test_a_tick_costs_the_lock_and_one_statement(django_assert_num_queries):
    note = a_note()
    with acting(note):
        actions.tick(note, "B5", "not_done", reason="Later.", by=note.therapist)
        first = Tick.objects.get(note=note)
        with django_assert_num_queries(2):
            again = actions.tick(note, "B5", "done", live=True, by=note.therapist)
        assert (again.pk, Tick.objects.get(note=note).answer) == (first.pk, "done")


@pytest.mark.parametrize(
    ("minutes", "live"), [(-31, False), (-30, True), (0, True), (90, True), (91, False)]
)
def test_a_tick_knows_whether_it_was_made_during_the_visit(minutes, live):
    note = a_note()  # sixty minutes long
    now = note.visit.starts_at + datetime.timedelta(minutes=minutes)
    with acting(note):
        assert actions.tick(note, "AF5", "done", by=note.therapist, now=now).live is live


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({"item": "B8", "answer": "not_done"}, 422),
        ({"item": "B8", "answer": "not_done", "reason": "   "}, 422),
        ({"item": "B8", "answer": "perhaps"}, 422),
        ({"item": "B8"}, 422),
        ({"item": "B8", "answer": "not_done", "reason": "x" * 501}, 422),
        ({"item": "AF13", "answer": "done"}, 404),
        ({"item": "Z9", "answer": "done"}, 404),
        ({}, 404),
    ],
)
def test_what_is_no_answer_is_refused(signed_in, posted, status):
    note = a_note()
    browser = signed_in(note.therapist)
    assert browser.post(address(note), posted, **HTMX).status_code == status
    assert browser.post(address(note), posted).status_code == status
    with acting(note):
        assert Tick.objects.filter(note=note).count() == 0


def test_not_done_needs_a_reason_in_the_database_too(refused):
    note = a_note()
    with acting(note):
        tick = actions.tick(note, "B8", "done", by=note.therapist)
        with refused("what_was_not_done_has_a_reason"):
            Tick.objects.filter(pk=tick.pk).update(answer="not_done")
        with refused("one_tick_per_item"):
            tick.pk = None
            tick.save(force_insert=True)


def test_only_the_therapist_ticks_and_only_a_draft(signed_in):
    note, signed = a_note(), a_signed_note()
    done = {"item": "B8", "answer": "done"}
    assert signed_in(build.a_user()).post(address(note), done).status_code == 404
    assert signed_in(build.an_admin()).post(address(note), done).status_code == 403
    assert signed_in(signed.therapist).post(address(signed), done).status_code == 403
    with acting(signed), pytest.raises(Refused, match="This note is signed"):
        actions.tick(signed, "B8", "done", by=signed.therapist)


def test_tick_does_not_answer_get(signed_in):
    note = a_note()
    assert signed_in(note.therapist).get(address(note)).status_code == 405
