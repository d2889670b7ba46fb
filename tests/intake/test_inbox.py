"""What waits, in headers."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import build
from tests.history import entries
from tests.intake.build import (
    a_filled_intake,
    a_reviewed_intake,
    a_started_intake,
    a_submitted_intake,
    an_intake,
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
    assert "6 of 6 pages begun" in page.text
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
