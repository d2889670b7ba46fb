"""A technique row is held against today's places: zone and side (domain 13, rules 1, 3, 8–10)."""

import pytest
from django.utils import timezone

from clinic.access import Refused
from intake import actions, consenting, summary
from intake.models import Answer, Comfort, Mark, Question
from intake.models.consent import Choice, Kind
from notes import caps
from notes.models import Treatment
from tests import build
from tests.intake import build as intakes
from tests.notes.build import a_note, a_row, a_treatment, acting, decided, known, screened

pytestmark = pytest.mark.django_db


def question(code):
    return Question.objects.filter(code=code).order_by("-version").first()


def said_at(note, code, value="yes", details=None):
    """An answer at the note's visit."""
    row = question(code)
    with acting(note):
        Answer.objects.create(
            client_id=note.client_id,
            visit=note.visit,
            question=row,
            asked=row.text,
            value=value,
            details=details or {},
            recorded_at=timezone.now(),
            recorded_by=note.therapist,
        )
    return note


def told(name, value):
    return {name: {"asked": name, "value": value, "said": str(value)}}


def refuses(note, **facts):
    """The sentence that refuses this row."""
    with pytest.raises(Refused) as caught:
        a_treatment(note, **facts)
    return str(caught.value)


LEFT_KIDNEY = told("kidney", "transplant") | told("side", "left") | told("pd_catheter", False)


@pytest.fixture
def note():
    return known(a_note())


@pytest.mark.parametrize("code", ["RF17", "RF06"])
def test_a_stop_closes_every_zone(note, code):
    said_at(note, code)
    for zone in Treatment.Zone.values:
        assert "Stop" in refuses(note, zone=zone, pressure_level=1)


def test_a_no_go_for_the_psoas_leaves_the_low_back(note):
    said_at(note, "GI01")
    assert "No direct psoas work" in refuses(note, zone="Z2_abd_lower")
    assert a_treatment(note, zone="Z8_lumbar_post").pk


def test_an_unmet_clearance_closes_the_direct_zones(note):
    said_at(note, "CV05")
    assert "Get clearance" in refuses(note, zone="Z3_iliac_fossa")


@pytest.mark.parametrize("value", ["unsure", "prefer_not"])
def test_what_is_not_settled_closes_the_direct_zones(note, value):
    said_at(note, "RF07", value)
    assert "not sure" in refuses(note, zone="Z1_abd_upper")


def test_nothing_known_closes_the_direct_zones():
    note = a_note()
    assert caps.why_not_row(a_row(), limits_of(note)) == "There is no intake yet."


def limits_of(note):
    with acting(note):
        return summary.limits(note.client_id, note.visit_id)


def test_a_blank_that_could_stop_the_visit_closes_the_direct_zones():
    me = build.a_user()
    client = build.a_client(me)
    screened(client, me, leaving_out=("RF07",))
    note = a_note(client, me)
    assert "RF07" in refuses(note, zone="Z1_abd_upper")
    assert a_treatment(note, zone="Z8_lumbar_post").pk


def test_a_missing_agreement_closes_its_zones(note):
    with acting(note):
        consenting.decide_at_visit(note.visit, Kind.ABDOMEN, Choice.WITHDRAWN, by=note.therapist)
    assert "did not agree" in refuses(note, zone="Z1_abd_upper")
    assert a_treatment(note, zone="Z9_hip_lateral_ant").pk


def test_pregnancy_closes_the_belly(note):
    said_at(note, "RP01", details=told("pregnancy", "maybe"))
    for zone in Treatment.Zone.values[:7]:
        assert refuses(note, zone=zone, pressure_level=1)


def test_a_kidney_transplant_closes_its_side_for_good(note):
    decided(said_at(note, "UR04", details=LEFT_KIDNEY))
    assert refuses(note, zone="Z3_iliac_fossa", side="left")
    assert refuses(note, zone="Z3_iliac_fossa", side="midline")
    assert a_treatment(note, zone="Z3_iliac_fossa", side="right").pk


@pytest.fixture
def marked():
    """A note of a client who marked the left lower belly “do not touch”."""
    me = build.a_user()
    client = build.a_client(me)
    intake = intakes.a_filled_intake(client, therapist=me)
    with intakes.as_link(intake):
        Mark.objects.create(
            intake=intake,
            client=client,
            region="f_abd_lower",
            side="left",
            kind="avoid",
            marked_at=timezone.now(),
        )
        Comfort.objects.filter(intake=intake).update(nothing_to_avoid=False)
        actions.submit(intake, "Sample Signer")
    intakes.decide(intake, me)
    return a_note(client, me)


def test_an_avoid_mark_closes_its_side_until_it_is_agreed_at_this_visit(marked):
    assert "not to be touched" in refuses(marked, side="left")
    assert "not to be touched" in refuses(marked, side="midline")
    assert a_treatment(marked, side="right").pk
    with acting(marked):
        by = marked.therapist
        consenting.decide_at_visit(marked.visit, Kind.ABDOMEN, Choice.GIVEN, by=by)
    assert a_treatment(marked, side="left").pk


def test_the_level_that_binds_says_who_set_it():
    me = build.a_user()
    client = build.a_client(me)
    screened(client, me)
    note = said_at(a_note(client, me), "NE01")
    assert "An answer about health (NE01)" in refuses(
        note, pressure_level=3, zone="Z9_hip_lateral_ant"
    )


def test_zone_choices_say_what_differs_between_the_sides(note):
    decided(said_at(note, "UR04", details=LEFT_KIDNEY))
    words = dict(caps.zone_choices(limits_of(note)))
    assert words["Z3_iliac_fossa"].endswith("left closed, right up to level 3")
    assert words["Z8_lumbar_post"].endswith("up to level 3")


def test_breathing_is_always_possible(note):
    said_at(note, "RF17")
    row = a_treatment(
        note,
        technique="deep_breathing",
        contact_tool="none",
        motion="none",
        pressure_level=None,
        pressure_perceived=None,
    )
    assert row.pk
