"""write: a draft's words, techniques and check-ins; never saved twice, never over others."""

import uuid

import pytest
from django.urls import reverse

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from notes import actions
from notes.models import CheckIn, DraftSave, Note, Treatment
from tests import build
from tests.history import steps
from tests.notes.build import a_note, a_row, a_signed_note, a_treatment, acting, words

pytestmark = pytest.mark.django_db
AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}
OVERHEAD = 7  # session, user, savepoint and release, scope told twice, history
OWN = 12
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


def test_a_technique_is_added_and_removed(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    row = {
        "technique": "kneading",
        "kneading-contact_tool": "knuckles",
        "kneading-motion": "circular",
        "kneading-side": "right",
        "kneading-zone": "Z3_iliac_fossa",
        "kneading-pressure_level": "2",
        "kneading-pressure_perceived": "5",
        "kneading-duration_s": "120",
    }
    answer = browser.post(page(note, "treat"), row, **HTMX)
    assert answer.status_code == 200
    assert answer.content.decode().count('id="treatments"') == 1
    with acting(note):
        saved = Treatment.objects.get(note=note)
        assert (saved.seq, saved.technique, saved.side, saved.duration_s) == (
            1,
            "kneading",
            "right",
            120,
        )
    gone = browser.post(page(note, "untreat", row=saved.pk))
    assert (gone.status_code, gone.headers["Location"]) == (302, page(note) + "#treatments")
    with acting(note):
        assert list(Treatment.objects.filter(note=note)) == []


@pytest.mark.parametrize(
    ("changed", "words_said"),
    [
        ({"kneading-contact_tool": "palm"}, "With"),
        ({"kneading-motion": "longitudinal_glide"}, "Motion"),
        ({"kneading-duration_s": "4"}, "How long"),
        ({"kneading-duration_s": "1801"}, "How long"),
        ({"kneading-pressure_level": ""}, "Pressure level"),
        ({"kneading-pressure_level": "6"}, "Pressure level"),
        ({"kneading-pressure_perceived": "11"}, "Felt"),
        ({"kneading-pressure_level": "3"}, "level 2 at most"),
    ],
)
def test_a_technique_that_does_not_fit_is_refused(signed_in, changed, words_said):
    note = a_note()
    row = {
        "technique": "kneading",
        "kneading-contact_tool": "fingertips",
        "kneading-motion": "circular",
        "kneading-side": "left",
        "kneading-zone": "Z1_abd_upper",
        "kneading-pressure_level": "2",
        "kneading-duration_s": "60",
    }
    browser = signed_in(note.therapist)
    for more in (HTMX, {}):
        answer = browser.post(page(note, "treat"), row | changed, **more)
        assert (answer.status_code, words_said in answer.content.decode()) == (422, True)
    with acting(note):
        assert Treatment.objects.filter(note=note).count() == 0


def test_breathing_needs_no_pressure(signed_in):
    note = a_note()
    row = {
        "technique": "deep_breathing",
        "deep_breathing-contact_tool": "none",
        "deep_breathing-side": "midline",
        "deep_breathing-zone": "Z7_costal_margin",
        "deep_breathing-pressure_level": "5",
        "deep_breathing-duration_s": "300",
    }
    assert signed_in(note.therapist).post(page(note, "treat"), row).status_code == 302
    with acting(note):
        row = Treatment.objects.get(note=note)
        assert (row.motion, row.pressure_level) == ("none", None)


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"contact_tool": "thumbs"}, "tools_belong_to_the_technique"),
        ({"motion": "circular"}, "motions_belong_to_the_technique"),
        ({"pressure_level": None}, "only_breathing_has_no_pressure_level"),
        ({"pressure_level": 6}, "notes_treatment_pressure_level_1_to_5"),
        ({"pressure_perceived": 11}, "notes_treatment_pressure_perceived_0_to_10"),
        ({"duration_s": 4}, "notes_treatment_duration_s_5_to_1800"),
        ({"side": "both"}, "notes_treatment_side_is_listed"),
        ({"zone": "Z11"}, "notes_treatment_zone_is_listed"),
    ],
)
def test_the_database_keeps_technique_rows_true(refused, facts, rule):
    note = a_note()
    with acting(note), refused(rule):
        Treatment.objects.create(
            **{f.name: getattr(a_row(**facts), f.name) for f in Treatment._meta.fields[4:]},
            note=note,
            client=note.client,
            seq=1,
        )


def test_one_tap_checks_in_and_can_be_taken_back(signed_in):
    note = a_note()
    browser = signed_in(note.therapist)
    tap = {"side_of": "left", "left-side": "left", "left-felt": "6", "left-wants": "lighter"}
    assert browser.post(page(note, "check_in"), tap, **HTMX).status_code == 200
    assert browser.post(page(note, "check_in"), {"wants": "stop"}).status_code == 302
    with acting(note):
        rows = list(CheckIn.objects.filter(note=note).values_list("side", "felt", "wants", "pain"))
        assert rows == [("left", 6, "lighter", None), ("", None, "stop", None)]
        first = CheckIn.objects.filter(note=note).earliest("pk")
    assert browser.post(page(note, "check_in"), {"undo": first.pk}, **HTMX).status_code == 200
    with acting(note):
        assert CheckIn.objects.filter(note=note).count() == 1


@pytest.mark.parametrize("tap", [{}, {"wants": "more"}, {"wants": "right", "felt": "11"}])
def test_a_check_in_that_says_nothing_known_is_refused(signed_in, tap):
    note = a_note()
    browser = signed_in(note.therapist)
    assert browser.post(page(note, "check_in"), tap, **HTMX).status_code == 422
    assert browser.post(page(note, "check_in"), tap).status_code == 422
    with acting(note):
        assert CheckIn.objects.filter(note=note).count() == 0


@pytest.mark.parametrize("route", ["treat", "check_in", "tick", "amend"])
def test_verbs_do_not_answer_get(signed_in, route):
    note = a_note()
    assert signed_in(note.therapist).get(page(note, route)).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_questions_for_one_row_and_for_three(
    signed_in, django_assert_num_queries, rows
):
    note = a_note()
    for _number in range(rows):
        a_treatment(note)
    browser = signed_in(note.therapist)
    browser.get(page(note))  # the first visit of a session also writes the session
    with django_assert_num_queries(OWN + OVERHEAD):
        assert browser.get(page(note)).status_code == 200
