"""What waits, in headers."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import formats, timezone

from clinic import scope
from intake import actions, headers, sheet
from intake.models import Goals, Message
from tests import build
from tests.history import entries
from tests.intake.build import (
    a_filled_intake,
    a_reviewed_intake,
    a_started_intake,
    a_submitted_intake,
    an_intake,
    as_link,
    observed,
)

pytestmark = pytest.mark.django_db
OLD = datetime.timedelta(days=20)


def shelves(page):
    return [(intake.pk, intake.shelf) for intake in page.context["page"]]


def test_the_inbox_sorts_what_waits(signed_in):
    me = build.a_user()
    done = a_reviewed_intake(therapist=me)
    waiting, started = an_intake(therapist=me), a_filled_intake(therapist=me)
    old = an_intake(therapist=me, now=timezone.now() - OLD)
    sent = a_submitted_intake(therapist=me)
    browser = signed_in(me)
    page = browser.get("/intakes/")
    assert shelves(page) == [
        (sent.pk, "decide"),
        (old.pk, "expired"),
        (waiting.pk, "waiting"),
        (started.pk, "started"),
    ]
    assert [number for _, _, number in page.context["counts"]] == [1, 1, 1, 1, 1]
    assert "7 of 7 pages, 100 percent" in page.text
    assert shelves(browser.get("/intakes/?shelf=done")) == [(done.pk, "done")]
    name = waiting.client.preferred_name
    assert shelves(browser.get("/intakes/", {"q": name}))[:1] == [(waiting.pk, "waiting")]


def test_a_stranger_sees_nothing_and_an_admin_sees_headers(signed_in):
    intake = a_submitted_intake(AL01=("yes", "lanolin"))
    stranger = signed_in(build.a_user()).get("/intakes/")
    assert (shelves(stranger), "Nothing is waiting" in stranger.text) == ([], True)
    page = signed_in(build.an_admin()).get("/intakes/")
    assert shelves(page) == [(intake.pk, "decide")]
    for words in ("lanolin", "Sit through a film again"):
        assert words not in page.text
    assert entries(step="intake.read") == []


def test_how_far_somebody_is_counts_every_page_alike(signed_in):
    me = build.a_user()
    intake = a_started_intake(therapist=me)
    question = sheet.questions()[0]
    with as_link(intake):
        actions.save_page(intake, Goals, {"goal": "Sit"})
        actions.answers(intake, [(question, "no", "")])
    page = signed_in(me).get("/intakes/")
    (row,) = page.context["page"]
    assert (row.pages_begun, row.pages) == (2, 7)
    percent = round(100 * (1 + 1 / len(sheet.questions())) / 7)  # one page, one question of many
    assert f"2 of 7 pages, {percent} percent" in page.text
    assert f'<progress value="{percent}" max="100"' in page.text


def test_the_newest_mail_is_named_but_not_a_code(signed_in, as_staff):
    me = build.a_user()
    intake = an_intake(therapist=me)
    assert "Link sent" not in signed_in(me).get("/intakes/").text
    now = timezone.now()
    with as_staff(me):
        for kind in ("link", "reminder", "code"):
            facts = {"intake": intake, "client_id": intake.client_id, "kind": kind}
            Message.objects.create(**facts, sent_at=now)
    day = formats.date_format(timezone.localdate(now), "j M")
    assert f"Reminder sent {day}" in signed_in(me).get("/intakes/").text


def test_a_decision_that_ended_brings_the_intake_back(signed_in):
    me = build.a_user()
    changed = a_reviewed_intake(therapist=me)
    observed(changed, me, "AL01")
    ended = a_reviewed_intake(therapist=me, expires_on=timezone.localdate() - OLD)
    page = signed_in(me).get("/intakes/?shelf=decide")
    assert [(row.pk, row.needs) for row in page.context["page"]] == [
        (changed.pk, "changed"),
        (ended.pk, "expired"),
    ]
    with scope.acting_as(scope.staff(me)):
        assert set(headers.waiting_for_decision()) == {changed, ended}


def test_a_newer_intake_takes_an_older_ones_place(signed_in):
    me = build.a_user()
    first = a_submitted_intake(therapist=me)
    second = a_submitted_intake(client=first.client, therapist=me)
    browser = signed_in(me)
    assert shelves(browser.get("/intakes/")) == [(second.pk, "decide")]
    done = browser.get("/intakes/?shelf=done")
    assert (shelves(done), "A newer one came" in done.text) == ([(first.pk, "done")], True)


def test_a_date_of_birth_that_differs_is_a_chip_and_a_filter(signed_in):
    me = build.a_user()
    same = a_submitted_intake(therapist=me)
    other = a_submitted_intake(therapist=me, person={"date_of_birth": "1980-05-18"})
    unknown = a_submitted_intake(client=build.a_client(me, date_of_birth=None), therapist=me)
    page = signed_in(me).get("/intakes/")
    assert {row.pk: row.differs for row in page.context["page"]} == {
        same.pk: False,
        other.pk: True,
        unknown.pk: True,
    }
    assert page.text.count("No date of birth on record") == 1
    assert shelves(signed_in(me).get("/intakes/?differs=1")) == [
        (other.pk, "decide"),
        (unknown.pk, "decide"),
    ]


def test_an_admin_filters_by_therapist(signed_in):
    mine, theirs = build.a_user(), build.a_user()
    intake = a_submitted_intake(therapist=mine)
    a_submitted_intake(therapist=theirs)
    browser = signed_in(build.an_admin())
    assert shelves(browser.get(f"/intakes/?therapist={mine.pk}")) == [(intake.pk, "decide")]
    for odd in ("x", "-1", "9" * 40, "1\0"):
        assert (
            browser.get("/intakes/", {"therapist": odd, "q": odd, "page": odd}).status_code == 200
        )


def test_nobody_posts_to_the_inbox(signed_in):
    assert signed_in(build.a_user()).post("/intakes/").status_code == 405


def test_the_inbox_keeps_its_number_of_queries(signed_in):
    me = build.a_user()
    a_started_intake(therapist=me)
    browser, counts = signed_in(me), []
    browser.get("/intakes/")
    for more in (0, 29):
        for _ in range(more):
            an_intake(therapist=me)
        with CaptureQueriesContext(connection) as queries:
            browser.get("/intakes/")
        counts.append(len(queries))
    assert counts == [9, 9]


def test_the_fifty_first_stands_on_page_two(signed_in):
    me = build.a_user()
    sent = a_submitted_intake(therapist=me)
    waiting = [an_intake(therapist=me) for _ in range(50)]
    browser = signed_in(me)
    first = browser.get("/intakes/").context["page"]
    assert (len(first), first[0].pk, first.has_next()) == (50, sent.pk, True)
    second = browser.get("/intakes/?page=2").context["page"]
    assert [row.pk for row in second] == [waiting[-1].pk]
    beyond = browser.get("/intakes/?page=99")
    assert (beyond.status_code, beyond.context["page"].number) == (200, 2)


def test_sent_and_decided_rows_add_no_queries(signed_in):
    me = build.a_user()
    browser, counts = signed_in(me), []
    for more in (1, 2):
        for _ in range(more):
            a_submitted_intake(therapist=me)
            observed(a_reviewed_intake(therapist=me), me, "AL01")
            a_reviewed_intake(therapist=me)
        for shelf in ("", "?shelf=done"):
            browser.get(f"/intakes/{shelf}")
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"/intakes/{shelf}")
            counts.append(len(queries))
    assert counts == [9, 9, 9, 9]
