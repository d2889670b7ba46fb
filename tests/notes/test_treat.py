"""treat and check in: what is tapped during the session."""

import pytest
from django.urls import reverse

from notes.models import CheckIn, Treatment
from tests.notes.build import a_note, a_row, acting, known

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def page(note, route="write", **kwargs):
    return reverse(f"notes:{route}", args=[note.pk, *kwargs.values()])


def test_a_technique_is_added_and_removed(signed_in):
    note = known(a_note())
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
    note = known(a_note())
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
    note, row = a_note(), a_row(**facts)
    with acting(note), refused(rule):
        Treatment.objects.create(
            **{f.name: getattr(row, f.name) for f in Treatment._meta.fields[4:]},
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
