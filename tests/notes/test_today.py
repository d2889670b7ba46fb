"""The therapist's day."""

import datetime

import pytest
from django.utils import timezone

from clinic import journey
from tests import build
from tests.history import entries
from tests.notes import past

OWN, OVERHEAD = 15, 6  # see `lists.py`, `intake.summary`; session, user, scope and history
TODAY = "/today/"


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.datetime(2026, 3, day, hour, minute))


def shown(browser, day):
    """The names on the page of `day`, in order."""
    return [
        line.visit.client.preferred_name
        for line in browser.get(TODAY, {"day": day}).context["lines"]
    ]


def test_the_day_lists_own_visits_in_order_of_time(signed_in):
    mine = build.a_user()
    for hour in (11, 9):
        client = build.a_client(mine, preferred_name=f"At {hour}")
        past.a_visit(client, mine, starts_at=at(5, hour))
    past.a_visit(starts_at=at(5, 10))  # somebody else's
    past.a_visit(client, mine, starts_at=at(6, 9))  # another day
    browser = signed_in(mine)
    assert shown(browser, "2026-03-05") == ["At 9", "At 11"]
    page = browser.get(TODAY, {"day": "2026-03-05"}).content.decode()
    assert page.count(">09:00<") == 1
    assert page.count("Start visit") == 2


def test_a_line_says_what_was_done_last_time(signed_in):
    mine = build.a_user()
    client = build.a_client(mine)
    past.a_signed_note(past.a_visit(client, mine, starts_at=at(2, 9)))
    past.a_signed_note(past.a_visit(client, mine, starts_at=at(3, 9)), pain_before=5, pain_after=1)
    past.a_signed_note(past.a_visit(client, mine, starts_at=at(8, 9)), pain_before=9)
    past.a_visit(client, mine, starts_at=at(5, 9))
    (line,) = signed_in(mine).get(TODAY, {"day": "2026-03-05"}).context["lines"]
    assert line.last == "Last time: left · Z8 Low back · pain 5 → 1"


def test_the_button_leads_to_the_note_once_there_is_one(signed_in):
    note = past.a_draft(past.a_visit(starts_at=at(5, 9)))
    page = signed_in(note.therapist).get(TODAY, {"day": "2026-03-05"}).content.decode()
    assert f'href="/notes/{note.pk}/"' in page
    assert "Start visit" not in page


def test_drafts_of_earlier_days_are_counted_and_listed(signed_in):
    mine = build.a_user()
    for hour in range(12):
        past.a_draft(past.a_visit(therapist=mine, starts_at=at(4, 8 + hour), minutes=30))
    past.a_draft(past.a_visit(therapist=mine, starts_at=at(5, 9)))
    answer = signed_in(mine).get(TODAY, {"day": "2026-03-05"})
    assert [draft.of_all for draft in answer.context["drafts"]] == [12] * 10
    assert "12 notes to finish" in answer.content.decode()


def test_reading_the_day_leaves_one_line_for_each_client(signed_in):
    mine = build.a_user()
    client = build.a_client(mine)
    past.a_visit(client, mine, starts_at=at(5, 9))
    past.a_visit(client, mine, starts_at=at(5, 11))
    signed_in(mine).get(TODAY, {"day": "2026-03-05"})
    read = [(entry.client_id, entry.subject) for entry in entries(step=journey.TODAY_READ)]
    assert read == [(client.pk, f"clinic.client:{client.pk}")]


def test_an_empty_day_says_what_to_do(signed_in):
    answer = signed_in(build.a_user()).get(TODAY, {"day": "2026-03-05"})
    assert "No visits on this day" in answer.content.decode()
    assert entries(step=journey.TODAY_READ) == []


@pytest.mark.parametrize("asked", ["yesterday", "2026-02-30", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_does_not_exist_is_today(signed_in, asked):
    answer = signed_in(build.a_user()).get(TODAY, {"day": asked})
    assert answer.context["day"] == timezone.localdate()


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 8), datetime.date(2026, 11, 1)])
def test_a_day_on_which_the_clock_changes_has_all_its_visits(signed_in, day):
    mine = build.a_user()
    for moment in (datetime.time(0, 10), datetime.time(23, 20)):
        starts_at = timezone.make_aware(datetime.datetime.combine(day, moment))
        past.a_visit(therapist=mine, starts_at=starts_at, minutes=30)
    browser = signed_in(mine)
    around = [day + datetime.timedelta(days=step) for step in (-1, 0, 1)]
    assert [len(shown(browser, str(one))) for one in around] == [0, 2, 0]


def test_admins_who_do_not_treat_go_to_their_queue(signed_in):
    assert signed_in(build.an_admin()).get(TODAY).url == "/review/"


def test_the_day_is_only_looked_at(signed_in):
    assert signed_in(build.a_user()).post(TODAY).status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_the_day_asks_the_same_of_the_database_for_any_length(
    signed_in, number, django_assert_num_queries
):
    mine = build.a_user()
    for step in range(number):
        client = build.a_client(mine)
        past.a_signed_note(past.a_visit(client, mine, starts_at=at(1, 9, 0) + step * past.HOUR))
        starts_at = at(5, 0) + step * datetime.timedelta(minutes=30)
        past.a_visit(client, mine, starts_at=starts_at, minutes=30)
    browser = signed_in(mine)
    browser.get(TODAY, {"day": "2026-03-05"})
    with django_assert_num_queries(OWN + OVERHEAD):
        assert len(shown(browser, "2026-03-05")) == number


def test_a_coming_visit_can_be_cancelled_from_the_day(signed_in):
    visit = build.a_visit()
    browser = signed_in(visit.therapist)
    address = f"/visits/{visit.pk}/cancel/"
    day = timezone.localdate(visit.starts_at).isoformat()
    assert address in browser.get(f"/today/?day={day}").content.decode()
    browser.post(address)
    assert address not in browser.get(f"/today/?day={day}").content.decode()
