"""The body map's rows: what the database itself refuses, and who sees them."""

import pytest
from django.db import connection
from django.utils import timezone

from clinic import scope
from intake import actions
from intake.models import Mark
from intake.models.marks import Quality
from tests import build
from tests.intake.build import a_filled_intake, a_started_intake, as_link

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GROIN = {"region": "f_groin", "side": "left", "kind": "pain"}


@pytest.mark.parametrize(
    ("promise", "facts"),
    [
        ("marks_have_a_side_that_exists", {"region": "f_umbilical", "side": "left"}),
        ("marks_have_a_side_that_exists", {"side": "mid"}),
        ("intake_mark_region_is_listed", {"region": "tail", "side": "mid"}),
        ("intake_mark_kind_is_listed", {"kind": "burn"}),
        ("intake_mark_intensity_0_to_10", {"intensity": 11}),
        ("only_pain_has_a_number", {"kind": "scar", "intensity": 1}),
        ("qualities_of_pain_are_listed", {"qualities": ["purple"]}),
        ("words_on_marks_are_short", {"words": "x" * 201}),
        ("one_mark_of_a_kind_per_place", {"region": "f_costal"}),
        (
            "no_hands_are_asked_to_a_restricted_place",
            {"region": "f_suprapubic", "side": "mid", "kind": "preferred"},
        ),
        ("a_place_is_for_hands_or_is_not", {"region": "s_hip_lat", "kind": "preferred"}),
    ],
)
def test_the_database_refuses_what_is_no_mark(promise, facts, refused):
    intake = a_started_intake()
    with as_link(intake):
        actions.mark(intake, "f_costal", "left", "pain")
        actions.mark(intake, "s_hip_lat", "left", "avoid")
        rows = {"intake": intake, "client_id": intake.client_id, "marked_at": timezone.now()}
        with refused(promise):
            Mark.objects.create(**rows | GROIN | facts)


@pytest.mark.parametrize("order", [("avoid", "preferred"), ("preferred", "avoid")])
def test_the_database_keeps_hands_off_or_on(order, refused):
    """Also when a mark that is there is turned into the other."""
    intake = a_started_intake()
    with as_link(intake):
        actions.mark(intake, "f_groin", "left", order[0])
        actions.mark(intake, "f_groin", "right", order[1])
        sql = "UPDATE intake_mark SET side = 'left' WHERE intake_id = %s AND side = 'right'"
        with refused("a_place_is_for_hands_or_is_not"), connection.cursor() as cursor:
            cursor.execute(sql, [intake.pk])


def test_the_database_counts_ten_places_that_hurt(refused):
    intake = a_started_intake()
    with as_link(intake):
        places = [(code, side) for code in ("foot", "knee", "arm") for side in ("left", "right")]
        places += [(code, side) for code in ("f_groin", "chest") for side in ("left", "right")]
        for region, side in places:
            actions.mark(intake, region, side, "pain")
        actions.mark(intake, "shoulder", "left", "numbness")
        sql = "UPDATE intake_mark SET kind = 'pain' WHERE intake_id = %s AND kind = 'numbness'"
        with refused("at_most_ten_places_hurt"), connection.cursor() as cursor:
            cursor.execute(sql, [intake.pk])
        actions.mark(intake, "foot", "left", "pain", 3)


def test_the_database_seals_a_sent_body_map(as_staff, refused):
    me = build.a_user()
    sent = a_filled_intake(therapist=me)
    with as_link(sent):
        actions.mark(sent, "f_groin", "left", "pain", 6)
        actions.submit(sent, "Sample Signer")
    for sql in (
        "UPDATE intake_mark SET words = 'x' WHERE intake_id = %s",
        "DELETE FROM intake_mark WHERE intake_id = %s",
        "INSERT INTO intake_mark (intake_id, client_id, region, side, kind, qualities, words,"
        " marked_at) SELECT intake_id, client_id, 'f_costal', side, kind, qualities, words,"
        " marked_at FROM intake_mark WHERE intake_id = %s",
    ):
        with as_staff(me), refused("submitted_marks_are_sealed"), connection.cursor() as cursor:
            cursor.execute(sql, [sent.pk])


def test_who_sees_a_mark(as_staff):
    me, stranger, admin = build.a_user(), build.a_user(), build.an_admin()
    intake = a_started_intake(therapist=me)
    with as_link(intake):
        actions.mark(intake, "f_groin", "left", "pain", 6, [Quality.DEEP])
    seen = {}
    for who, user in (("own", me), ("stranger", stranger), ("admin", admin)):
        with as_staff(user):
            rows = Mark.objects
            seen[who] = rows.visible_to(user).exists(), rows.listed_for(user).exists()
    assert seen == {"own": (True, True), "stranger": (False, False), "admin": (False, True)}
    with scope.acting_as(scope.Actor()):
        assert Mark.objects.count() == 0
