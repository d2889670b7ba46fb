"""One client's record."""

import pytest

from clinic import actions as ground
from clinic import journey, scope
from notes import actions, trend
from tests import build
from tests.history import entries
from tests.intake import build as intakes
from tests.notes import past

OWN, OVERHEAD = 18, 6  # client, visits 3, amendments, intake 4, trend; limits 7 and decision


def address(client):
    return f"/clients/{client.pk}/record/"


def entries_of(answer):
    return [entry for day in answer.context["timeline"] for entry in day["entries"]]


def test_the_record_shows_the_card_and_what_happened(signed_in):
    note = past.a_signed_note()
    answer = signed_in(note.therapist).get(address(note.client))
    assert answer.context["card"]["name"] == note.client.preferred_name
    assert [entry["title"] for entry in entries_of(answer)] == [
        f"Visit with {note.therapist.name}",
        "Note: signed",
    ]
    assert f'href="/notes/{note.pk}/"' in answer.content.decode()


def test_the_record_leads_to_the_newest_review(signed_in):
    me = build.a_user()
    intake = intakes.a_submitted_intake(therapist=me)
    page = signed_in(me).get(address(intake.client)).text
    card = page[page.index('id="client-card"') :].partition("</section>")[0]
    assert f'href="/intakes/{intake.pk}/review/"' in card
    assert "Read the whole intake" in card


def test_amendments_stand_at_their_own_time(signed_in, as_staff):
    note = past.a_signed_note()
    with as_staff(note.therapist):
        actions.amend(note, kind="addendum", text="More.", by=note.therapist)
    titles = [
        entry["title"] for entry in entries_of(signed_in(note.therapist).get(address(note.client)))
    ]
    assert titles[0] == f"Amendment 1 by {note.therapist.name}"


def test_every_visit_stands_on_exactly_one_page(signed_in):
    mine = build.a_user()
    client = build.a_client(mine)
    visits = [past.a_visit(client, mine) for _ in range(45)]
    browser = signed_in(mine)
    pages = [browser.get(address(client), {"page": number}) for number in (1, 2, 3)]
    moments = [[entry["at"] for entry in entries_of(page)] for page in pages]
    assert [len(found) for found in moments] == [20, 20, 5]
    assert sum(moments, []) == sorted((visit.starts_at for visit in visits), reverse=True)


def test_reading_leaves_exactly_one_line(signed_in):
    client = build.a_client(mine := build.a_user())
    signed_in(mine).get(address(client))
    assert [entry.subject for entry in entries(step=journey.CLIENT_READ)] == [
        f"clinic.client:{client.pk}"
    ]


def test_a_strangers_record_answers_as_a_missing_one(signed_in):
    client = build.a_client()
    stranger = signed_in(build.a_user())
    assert stranger.get(address(client)).status_code == 404
    assert stranger.get("/clients/999999/record/").status_code == 404
    assert entries(step=journey.CLIENT_READ) == []


def test_an_admin_says_why_first(signed_in):
    client, admin = build.a_client(), build.an_admin()
    browser = signed_in(admin)
    assert browser.get(address(client)).templates[0].name == "clinic/reason.html"
    past.opened(admin, client)
    assert browser.get(address(client)).context["card"]["name"] == client.preferred_name


def test_the_record_is_only_looked_at(signed_in):
    client = build.a_client(mine := build.a_user())
    assert signed_in(mine).post(address(client)).status_code == 405


def test_cancelled_visits_say_so(signed_in, as_staff):
    visit = build.a_visit()
    with as_staff(visit.therapist):
        ground.cancel(visit, by=visit.therapist)
    (entry,) = entries_of(signed_in(visit.therapist).get(address(visit.client)))
    assert (entry["icon"], entry["text"]) == ("calendar-x", "Cancelled")


def test_the_trend_never_joins_before_with_after_and_leaves_gaps():
    drawn = trend.drawn([(1, 6, 3), (2, None, 2), (3, 5, 2), (4, 4, None)])
    before, after = drawn["series"]
    assert [len(series["dots"]) for series in (before, after)] == [3, 3]
    assert [line.count(",") for line in before["lines"]] == [2]  # visits 3 and 4; 1 stands alone
    assert [line.count(",") for line in after["lines"]] == [3]
    assert drawn["said"] == "Before: 6, not asked, 5, 4. After: 3, 2, 2, not asked."


def test_the_trend_waits_for_two_visits():
    assert trend.drawn([]) is None
    assert trend.drawn([(1, 6, 3), (2, None, None)]) is None


def test_the_trend_of_signed_notes_is_drawn_with_its_words(signed_in):
    mine = build.a_user()
    client = build.a_client(mine)
    for pain in (7, 6):
        past.a_signed_note(past.a_visit(client, mine), pain_before=pain, pain_after=pain - 3)
    past.a_draft(past.a_visit(client, mine), pain_before=1)
    page = signed_in(mine).get(address(client)).content.decode()
    assert "Before: 6, 7. After: 3, 4." in page  # the later built visit was the earlier one
    assert 'role="img"' in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_record_asks_the_same_of_the_database_for_any_length(
    signed_in, number, django_assert_num_queries
):
    mine = build.a_user()
    client = build.a_client(mine)
    note = past.a_signed_note(past.a_visit(client, mine))
    for _ in range(number):
        past.a_draft(past.a_visit(client, mine), treated=False)
        with scope.acting_as(scope.staff(mine)):
            actions.amend(note, kind="addendum", text="More.", by=mine)
    browser = signed_in(mine)
    browser.get(address(client))
    with django_assert_num_queries(OWN + OVERHEAD):
        browser.get(address(client))
