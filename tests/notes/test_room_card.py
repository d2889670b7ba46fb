"""The room card: one page, with everything that matters in the room."""

import re

import pytest

from clinic import actions as ground
from clinic import journey, scope
from intake import actions
from intake.models import Comfort, Cushions, Pressure
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.intake.build_triage import GOUT, told
from tests.notes import past

pytestmark = pytest.mark.django_db
OWN, OVERHEAD = 13, 6  # client, last note, visit, its stops, limits 7, pages of the intake; history


def address(client):
    return f"/clients/{client.pk}/room-card/"


def a_full_client(me):
    """Everything that the card can show."""
    client = build.a_client(me)
    intake = intakes.a_filled_intake(
        client, therapist=me, AL01=("yes", "CANARY-lanolin"), consents={"chest": "declined"}
    )
    with intakes.as_link(intake):
        avoid = {"nothing_to_avoid": False, "avoid": "CANARY-throat"}
        actions.save_page(intake, Comfort, avoid | {"options": ["eyes_open"], "scent": "none"})
        actions.save_page(intake, Cushions, {"supports": ["wedge"], "cover": "shorts_top"})
        pressure = {"belly_level": 1, "belly_limit": 3, "face_down_signal": "two_taps"}
        actions.save_page(intake, Pressure, pressure)
        actions.mark(intake, "f_groin", "left", "avoid")
        actions.mark(intake, "f_umbilical", "mid", "avoid")
        actions.mark(intake, "b_lumbar", "left", "pain", 6)
        actions.mark(intake, "shoulder", "right", "avoid")
        actions.mark(intake, "b_glute", "right", "preferred")
        actions.submit(intake, "Sample Signer")
    return client


@pytest.fixture
def me():
    return build.a_user()


def test_it_holds_what_matters_in_the_room(me, signed_in):
    client = a_full_client(me)
    past.a_signed_note(past.a_visit(client, me), position="side_lying")
    text = signed_in(me).get(address(client)).content.decode()
    wanted = [
        *("CANARY-lanolin", "CANARY-throat", "“red”", "Raise a hand", "Tap twice"),
        *("On the side", "Wedge", "Shorts and a top", "No scents, please"),
        *("I keep my eyes open", "no: Chest", client.preferred_name),
        *("Hip crease and groin, left", "Around the navel", "46 years", "<svg"),
    ]
    assert [word for word in wanted if word not in text] == []


def test_it_shows_what_the_client_marked_in_picture_and_words(me, signed_in):
    """Also where no zone lies, such as a shoulder that is not to be touched."""
    page = signed_in(me).get(address(a_full_client(me)))
    assert [row["view"] for row in page.context["room"]["marked"]["pictures"]] == [
        "front",
        "back",
        "rest",
    ]
    assert dict(page.context["room"]["marks"]) == {
        "Please do not touch": "Around the navel; Hip crease and groin, left; Shoulder, right",
        "It hurts here": "Low back, left (6 of 10)",
        "Please work here": "Buttock, right",
    }
    text = page.content.decode()
    assert "Low back, left (6 of 10)" in text
    assert 'fill="url(#marksclient-avoid)"' in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("feels_less", "words"),
    [("no", "table: Very warm"), ("yes", "table: warmer off, they may not feel the heat")],
)
def test_whoever_feels_less_gets_no_warm_table(me, signed_in, feels_less, words):
    """Domain 7.4: off with NE01, whatever was chosen."""
    client = build.a_client(me)
    intake = intakes.a_filled_intake(client, therapist=me, NE01=feels_less)
    with intakes.as_link(intake):
        actions.save_page(intake, Comfort, {"table_warmer": "high"})
        actions.submit(intake, "Sample Signer")
    assert words in signed_in(me).get(address(client)).content.decode()


def test_limits_stand_by_region(me, signed_in):
    page = signed_in(me).get(address(a_full_client(me)))
    regions = {row["code"]: row for row in page.context["room"]["regions"]}
    assert (regions["belly"]["level"], regions["belly"]["felt"]) == ("1, partly closed", 3)
    assert regions["back"]["level"] == "2"


def test_without_an_intake_it_says_so(me, signed_in):
    text = signed_in(me).get(address(build.a_client(me))).content.decode()
    assert "There is no intake yet." in text


def test_reading_it_leaves_exactly_one_line(me, signed_in):
    client = build.a_client(me)
    before = steps(client)
    signed_in(me).get(address(client))
    assert steps(client)[len(before) :] == [journey.ROOM_CARD_READ]


def test_strangers_find_nothing_and_admins_say_why_first(me, signed_in):
    client = build.a_client(me)
    assert signed_in(build.a_user()).get(address(client)).status_code == 404
    admin = build.an_admin()
    browser = signed_in(admin)
    asked = browser.get(address(client))
    assert (asked.status_code, asked.templates[0].name) == (403, "clinic/reason.html")
    with scope.acting_as(scope.staff(admin)):
        ground.open_reading(client.pk, "A question of the client.", by=admin)
    assert browser.get(address(client)).status_code == 200


def test_the_room_card_is_only_looked_at(me, signed_in):
    assert signed_in(me).post(address(build.a_client(me))).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_of_the_database_for_any_length(
    me, signed_in, django_assert_num_queries, number
):
    client = a_full_client(me)
    for _ in range(number):
        past.a_signed_note(past.a_visit(client, me))
    browser = signed_in(me)
    browser.get(address(client))
    with django_assert_num_queries(OWN + OVERHEAD):
        browser.get(address(client))


def test_record_and_note_lead_to_it(me, signed_in):
    note = past.a_draft()
    link = f'href="{address(note.client)}"'
    browser = signed_in(note.therapist)
    for page in (f"/clients/{note.client_id}/record/", f"/notes/{note.pk}/"):
        assert link in browser.get(page).content.decode()


def test_the_same_words_stand_there_once(me, signed_in):
    """Who says the same under “What is it?” and in words of their own is quoted once."""
    value, _words, details = told()
    intake = intakes.a_started_intake(therapist=me)
    intakes.fill(intake, OC01="no")
    with intakes.as_link(intake):
        row = intakes.question("OC01")
        actions.answers(intake, [(row, value, f" {GOUT.upper()}", details)])
        actions.submit(intake, "Sample Signer")
    text = signed_in(me).get(address(intake.client)).text
    assert text.lower().count(GOUT.lower()) == 1
