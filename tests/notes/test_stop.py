"""After a stop nobody is touched there again at this visit (domain 13, rule 2)."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from clinic import journey
from clinic.access import Refused
from intake import consenting, summary
from intake.models.consent import Choice, Kind
from notes import actions, caps, stops
from notes.models import Treatment
from tests import build
from tests.history import steps
from tests.notes.build import BREATH, a_note, a_row, a_treatment, acting, known

pytestmark = [pytest.mark.django_db, pytest.mark.database]
STOPPED = "The client said stop here at this visit."
BACK = "The client took this back at this visit; no more work there: Belly."


@pytest.fixture
def note():
    return known(a_note())


def stop(note, side=""):
    with acting(note):
        return actions.check_in(note, wants="stop", side=side, by=note.therapist)


def decide(note, choice, kind=Kind.ABDOMEN):
    with acting(note):
        consenting.decide_at_visit(note.visit, kind, choice, by=note.therapist)


def refuses(note, **facts):
    with pytest.raises(Refused) as caught:
        a_treatment(note, **facts)
    return str(caught.value)


def raw(note, row):
    """The same row past the actions; the promise that refused it, or None."""
    row.note, row.client_id, row.seq = note, note.client_id, 900 + note.treatments.count()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError as error:
        return error.__cause__.diag.constraint_name
    return None


@pytest.mark.parametrize(
    ("said", "shut", "free"),
    [
        ("left", ["left", "midline"], ["right"]),
        ("right", ["right", "midline"], ["left"]),
        ("midline", ["left", "right", "midline"], []),
        ("", ["left", "right", "midline"], []),
    ],
)
def test_a_stop_closes_the_direct_zones_of_its_side(note, said, shut, free):
    stop(note, said)
    assert [refuses(note, side=side) for side in shut] == [STOPPED] * len(shut)
    assert all(a_treatment(note, side=side).pk for side in free)
    assert a_treatment(note, zone="Z8_lumbar_post", side="left").pk
    assert a_treatment(note, **BREATH).pk
    with acting(note):
        for side in shut:
            assert raw(note, a_row(side=side)) == "stopped_places_are_left_alone"
        for row in (*(a_row(side=side) for side in free), a_row(zone="Z8_lumbar_post")):
            assert raw(note, row) is None
        assert raw(note, a_row(**BREATH)) is None


def test_what_was_done_before_stays_and_can_be_signed(note):
    before = a_treatment(note)
    stop(note)
    with acting(note):
        limits = summary.limits(note.client_id, note.visit_id)
        assert not [words for words in caps.warnings(note, limits) if "Technique" in words]
        before.words = "Lifted off at once."
        before.save(update_fields=["words"])
        moved = Treatment.objects.filter(pk=a_treatment(note, zone="Z8_lumbar_post").pk)
        with pytest.raises(DatabaseError, match="stop here"), transaction.atomic():
            moved.update(zone="Z1_abd_upper")


def test_a_tap_that_was_a_mistake_is_taken_back(note):
    row = stop(note, "left")
    with acting(note):
        with pytest.raises(Refused, match="wrong tap"):
            actions.remove_check_in(note, row.pk, by=note.therapist)
        actions.remove_check_in(note, row.pk, by=note.therapist, wrong_tap=True)
    assert a_treatment(note).pk
    assert journey.STOP_TAKEN_BACK in steps(note.client)


def test_it_ends_with_the_visit(note):
    stop(note)
    later = build.a_visit(note.client, note.therapist, starts_at=note.visit.ends_at)
    assert a_treatment(a_note(visit=later)).pk


def test_a_new_note_of_the_same_visit_remembers_it(note):
    stop(note)
    with acting(note):
        actions.mark_in_error(note, reason="Wrong words.", by=note.therapist)
    assert refuses(a_note(visit=note.visit)) == STOPPED


def test_what_was_taken_back_stays_so_for_this_visit(note):
    decide(note, Choice.WITHDRAWN)
    decide(note, Choice.GIVEN)
    assert refuses(note) == BACK
    assert a_treatment(note, zone="Z9_hip_lateral_ant").pk
    with acting(note):
        assert raw(note, a_row()) == "stopped_places_are_left_alone"
        assert raw(note, a_row(zone="Z9_hip_lateral_ant")) is None
    later = build.a_visit(note.client, note.therapist, starts_at=note.visit.ends_at)
    assert a_treatment(a_note(visit=later)).pk


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind in summary.zones.BY_CONSENT])
def test_the_database_knows_every_area(note, kind):
    decide(note, Choice.WITHDRAWN, kind)
    shut = summary.zones.BY_CONSENT[kind]
    with acting(note):
        found = [zone for zone in Treatment.Zone.values if raw(note, a_row(zone=zone))]
    assert found == list(shut)


def test_a_no_that_became_a_yes_is_a_yes(note):
    decide(note, Choice.DECLINED)
    decide(note, Choice.GIVEN)
    assert a_treatment(note).pk


def test_the_list_of_zones_says_so(note):
    stop(note, "left")
    with acting(note):
        limits = summary.limits(note.client_id, note.visit_id)
        words = dict(caps.zone_choices(caps.after_stops(limits, stops.of(note))))
        assert "left closed" in words["Z1_abd_upper"]
        assert limits["places"]["Z1_abd_upper", "left"].level > 0


def clock(row):
    return timezone.localtime(row.at).strftime("%H:%M")


@pytest.mark.parametrize(
    ("said", "where"), [("left", "on the left"), ("right", "on the right"), ("", "on both sides")]
)
def test_the_page_says_when_what_is_closed_and_why(note, signed_in, said, where):
    browser = signed_in(note.therapist)
    address = reverse("notes:write", args=[note.pk])
    assert "tone-stop stopped" not in browser.get(address).text
    row = stop(note, said)
    for page in (address, reverse("notes:sign", args=[note.pk])):
        text = browser.get(page).text
        banner = text[text.index("tone-stop stopped") :].partition("</div></div>")[0]
        assert f"The client said stop at {clock(row)}." in banner
        assert f"Z1 to Z6, are closed {where} for the rest of this visit" in banner


def test_the_tap_itself_brings_the_banner(note, signed_in):
    answer = signed_in(note.therapist).post(
        reverse("notes:check_in", args=[note.pk]), {"wants": "stop"}, headers={"HX-Request": "true"}
    )
    beside = answer.text[answer.text.index('id="check-ins"') :].partition("</section>")[0]
    assert "tone-stop stopped" in beside


def test_after_a_stop_the_empty_texts_are_named(note):
    a_treatment(note)
    row = stop(note)
    with acting(note):
        limits = summary.limits(note.client_id, note.visit_id)
        (said,) = [words for words in caps.warnings(note, limits) if "said stop" in words]
        assert said.startswith(f"The client said stop at {clock(row)}, and nothing is written")
        assert "“How they came”, “What I found”, “How they left”, “What comes next”" in said
        note.objective = "Lifted off at once."
        (said,) = [words for words in caps.warnings(note, limits) if "said stop" in words]
        assert said == f"The client said stop at {clock(row)}. Write what you did then."
