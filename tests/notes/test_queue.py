"""What waits for an admin's attention."""

import datetime

import pytest
from django.utils import timezone

from clinic import journey
from tests import build
from tests.history import entries
from tests.intake import build as intakes
from tests.notes import past

OWN, OVERHEAD = 3, 6  # counts, rows, therapists; session, user, scope
QUEUE = "/review/"


def ago(days):
    return timezone.now().replace(minute=0, second=0, microsecond=0) - datetime.timedelta(days=days)


def rows(answer):
    return [(row["kind"], row["id"]) for row in answer.context["page"].object_list]


@pytest.fixture
def waiting(db):
    """One of each kind that the top floor knows, and some that do not wait."""
    mine = build.a_user("Rowan Lowe")
    client = build.a_client(mine, preferred_name="Ada")
    unwritten = past.a_visit(client, mine, starts_at=ago(5))
    draft = past.a_draft(past.a_visit(client, mine, starts_at=ago(4)), objective="CANARY")
    signed = past.a_signed_note(past.a_visit(client, mine, starts_at=ago(3)), objective="CANARY")
    past.a_draft(past.a_visit(client, mine))  # not a day old
    build.a_visit(client, mine)  # not yet
    return {"no_note": unwritten.pk, "draft": draft.pk, "approval": signed.pk}


def test_the_queue_lists_what_waits_newest_first(signed_in, waiting):
    answer = signed_in(build.an_admin()).get(QUEUE)
    assert rows(answer) == [
        ("approval", waiting["approval"]),
        ("draft", waiting["draft"]),
        ("no_note", waiting["no_note"]),
    ]
    assert {tile["kind"]: tile["n"] for tile in answer.context["tiles"]} == {
        "no_note": 1,
        "draft": 1,
        "hold": 0,
        "intake": 0,
        "approval": 1,
    }


def test_holds_and_intakes_to_decide_wait_too(signed_in):
    mine = build.a_user()
    held, sent, done = (build.a_client(mine) for _ in range(3))
    intakes.a_reviewed_intake(held, therapist=mine, outcome="hold", conditions="CANARY")
    waiting = intakes.a_submitted_intake(sent, therapist=mine)
    intakes.a_reviewed_intake(done, therapist=mine)
    answer = signed_in(build.an_admin()).get(QUEUE)
    listed = {row["kind"]: row for row in answer.context["page"].object_list}
    assert {kind: row["client_id"] for kind, row in listed.items()} == {
        "hold": held.pk,
        "intake": sent.pk,
    }
    assert listed["intake"]["id"] == waiting.pk
    assert "CANARY" not in answer.content.decode()


def test_the_queue_shows_headers_and_no_clinical_words(signed_in, waiting):
    page = signed_in(build.an_admin()).get(QUEUE).content.decode()
    assert (page.count("Ada"), page.count("CANARY")) == (6, 0)


def test_the_queue_reads_no_record(signed_in, waiting):
    signed_in(build.an_admin()).get(QUEUE)
    read = {journey.NOTE_READ, journey.CLIENT_READ, journey.TODAY_READ}
    assert [entry for entry in entries() if entry.step in read] == []


@pytest.mark.parametrize("kind", ["no_note", "draft", "approval"])
def test_one_kind_can_be_chosen(signed_in, waiting, kind):
    answer = signed_in(build.an_admin()).get(QUEUE, {"kind": kind})
    assert rows(answer) == [(kind, waiting[kind])]
    assert answer.context["page"].paginator.count == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ada"}, 3),
        ({"q": "nobody"}, 0),
        ({"q": "\x00"}, 3),
        ({"period": "7"}, 3),
        ({"period": "90"}, 3),
        ({"period": "soon"}, 3),
        ({"therapist": "999999"}, 0),
        ({"therapist": "' OR 1=1"}, 3),
        ({"kind": "everything"}, 3),
        ({"page": "0"}, 3),
        ({"page": "-1"}, 3),
    ],
)
def test_filters_narrow_and_nonsense_does_not(signed_in, waiting, asked, found):
    assert len(rows(signed_in(build.an_admin()).get(QUEUE, asked))) == found


def test_what_i_signed_does_not_wait_for_me(signed_in):
    both = build.a_user(admin=True)
    past.a_signed_note(past.a_visit(therapist=both, starts_at=ago(3)))
    assert rows(signed_in(both).get(QUEUE)) == []


def test_nothing_waits_is_said(signed_in):
    assert "Nothing waits" in signed_in(build.an_admin()).get(QUEUE).content.decode()


def test_therapists_have_no_queue(signed_in):
    assert signed_in(build.a_user()).get(QUEUE).status_code == 403


def test_the_queue_is_only_looked_at(signed_in):
    assert signed_in(build.an_admin()).post(QUEUE).status_code == 405


def test_pages_hold_fifty(signed_in):
    mine = build.a_user()
    client = build.a_client(mine)
    for _ in range(55):
        past.a_visit(client, mine)
    browser = signed_in(build.an_admin())
    pages = [rows(browser.get(QUEUE, {"page": number})) for number in (1, 2)]
    assert [len(page) for page in pages] == [50, 5]
    assert len(set(sum(pages, []))) == 55


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_asks_the_same_of_the_database_for_any_length(
    signed_in, number, django_assert_num_queries
):
    mine = build.a_user()
    for step in range(number):
        client = build.a_client(mine)
        past.a_draft(past.a_visit(client, mine, starts_at=ago(3) - step * past.HOUR))
    browser = signed_in(build.an_admin())
    browser.get(QUEUE)
    with django_assert_num_queries(OWN + OVERHEAD):
        assert len(rows(browser.get(QUEUE))) == number
