"""write up: an emergency leaves an incident behind, a question for a doctor a referral."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic.access import Refused
from intake import actions, summary
from intake.models import Referral
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.intake.build_stops import HOUR, acting, rows, told
from tests.notes.build import a_note, screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def write_up(me, row, facts, **more):
    with acting(me):
        return actions.write_up(row, facts, by=me, **more)


# Who opens it, and when


def test_an_emergency_at_a_visit_opens_an_incident(me, visit):
    before = steps(visit.client)
    intakes.said_at(visit, me, "RF17")
    (row,) = rows(me)
    assert (row.code, row.visit_id, row.recorded_by_id, row.kind) == ("RF17", visit.pk, me.pk, "")
    assert row.why.startswith(row_question("RF17"))
    assert rows(me, Referral) == []
    assert steps(visit.client)[len(before) :] == ["answers.asked_today", "incident.opened"]


def row_question(code):
    return intakes.question(code).text


@pytest.mark.parametrize(("code", "soon"), [("RF06", "today"), ("RF16", "today"), ("RF07", "days")])
def test_a_question_for_a_doctor_opens_a_referral(me, visit, code, soon):
    intakes.said_at(visit, me, code)
    (row,) = rows(me, Referral)
    assert (row.code, row.urgency, row.to_whom, row.told_at) == (code, soon, "", None)
    assert rows(me) == []


def test_the_same_question_at_the_same_visit_opens_one(me, visit):
    intakes.said_at(visit, me, "RF17")
    intakes.said_at(visit, me, "RF17")
    assert len(rows(me)) == 1


def test_a_wrong_tap_is_put_right_and_a_true_yes_after_it_counts(me, visit):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    intakes.said_at(visit, me, "RF17", "no")
    write_up(me, first, {"at": first.at, "mistaken": True, "outcome": "Tapped the wrong line."})
    intakes.said_at(visit, me, "RF17")
    assert [(row.first_id, row.mistaken) for row in rows(me)] == [
        (None, False),
        (first.pk, True),
        (None, False),
    ]


@pytest.mark.parametrize("value", ["unsure", "prefer_not"])
def test_what_is_not_settled_opens_nothing(me, visit, value):
    intakes.said_at(visit, me, "RF17", value)
    assert rows(me) == []


def test_settling_it_with_a_yes_does(me):
    intake = intakes.a_submitted_intake(therapist=me, RF07="unsure", RF05="unsure")
    assert rows(me, Referral) == []
    with acting(me):
        actions.settle(intake, "RF05", "yes", "Asked on the phone.", by=me)
    assert [row.code for row in rows(me, Referral)] == ["RF05"]


def test_an_answer_of_the_form_opens_it_when_the_visit_starts(me):
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me, RF05="yes")
    assert rows(me, Referral) == []  # reading and sending change nothing
    note = a_note(client, me)
    (row,) = rows(me, Referral)
    assert (row.code, row.visit_id) == ("RF05", note.visit_id)


def test_or_when_the_therapist_decides_and_then_not_again(me):
    client = build.a_client(me)
    intake = intakes.a_submitted_intake(client, therapist=me, RF05="yes")
    intakes.decide(intake, me, outcome="hold", conditions="A doctor's word.")
    assert [row.visit_id for row in rows(me, Referral)] == [None]
    a_note(client, me)
    assert len(rows(me, Referral)) == 1


def test_an_answer_that_is_seen_on_the_form_reaches_the_visit_that_is_on(me, visit):
    note = a_note(visit=visit)
    with acting(me):
        intake = summary.newest(visit.client_id)
    intakes.observed(intake, me, "RF17")
    (row,) = rows(me)
    assert row.visit_id == note.visit_id
    with acting(me):
        assert summary.blocked([visit.pk])[visit.pk][0].startswith("Stop: emergency.")


# Who writes it up


def test_it_is_written_up_with_history(me, visit):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    before = steps(visit.client)
    second = write_up(me, first, told(first.at))
    third = write_up(me, first, told(first.at, outcome="Sent home the same day."))
    assert [row.pk for row in rows(me)] == [first.pk, second.pk, third.pk]
    assert (third.first_id, third.code, third.visit_id) == (first.pk, "RF17", visit.pk)
    assert steps(visit.client)[len(before) :] == ["incident.written_up"] * 2


def test_two_people_do_not_write_over_each_other(me, visit):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    write_up(me, first, told(first.at))
    with pytest.raises(Refused, match="Somebody wrote here"):
        write_up(me, first, told(first.at), seen=first.pk)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": ""}, "Say what it was"),
        ({"severity": ""}, "Say how bad"),
        ({"action": ""}, "Say what was done"),
        ({"client_informed": None}, "Say if the client was told"),
        ({"follow_up_at": None}, "within three days"),
        ({"mistaken": True}, "Say in a few words what was tapped"),
    ],
)
def test_what_is_missing_is_said(me, visit, change, sentence):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    with pytest.raises(Refused, match=sentence):
        write_up(me, first, told(first.at) | change)


def test_a_mild_one_needs_no_time_to_ask_again(me, visit):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    assert write_up(me, first, told(first.at, severity="mild", follow_up_at=None)).pk


def test_only_a_therapist_of_the_team_writes(me, visit, signed_in):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    address = reverse("intake:incident", args=[first.pk])
    with pytest.raises(Refused, match="care team"):
        write_up(build.an_admin(), first, told(first.at))
    assert signed_in(build.a_user()).get(address).status_code == 404
    assert signed_in(build.a_user()).get(address.replace(str(first.pk), "99999")).status_code == 404


# The pages


def test_the_page_takes_it_and_keeps_what_stood_before(me, visit, signed_in):
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    browser, address = signed_in(me), reverse("intake:incident", args=[first.pk])
    page = browser.get(address).content.decode()
    assert row_question("RF17").split("?")[0] in page.replace("&#x27;", "'")
    local = timezone.localtime(first.at)
    sent = {
        "seen": first.pk,
        "at": local.strftime("%Y-%m-%dT%H:%M"),
        "kind": "other",
        "severity": "moderate",
        "action": "Called 911.",
        "client_informed": "yes",
    }
    refused = browser.post(address, sent)
    assert (refused.status_code, "within three days" in refused.text) == (422, True)
    sent["follow_up_at"] = (local + HOUR).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(address, sent).status_code == 302
    page = browser.get(address).text
    assert ("Called 911." in page, "opened by the answer" in page) == (True, True)
    assert page.count(f"{local:%Y}, {local:%H:%M}") >= 2
    assert "+00:00" not in page
    assert browser.post(address, sent).status_code == 422  # an older page


def test_the_referral_says_to_whom_and_when(me, visit, signed_in):
    intakes.said_at(visit, me, "RF06")
    (first,) = rows(me, Referral)
    browser, address = signed_in(me), reverse("intake:referral", args=[first.pk])
    refused = browser.post(address, {"seen": first.pk, "urgency": "today"})
    assert (refused.status_code, "Say to whom" in refused.text) == (422, True)
    told_at = timezone.localtime(first.recorded_at).strftime("%Y-%m-%dT%H:%M")
    sent = {"seen": first.pk, "urgency": "now", "to_whom": "Walk-in clinic", "told_at": told_at}
    assert browser.post(address, sent).status_code == 302
    assert rows(me, Referral)[-1].to_whom == "Walk-in clinic"


def test_visit_day_note_record_and_review_say_what_to_do(me, visit, signed_in):
    note = a_note(visit=visit)
    intakes.said_at(visit, me, "RF17")
    (first,) = rows(me)
    browser, address = signed_in(me), reverse("intake:incident", args=[first.pk])
    with acting(me):
        intake = summary.newest(visit.client_id)
    day = timezone.localtime(visit.starts_at).date().isoformat()
    assert "No hands-on work. Stop: emergency." in browser.get(f"/today/?day={day}").text
    for page in (
        reverse("intake:ask_today", args=[visit.pk]),
        reverse("notes:write", args=[note.pk]),
        reverse("notes:record", args=[visit.client_id]),
        reverse("intake:review", args=[intake.pk]),
    ):
        assert address in browser.get(page).text, page


def test_a_list_that_lies_open_names_no_private_answer(me, visit):
    a_note(visit=visit)
    intakes.said_at(visit, me, "RF19")
    with acting(me):
        (words,) = summary.blocked([visit.pk])[visit.pk]
    assert words.strip(".") in ("Stop: see a doctor first", "Stop: emergency")


def test_the_note_asks_the_same_for_any_number_of_stops(me, visit, signed_in):
    note = a_note(visit=visit)
    browser, counts = signed_in(me), []
    browser.get(reverse("notes:write", args=[note.pk]))  # the form's words are read once
    for codes in (("RF17",), ("RF06", "RF16", "RF02")):
        for code in codes:
            intakes.said_at(visit, me, code)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse("notes:write", args=[note.pk])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
