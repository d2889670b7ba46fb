"""write: a draft's words; never saved twice, never over somebody else's."""

import uuid

import pytest
from django.urls import reverse

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from notes import actions
from notes.models import DraftSave, Note
from tests import build
from tests.history import steps
from tests.notes.build import a_note, a_signed_note, a_treatment, acting, words

pytestmark = pytest.mark.django_db
AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}
OVERHEAD = 7  # session, user, savepoint and release, scope told twice, history
# note, client, its rows 4, limits 8, incidents, pages of the intake, what closed, the last set-up
OWN = 18
HTMX = {"HTTP_HX_REQUEST": "true"}


def posted(**fields):
    """What the note's form sends."""
    names = "subjective objective assessment plan pain_before pain_after position"
    return dict.fromkeys(names.split(), "") | {"version": "0", "key": str(uuid.uuid4())} | fields


def page(note, route="write", **kwargs):
    return reverse(f"notes:{route}", args=[note.pk, *kwargs.values()])


def test_autosave_keeps_the_words_and_answers_with_version_and_time(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    before = steps(note.client)
    answer = browser.post(page(note), posted(objective="Left firm.", pain_before="6"), **AUTOSAVE)
    assert answer.status_code == 200
    assert set(answer.json()) == {"version", "saved_at"}
    assert answer.json()["version"] == 1
    with acting(note):
        row = Note.objects.get(pk=note.pk)
        assert (row.objective, row.pain_before, row.version, row.state) == (
            "Left firm.",
            6,
            1,
            "draft",
        )
        assert DraftSave.objects.filter(note=note).count() == 1
    assert steps(note.client) == before


def test_a_retry_with_the_same_key_is_answered_and_not_written(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    first = posted(objective="First.")
    one = browser.post(page(note), first, **AUTOSAVE)
    browser.post(page(note), posted(objective="Second.", version="1"), **AUTOSAVE)
    again = browser.post(page(note), first, **AUTOSAVE)
    assert (again.status_code, again.json()) == (200, one.json())
    with acting(note):
        row = Note.objects.get(pk=note.pk)
        assert (row.objective, row.version) == ("Second.", 2)
        assert DraftSave.objects.filter(note=note).count() == 2


def test_an_older_version_is_a_conflict_with_both_texts(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    browser.post(page(note), posted(objective="Typed on the tablet."), **AUTOSAVE)
    late = browser.post(page(note), posted(objective="Typed on the phone."), **AUTOSAVE)
    assert late.status_code == 409
    text = late.content.decode()
    assert 'id="conflict"' in text
    assert ("Typed on the tablet." in text, "Typed on the phone." in text) == (True, True)
    with acting(note):
        assert Note.objects.get(pk=note.pk).objective == "Typed on the tablet."


def test_without_scripts_a_conflict_keeps_everything_typed(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    words(note, objective="Typed on the tablet.")
    late = browser.post(page(note), posted(objective="Typed on the phone."))
    assert late.status_code == 409
    text = late.content.decode()
    assert (text.count("Typed on the phone."), text.count("Typed on the tablet.")) == (2, 1)


def test_saving_without_scripts_comes_back_to_the_page(signed_in):
    note = a_note()
    answer = signed_in(note.therapist).post(page(note), posted(plan="Again in two weeks."))
    assert (answer.status_code, answer.headers["Location"]) == (302, page(note))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"pain_before": "11"}, "pain_before"),
        ({"pain_after": "-1"}, "pain_after"),
        ({"position": "headstand"}, "position"),
        ({"objective": "x" * 10_001}, "objective"),
        ({"plan": "a\x00b"}, "plan"),
        ({"key": "not-a-key"}, "key"),
        ({"version": ""}, "version"),
    ],
)
def test_what_cannot_be_saved_is_named(signed_in, fields, named):
    note = a_note()
    browser = signed_in(note.therapist)
    answer = browser.post(page(note), posted(**fields), **AUTOSAVE)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [named]
    whole = browser.post(page(note), posted(subjective="Stays.", **fields))
    assert whole.status_code == 422
    assert "Stays." in whole.content.decode()


def test_the_draft_shows_the_card_and_records_one_reading(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    before = steps(note.client)
    answer = browser.get(page(note))
    assert answer.status_code == 200
    assert 'id="client-card"' in answer.content.decode()
    assert steps(note.client)[len(before) :] == ["note.read"]
    assert browser.get(page(note) + "?part=sign-bar").status_code == 200
    assert steps(note.client)[len(before) :] == ["note.read"]


def test_team_mates_see_that_a_draft_exists_but_no_words(signed_in):
    note, other = a_note(), build.a_user()
    words(note, objective="Canary in the objective.")
    with acting(note):
        ground.join(note.client, other, by=note.therapist)
    before = steps(note.client)
    browser = signed_in(other)
    text = browser.get(page(note)).content.decode()
    assert ("still a draft" in text, "Canary" in text) == (True, False)
    assert browser.post(page(note), posted(), **AUTOSAVE).status_code == 403
    assert "note.read" not in steps(note.client)[len(before) :]


def test_strangers_get_404_and_admins_write_nothing(signed_in):
    note = a_note()
    assert signed_in(build.a_user()).get(page(note)).status_code == 404
    assert signed_in(build.a_user()).post(page(note), posted()).status_code == 404
    assert signed_in(build.an_admin()).post(page(note), posted()).status_code == 403


def test_an_admin_reads_a_signed_note_only_with_a_reason(signed_in):
    note, admin = a_signed_note(), build.an_admin()
    browser = signed_in(admin)
    asked = browser.get(page(note))
    assert (asked.status_code, b"Left psoas firm" in asked.content) == (403, False)
    with scope.acting_as(scope.staff(admin)):
        ground.open_reading(note.client_id, reason="A question of the client.", by=admin)
    read = browser.get(page(note))
    assert (read.status_code, b"Left psoas firm" in read.content) == (200, True)
    assert steps(note.client)[-1] == "note.read"


def test_a_signed_note_is_not_written(signed_in):
    note = a_signed_note()
    answer = signed_in(note.therapist).post(page(note), posted(version="1"), **AUTOSAVE)
    assert answer.status_code == 403
    with acting(note), pytest.raises(Refused, match="This note is signed. Add an amendment"):
        actions.save(note, {}, version=1, key=uuid.uuid4(), by=note.therapist)


@pytest.mark.parametrize("route", ["treat", "check_in", "tick", "amend"])
def test_verbs_do_not_answer_get(signed_in, route):
    note = a_note()
    assert signed_in(note.therapist).get(page(note, route)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_asks_the_same_questions_for_any_number_of_rows(
    signed_in, django_assert_num_queries, rows
):
    note = a_note()
    for _number in range(rows):
        a_treatment(note)
    browser = signed_in(note.therapist)
    browser.get(page(note))  # the first visit of a session also writes the session
    with django_assert_num_queries(OWN + OVERHEAD):
        assert browser.get(page(note)).status_code == 200
