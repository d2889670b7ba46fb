"""A stop is where the therapist looks: on the room card, beside the draft, on the signed note."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import summary
from notes import actions, caps, stops
from notes.models import Note
from tests import build
from tests.notes.build import a_note, a_ready_note, acting, known

pytestmark = pytest.mark.django_db
SENTENCE = "The client said stop here at this visit."


@pytest.fixture
def note():
    return known(a_note())


def stop(note, side=""):
    with acting(note):
        return actions.check_in(note, wants="stop", side=side, by=note.therapist)


def clock(row):
    return timezone.localtime(row.at).strftime("%H:%M")


def room(browser, note):
    return browser.get(reverse("notes:room_card", args=[note.client_id]))


def belly(page):
    (region,) = (row for row in page.context["room"]["regions"] if row["code"] == "belly")
    return region["level"]


@pytest.mark.parametrize(("said", "where"), [("", "all direct psoas places"), ("left", ", left")])
def test_the_room_card_closes_the_places(note, signed_in, said, where):
    browser = signed_in(note.therapist)
    before = room(browser, note)
    assert ("partly closed" in belly(before), SENTENCE in before.text) == (False, False)
    stop(note, said)
    page = room(browser, note)
    assert belly(page).endswith(", partly closed")  # the rib margin is not a direct place
    ((places, why),) = (row for row in page.context["room"]["why"] if SENTENCE in row[1])
    assert (where in places, SENTENCE in page.text) == (True, True)


def test_the_next_visit_has_its_places_again(note, signed_in):
    stop(note)
    later = build.a_visit(note.client, note.therapist, starts_at=note.visit.ends_at)
    with acting(note):
        found = summary.once_asked(note.client_id, later)
        assert caps.after_stops(found, stops.at_visit(later.pk)) is found


@pytest.mark.parametrize("stopped", [0, 1, 3])
def test_the_room_card_asks_the_same_for_any_number_of_stops(
    note, signed_in, django_assert_num_queries, stopped
):
    for _time in range(stopped):
        stop(note)
    browser = signed_in(note.therapist)
    room(browser, note)
    with django_assert_num_queries(19):
        room(browser, note)


def test_the_card_beside_the_draft_says_so_at_the_tap_and_when_it_is_taken_back(note, signed_in):
    browser, address = signed_in(note.therapist), reverse("notes:write", args=[note.pk])
    tapped = reverse("notes:check_in", args=[note.pk])
    assert closed(browser.get(address).context["card"]) is False
    htmx = {"HX-Request": "true"}
    answer = browser.post(tapped, {"wants": "stop"}, headers=htmx)
    assert 'id="note-card" hx-swap-oob="true"' in answer.text
    assert closed(answer.context["card"])
    assert closed(browser.get(address).context["card"])
    with acting(note):
        (row,) = note.check_ins.all()
    assert browser.post(tapped, {"undo": row.pk}, headers=htmx).status_code == 403
    back = browser.post(tapped, {"undo": row.pk, "wrong_tap": "yes"}, headers=htmx)
    assert closed(back.context["card"]) is False
    other = browser.post(tapped, {"wants": "right"}, headers=htmx)
    assert "note-card" not in other.text


def closed(card):
    """Does the card say that a part of the belly is closed?"""
    return any("belly 2, partly closed" in row["text"] for row in card["rows"])


@pytest.mark.parametrize(("said", "sides"), [("", 2), ("right", 1)])
def test_the_signed_note_names_the_stop_beside_the_zones(note, signed_in, said, sides):
    a_ready_note(note)
    row = stop(note, said)
    with acting(note):
        shown = Note.objects.get(pk=note.pk).digest()
        actions.sign(note, by=note.therapist, shown_hash=shown)
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk]))
    told = page.text[page.text.index('id="gate"') :].partition("</section>")[0]
    assert told.count(f"The client said stop at {clock(row)}: from then on") == sides
    assert told.count(SENTENCE) == 6
    assert f"2 until {clock(row)}, then closed" in told
    assert page.context["intact"]
