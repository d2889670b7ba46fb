"""record incident: what no answer stopped is written down whole and once, at a started visit."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from intake import actions, summary
from notes.export import plain
from notes.pdf.stops import stops as printed_stops
from tests import build
from tests.history import steps
from tests.intake.build_stops import HOUR, acting, recorded, rows
from tests.notes.build import a_note, a_signed_note

pytestmark = pytest.mark.django_db
TODAY = "/today/"


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def note(me):
    return a_note(build.a_client(me), me)


def address(note, visit=""):
    return reverse("intake:record_incident", args=[note.client_id]) + (visit and f"?visit={visit}")


def form_of(note, *, seen=0, **more):
    """What the page sends."""
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    told = {"kind": "dizzy_faint", "severity": "mild", "action": "Sat down.", "seen": seen}
    told |= {"client_informed": "yes", "key": str(uuid.uuid4()), "at": at}
    return told | {"visit": note.visit_id} | more


# Recording


def test_it_is_recorded_whole_with_history(me, note):
    before = steps(note.client)
    row = recorded(note, kind="fall")
    assert (row.code, row.answer_id, row.visit_id) == ("", None, note.visit_id)
    assert (row.kind, row.recorded_by_id, row.first_id) == ("fall", me.pk, None)
    assert steps(note.client)[len(before) :] == ["incident.recorded"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "Say what it was"),
        ({"severity": ""}, "Say how bad"),
        ({"action": ""}, "Say what was done"),
        ({"client_informed": None}, "Say if the client was told"),
        ({"severity": "moderate"}, "within three days"),
        ({"hours": 2}, "still to come"),
        ({"hours": -72}, "before the day of the visit"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(me, note, change, sentence):
    change = dict(change)
    hours = change.pop("hours", 0)
    with pytest.raises(Refused, match=sentence):
        recorded(note, at=timezone.now() + hours * HOUR, **change)
    assert rows(me) == []


def test_only_a_therapist_of_the_team_records(note):
    cover = build.a_user()
    with pytest.raises(Refused, match="care team"):
        recorded(note, by=build.an_admin())
    with scope.acting_as(scope.staff(note.therapist)):
        ground.join(note.client, cover, by=note.therapist)
    assert recorded(note, by=cover).recorded_by_id == cover.pk


# The page


def test_from_the_note_its_visit_is_chosen_and_what_was_typed_is_kept(me, note, signed_in):
    browser = signed_in(me)
    for page in (
        reverse("notes:write", args=[note.pk]),
        reverse(
            "notes:write", args=[a_signed_note(a_note(visit=_after(note, note.client, me))).pk]
        ),
    ):
        assert "Record an incident" in browser.get(page).text
    page = browser.get(address(note, note.visit_id))
    assert f'<option value="{note.visit_id}" selected>' in page.text
    sent = form_of(note, zone="Z2_abd_lower", level=2, description="On sitting up.")
    answer = browser.post(address(note), sent)
    (row,) = rows(me)
    assert answer["Location"] == reverse("intake:incident", args=[row.pk])
    assert (row.visit_id, row.zone, row.level, row.kind) == (
        note.visit_id,
        "Z2_abd_lower",
        2,
        "dizzy_faint",
    )
    shown = browser.get(answer["Location"]).text
    assert ("On sitting up." in shown, "Recorded without a stop." in shown) == (True, True)
    assert "opened by the answer" not in shown


def test_only_started_visits_of_this_client_are_offered(me, note, signed_in):
    later = build.a_visit(note.client, me, starts_at=note.visit.starts_at + 24 * HOUR)
    other = a_note(visit=_after(note, build.a_client(me), me))
    foreign = a_note()
    browser = signed_in(me)
    page = browser.get(address(note)).text
    offered = [f'<option value="{row.pk}"' in page for row in (note.visit, later, other.visit)]
    assert offered == [True, False, False]
    for visit in (later, other.visit, foreign.visit):
        page = browser.post(address(note), form_of(note, visit=visit.pk))
        assert (page.status_code, "visit" in page.context["form"].errors) == (422, True)
    assert rows(me) == []


def _after(note, client, me):
    return build.a_visit(client, me, starts_at=note.visit.ends_at + HOUR)


def test_strangers_find_nothing_and_admins_say_why(note, signed_in):
    assert signed_in(build.a_user()).get(address(note)).status_code == 404
    page = signed_in(build.an_admin()).get(address(note))
    assert (page.status_code, 'name="reason"' in page.text) == (403, True)


def test_a_refused_form_loses_nothing(me, note, signed_in):
    sent = form_of(note, severity="severe", description="Fell off the step.")
    page = signed_in(me).post(address(note), sent)
    assert (page.status_code, "within three days" in page.text) == (422, True)
    assert ("Fell off the step." in page.text, sent["key"] in page.text) == (True, True)


# Once


def test_a_second_press_finds_the_first_one(me, note, signed_in):
    browser, sent = signed_in(me), form_of(note)
    first, second = (browser.post(address(note), sent) for _press in range(2))
    assert first["Location"] == second["Location"]
    assert len(rows(me)) == 1


def test_going_back_and_writing_something_else_is_told_where_to(me, note, signed_in):
    browser, sent = signed_in(me), form_of(note)
    first = browser.post(address(note), sent)
    page = browser.post(address(note), sent | {"action": "Lay down."})
    assert (page.status_code, "recorded already, in other words" in page.text) == (422, True)
    assert ("Lay down." in page.text, first["Location"] in page.text) == (True, True)
    assert [row.action for row in rows(me)] == ["Sat down."]


def test_a_second_tab_is_asked_first(me, note, signed_in):
    browser = signed_in(me)
    browser.post(address(note), form_of(note))
    sent = form_of(note, kind="bruise", description="On the left.")
    page = browser.post(address(note), sent)
    assert (page.status_code, "Another incident was written down" in page.text) == (422, True)
    assert ("On the left." in page.text, len(rows(me))) == (True, 1)
    assert reverse("intake:incident", args=[rows(me)[0].pk]) in page.text
    shown = page.context["form"]["seen"].value()
    assert browser.post(address(note), sent | {"seen": shown}).status_code == 302
    assert [row.kind for row in rows(me)] == ["dizzy_faint", "bruise"]


# Afterwards


def test_later_words_follow_and_a_mistake_is_called_one(me, note):
    first = recorded(note)
    with acting(me):
        facts = {"at": first.at, "mistaken": True, "outcome": "It was another client."}
        actions.write_up(first, facts, by=me)
    assert [(row.first_id, row.mistaken) for row in rows(me)] == [
        (None, False),
        (first.pk, True),
    ]


def test_it_is_on_the_note_and_in_the_record_and_is_not_to_be_written_up(me, note, signed_in):
    row = recorded(note, kind="bruise")
    browser = signed_in(me)
    where = reverse("intake:incident", args=[row.pk])
    for page in (
        reverse("notes:write", args=[note.pk]),
        reverse("notes:record", args=[note.client_id]),
    ):
        text = browser.get(page).text
        assert (where in text, "Bruise" in text) == (True, True), page
    assert browser.get(TODAY).context["to_write"] == []
    asked = browser.get(reverse("intake:ask_today", args=[note.visit_id]))
    assert asked.context["to_write"] == []


def test_the_exported_record_holds_it_and_no_key(me, note):
    recorded(note, kind="bruise", description="On the left.")
    with acting(me):
        told = summary.everything(note.client_id)
    (row,) = told["incidents"]
    assert (row["kind"], row["code"], "key" in row) == ("bruise", "", False)
    printed = str(list(printed_stops(plain(told))))
    assert ("Recorded without a stop." in printed, "On the left." in printed) == (True, True)


def test_the_pages_ask_the_same_for_any_number(me, note, signed_in):
    browser, counts = signed_in(me), []
    pages = (
        address(note),
        TODAY,
        reverse("notes:write", args=[note.pk]),
        reverse("notes:record", args=[note.client_id]),
    )
    for page in pages:
        browser.get(page)
    for number in (1, 2):
        for _row in range(number):
            now = timezone.now()
            recorded(note, at=now, severity="severe", follow_up_at=now + HOUR)
        counts.append([])
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
