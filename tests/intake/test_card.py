"""The client card: what keeps somebody safe, on one screen of a phone."""

import datetime

import pytest
from django.utils import formats, timezone

from intake import actions, summary
from intake.models import Comfort, Mark
from tests import build
from tests.intake.build import (
    a_filled_intake,
    a_reviewed_intake,
    a_submitted_intake,
    as_link,
    question,
    said_at,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def me():
    return build.a_user()


def rows_of(card):
    return {row["label"]: (row["text"], row["kind"]) for row in card["rows"]}


def test_the_card_holds_what_keeps_somebody_safe(me, as_staff):
    values = {"AL01": ("yes", "lanolin"), "GI01": "yes", "RF07": "unsure"}
    intake = a_submitted_intake(therapist=me, **values)
    with as_staff(me):
        card = summary.card(intake.client, timezone.now())
    assert (card["name"], card["pronouns"]) == (intake.client.preferred_name, "")
    assert rows_of(card) == {
        "Decision": ("None in force", "clay"),
        "No direct psoas work": (f"GI01: {question('GI01').action}", "clay"),
        "Not settled": ("1 unsure answer", "clay"),
        "Allergies": ("lanolin", "clay"),
        "Level at most": (
            "side of the hip 2 · buttocks 2, once signed at the visit · "
            "closed: belly, groin, inner thigh, low back",
            "clay",
        ),
        "The most they want to feel": ("5 of 10", ""),
        "Do not touch": ("nowhere named", ""),
        "Stop": ("“red” · Raise a hand", ""),
        "Lying": ("On my back, knees up · Round bolster, Pillow", ""),
        "At ease": ("I keep my eyes open", ""),
    }


def test_many_stops_leave_room_on_the_card(me, as_staff):
    values = dict.fromkeys(("RF17", "RF02", "RF05", "RF16", "GI01"), "yes")
    intake = a_submitted_intake(therapist=me, **values)
    with as_staff(me):
        rows = summary.card(intake.client)["rows"]
    assert [row["text"] for row in rows if row["label"] == "And"] == [
        "2 more answers in the intake"
    ]


def test_the_card_leads_to_the_newest_review(me, as_staff):
    """What there is no room for on the card is one tap away: all flags, marks, agreements."""
    values = dict.fromkeys(("RF17", "RF02", "RF05", "RF16", "GI01"), "yes") | {"RF07": "unsure"}
    a_reviewed_intake(client := build.a_client(me), therapist=me)
    newest = a_submitted_intake(client, therapist=me, **values)
    with as_staff(me):
        card = summary.card(client)
    review = f"/intakes/{newest.pk}/review/"
    assert card["review"] == {"address": review, "sent": newest.submitted_at}
    addresses = {row["label"]: row["address"] for row in card["rows"]}
    assert addresses["And"] == addresses["Not settled"] == f"{review}#flags"


def test_the_card_of_a_client_without_an_intake(me, as_staff):
    client = build.a_client(me)
    with as_staff(me):
        card = summary.card(client)
    rows = rows_of(card)
    assert card["review"] is None
    assert list(rows) == ["Decision", "Level at most", "The most they want to feel"]
    assert rows["Decision"] == ("None in force", "clay")


def test_the_card_says_when_an_answer_ended_the_decision(me, as_staff):
    now = timezone.now()
    intake = a_reviewed_intake(therapist=me, now=now)
    visit = build.a_visit(intake.client, me)
    day = formats.date_format(timezone.localtime(now), "j M")
    said_at(visit, me, "RF06")
    with as_staff(me):
        text, kind = rows_of(summary.card(intake.client))["Decision"]
    assert text == f"Decided {day}: no longer counts, an answer changed since"
    assert kind == "clay"


def test_the_card_says_when_the_decision_ran_out(me, as_staff):
    intake = a_reviewed_intake(therapist=me)
    with as_staff(me):
        card = summary.card(intake.client, timezone.now() + 366 * DAY)
    assert "ran out on" in rows_of(card)["Decision"][0]


def test_marks_and_reserved_consents_are_on_the_card(me, as_staff):
    consents = {"groin": "declined", "gluteal": "talk_first"}
    intake = a_filled_intake(therapist=me, consents=consents)
    with as_link(intake):
        Comfort.objects.filter(intake=intake).update(nothing_to_avoid=False)
        a_mark(intake, "f_abd_lower", "left")
        sent = actions.submit(intake, "Sample Signer")
    with as_staff(me):
        rows = rows_of(summary.card(sent.client_id))
        found = summary.limits(sent.client_id)["places"]
    assert rows["Do not touch"] == ("Lower belly, left", "clay")
    assert rows["Consent"] == ("no: Hip crease and groin · talk first: Buttocks", "stop")
    assert rows["Level at most"][0].endswith("closed: groin, buttocks")
    assert found["Z2_abd_lower", "left"].level == 0
    assert found["Z2_abd_lower", "right"].level == 2


def a_mark(intake, region, side, kind="avoid"):
    return Mark.objects.create(
        intake=intake,
        client_id=intake.client_id,
        region=region,
        side=side,
        kind=kind,
        marked_at=timezone.now(),
    )


def test_a_minor_without_a_guardian_says_so(me, as_staff):
    born = timezone.localdate() - datetime.timedelta(days=15 * 366)
    client = build.a_client(me, date_of_birth=born)
    with as_staff(me):
        rows = rows_of(summary.card(client))
    assert rows["Under age"] == ("No guardian's agreement that counts", "stop")


def test_without_a_visit_it_says_what_has_to_be_signed_at_one(me, as_staff):
    """The record names no visit: what the note closes until it is signed is not plainly open."""
    intake = a_reviewed_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    with as_staff(me):
        before = rows_of(summary.card(intake.client))["Level at most"][0]
        at_it = rows_of(summary.card(intake.client, visit=visit))["Level at most"][0]
    assert "buttocks 2, once signed at the visit" in before
    assert at_it.endswith("closed: groin, inner thigh, buttocks")
