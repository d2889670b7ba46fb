"""A told condition wherever it is read: review, inbox, cards, copies, export, visit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import clinic_copy, copy, differences, roomcard, summary
from intake.gate import lasting, limits
from intake.models import Intake
from tests import build
from tests.intake.build import a_submitted_intake, asked_today, decide, observed
from tests.intake.build_triage import GOUT, REASON, told, triaged
from tests.intake.distinct import plain, words_of

pytestmark = pytest.mark.django_db
PAGES = ("about", "goals", "comfort", "cushions", "pressure", "client", "person_check")
NEEDED = "Needs your decision: not triaged yet"
BELLY = ["Z1_abd_upper", "Z2_abd_lower"]
NOT_YET = "The client told of something else, and nobody has triaged it yet."


@pytest.fixture
def me():
    return build.a_user("Rowan Lowe")


@pytest.fixture
def sent(me):
    return a_submitted_intake(therapist=me, OC01=told(), RF17="yes")


def where(intake):
    return f"/intakes/{intake.pk}/review/"


def test_the_review_puts_it_first_with_its_form(me, sent, signed_in):
    page = signed_in(me).get(where(sent))
    first = page.context["flags"][0]
    assert (first["code"], first["flag"].untriaged, first["words_told"]) == ("OC01", True, GOUT)
    assert page.context["tally"][0] == ("stop", "1 condition to triage")
    assert (NEEDED in page.text, page.text.count(f"/intakes/{sent.pk}/triage/")) == (True, 1)
    lines = page.text[page.text.index('class="lines"') :]
    assert lines.index(NEEDED) < lines.index("Stop: emergency")


def test_the_review_says_who_triaged_and_what_it_was_before(me, sent, signed_in):
    triaged(sent, me, "S", zones=BELLY, side="left", reason="At first we stay off the belly.")
    triaged(sent, me, "C", zones=BELLY)
    page = signed_in(me).get(where(sent))
    line = next(line for line in page.context["flags"] if line["code"] == "OC01")
    assert (line["do"], line["flag"].places) == (REASON, "upper belly, lower belly")
    assert [weight for _row, _kind, weight, _places in line["triages"]] == [
        "Get clearance",
        "No direct psoas work",
    ]
    for words in ("Triaged by Rowan Lowe", "At first we stay off the belly.", "upper belly, left"):
        assert words in page.text
    assert (NEEDED in page.text, "Triage it again" in page.text) == (False, True)


def test_the_review_says_that_the_words_changed(me, sent, signed_in):
    triaged(sent, me)
    observed(sent, me, "OC01", details=told("Gout in both feet")[2])
    page = signed_in(me).get(where(sent)).text
    assert "The words changed, so the triage of before no longer counts." in page
    assert (NEEDED in page, f"“{GOUT}”" in page) == (True, True)


def test_the_review_asks_for_the_words_where_there_are_none(me, signed_in):
    intake = a_submitted_intake(therapist=me, OC01=told(""))
    page = signed_in(me).get(where(intake)).text
    assert f'href="/intakes/{intake.pk}/answers/OC01/">Write it down' in page
    assert "/triage/" not in page


def test_the_number_of_triages_adds_no_query(me, signed_in):
    counts = []
    for number in (1, 3):
        intake = a_submitted_intake(therapist=me, OC01=told())
        for severity in "AUE"[:number]:
            triaged(intake, me, severity)
        browser = signed_in(me)
        browser.get(where(intake))
        with CaptureQueriesContext(connection) as queries:
            browser.get(where(intake))
        counts.append(len(queries))
    assert counts == [26, 26]  # one more than without anything told


def test_the_inbox_asks_until_it_is_triaged_and_decided_with_that(me, sent, signed_in):
    browser = signed_in(me)

    def shelf():
        (row,) = browser.get("/intakes/", {"shelf": "decide"}).context["page"] or [None]
        return row and (row.needs, str(row.asks))

    assert shelf() == ("new", "")
    decide(sent, me, outcome="hold", conditions="Their doctor's word")
    assert shelf() == (lasting.UNTRIAGED, "A told condition needs your triage")
    triaged(sent, me)
    assert shelf() == (lasting.TRIAGED, "A told condition was triaged: decide again")
    decide(sent, me, outcome="hold", conditions="Their doctor's word")
    assert shelf() is None


def test_a_decision_ends_with_what_is_told_and_with_what_is_triaged(me, signed_in, as_staff):
    intake = a_submitted_intake(therapist=me)
    decide(intake, me)
    observed(intake, me, "OC01", details=told()[2])
    page = signed_in(me).get(where(intake)).text
    assert "No longer in force: a told condition is not triaged yet" in page
    triaged(intake, me)
    decide(intake, me, reason="Quiet, and away from the hands.")
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id)
    triaged(intake, me, "C", zones=BELLY)
    with as_staff(me):
        assert summary.decision_in_force(intake.client_id) is None
    page = signed_in(me).get(where(intake)).text
    day = f"{timezone.localdate():%-d %b %Y}"
    assert f"No longer in force: a condition was triaged on {day}" in page


def card_rows(intake):
    return {row["label"]: row["text"] for row in summary.card(intake.client)["rows"]}


def test_the_record_card_and_the_room_card_tell_it(me, sent, as_staff):
    def room():
        shown = roomcard.room_card(sent.client)
        return {row["label"]: row["text"] for row in shown["safety"]}, dict(shown["why"])

    with as_staff(me):
        assert card_rows(sent)["Not triaged yet"] == f"{NOT_YET} “{GOUT}”"
        safety, why = room()
        assert safety["Not triaged yet"].endswith(f"we should know? “{GOUT}”")
        assert f"{NOT_YET.rstrip('.')} (OC01)." in why["everywhere"]
    triaged(sent, me, "S", zones=BELLY)
    with as_staff(me):
        assert REASON in card_rows(sent)["No direct psoas work"]
        safety, why = room()
        assert safety["No direct psoas work"] == f"OC01 {REASON} “{GOUT}”"
        assert "No direct psoas work (OC01)." in why["upper belly, lower belly"]
    triaged(sent, me, "A")
    with as_staff(me):
        safety, why = room()
        assert safety["Adjust"] == f"OC01 {REASON} “{GOUT}”"


def test_the_clinics_copy_holds_the_triage_and_the_clients_only_their_words(me, sent, as_staff):
    triaged(sent, me, "C", zones=BELLY, reason="A first look: wait for the letter.")
    triaged(sent, me, "A")
    with as_staff(me):
        row = Intake.objects.select_related(*PAGES).get(pk=sent.pk)
        theirs, ours = words_of(copy.make(row)), words_of(clinic_copy.make(row))
    assert (plain(GOUT) in theirs, plain(GOUT) in ours) == (True, True)
    for words in (REASON, "A first look: wait for the letter.", "Triaged: Adjust, everywhere."):
        assert (plain(words) in theirs, plain(words) in ours) == (False, True), words


def test_it_stands_among_the_differences(me, sent, as_staff):
    again = a_submitted_intake(sent.client, therapist=me, OC01=told("Gout in both feet"))
    with as_staff(me):
        found = {row["label"]: row for row in differences.differences(again)}
    row = found["Anything else about your health we should know?"]
    assert (GOUT in row["before"], "Gout in both feet" in row["after"]) == (True, True)


def test_the_visit_does_not_go_on_as_decided_over_it(me, signed_in):
    intake = a_submitted_intake(therapist=me, OC01=told())
    triaged(intake, me)
    decide(intake, me, reason="Quiet, and away from the hands.")
    visit = build.a_visit(intake.client, me)
    asked_today(visit, me)
    page = f"/visits/{visit.pk}/today-questions/"
    browser = signed_in(me)
    assert "Go on as decided" in browser.get(page).text
    triaged(intake, me, "C", zones=BELLY)
    shown = browser.get(page)
    assert "Go on as decided" not in shown.text
    assert "A told condition was triaged: decide again" in shown.text
    late = browser.post(page, {"go": "on", "seen": shown.context["seen"]})
    assert late.status_code == 403


def test_nothing_is_worked_on_at_a_visit_until_then(me, as_staff):
    intake = a_submitted_intake(therapist=me, OC01=told())
    visit = build.a_visit(intake.client, me)
    asked_today(visit, me)
    with as_staff(me):
        found = limits.limits(intake.client_id, visit)["places"]
    assert {place.level for place in found.values()} == {0}
    assert all(NOT_YET in place.locks for place in found.values())
