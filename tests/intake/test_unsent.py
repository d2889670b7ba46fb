"""A form that is not sent yet: it may close places, and never opens one."""

import pytest

from clinic import scope
from clinic.access import Refused
from intake import actions
from intake.body import zones
from intake.gate import meaning, places
from intake.models import Question
from tests.build import a_client, a_user, a_visit
from tests.intake.build import (
    a_started_intake,
    a_submitted_intake,
    as_link,
    decide,
    observed,
    said_at,
)
from tests.intake.build_letters import a_clearance
from tests.intake.build_standing import a_letter, an_answer, weighed

FIRST, SECOND = (1, None, None), (2, None, None)


def a_draft(code, value="yes", *, at=SECOND, **values):
    row = an_answer(code, value, at=at, **values)
    row.draft = True
    return row


def closed(found):
    return {place for place, row in found.items() if not row.level}


def flags(found):
    return [(flag.question.code, flag.severity, flag.draft) for flag in found.flags]


@pytest.mark.parametrize(
    ("sent", "unsent"),
    [
        (an_answer("CV01"), a_draft("CV01", "no")),
        (an_answer("CV04", clot_when="now"), a_draft("CV04", clot_when="≥6mo")),
        (an_answer("GI03", "unsure"), a_draft("GI03", "no")),
        (an_answer("RP01", pregnancy="yes"), a_draft("RP01", pregnancy="no")),
        (an_answer("RP01", pregnancy="yes"), a_draft("RP01", "no")),
    ],
)
def test_it_opens_nothing(sent, unsent):
    before, after = weighed(sent), weighed(sent, unsent)
    assert all(after[place].level <= before[place].level for place in zones.PLACES)
    assert flags(after)[0] == flags(before)[0]


def test_a_no_to_what_nobody_answered_stays_a_blank():
    found = weighed(a_draft("RF02", "no"), blank=["RF02"])
    assert found.blanks == ("RF02",)
    assert closed(found) == {(zone, side) for zone in zones.DIRECT for side in zones.SIDES}


@pytest.mark.parametrize("value", ["yes", "unsure", "prefer_not"])
def test_what_is_stricter_closes_at_once(value):
    found = weighed(an_answer("RF02", "no"), a_draft("RF02", value))
    assert len(closed(found)) == 20
    assert flags(found) == [("RF02", "E", True)]
    words = "The client is not sure, in a form that is not sent yet; ask them."
    assert (words in found["Z1_abd_upper", "left"].locks) == (value != "yes")


def test_the_same_again_is_no_second_flag():
    assert flags(weighed(an_answer("CV05"), a_draft("CV05"))) == [("CV05", "C", False)]
    milder = weighed(an_answer("CV04", clot_when="now"), a_draft("CV04", clot_when="≥6mo"))
    assert [one for one in flags(milder) if one[1] == "U"] == [("CV04", "U", False)]


def test_each_unsent_form_has_its_last_word():
    slip = a_draft("CV01"), a_draft("CV01", "no")
    assert flags(weighed(*slip)) == []
    two = a_draft("CV01", at=SECOND), a_draft("CV01", "no", at=(3, None, None))
    assert ("CV01", "S", True) in flags(weighed(*two))


def test_a_newer_word_that_stands_ends_it():
    at_a_visit = an_answer("RF02", "no", at=(None, 5, 7))
    assert flags(weighed(a_draft("RF02"), at_a_visit)) == []


def test_a_letter_knows_nothing_of_it():
    found = weighed(an_answer("CV05"), a_draft("CV05", recent_bleed=True), letters=a_letter("CV05"))
    assert ("Z1_abd_upper", "left") in closed(found)


def test_two_signs_count_together():
    found = weighed(an_answer("RF02"), a_draft("RF01"))
    assert ("RF01", "E", True) in flags(found)


@pytest.fixture
def me():
    return a_user()


def write(intake, code, value):
    row = Question.objects.filter(code=code).order_by("-version").first()
    with as_link(intake):
        actions.answer(intake, row, value)


def read(client_id, me, **more):
    with scope.acting_as(scope.staff(me)):
        return places.places(client_id, **more)


def two_forms(me, **values):
    """(the sent one, a newer one that somebody is writing)."""
    sent = a_submitted_intake(a_client(me), therapist=me, **values)
    return sent, a_started_intake(sent.client, therapist=me)


@pytest.mark.django_db
def test_a_lock_stays_until_the_form_is_sent(me):
    sent, draft = two_forms(me, CV03="yes")
    before = closed(read(sent.client_id, me))
    write(draft, "CV03", "no")
    assert closed(read(sent.client_id, me)) == before != set()


@pytest.mark.django_db
def test_it_costs_no_query_more(me, django_assert_num_queries):
    sent, draft = two_forms(me)
    for code in ("CV03", "CV05", "RF02"):
        write(draft, code, "yes")
        write(draft, code, "no")
    with scope.acting_as(scope.staff(me)), django_assert_num_queries(7):
        places.places(sent.client_id)


@pytest.mark.django_db
def test_it_still_ends_the_decision(me):
    sent, draft = two_forms(me)
    decide(sent, me)
    assert read(sent.client_id, me).standing.decision
    write(draft, "CV03", "no")
    assert read(sent.client_id, me).standing.decision is None


@pytest.mark.django_db
def test_the_old_review_page_says_where_it_comes_from(me, signed_in):
    sent, draft = two_forms(me, CV05="yes", RF07="unsure")
    write(draft, "CV05", "no")
    write(draft, "RF07", "no")
    write(draft, "CV03", "unsure")
    page = signed_in(me).get(f"/intakes/{sent.pk}/review/")
    lines = [
        (line["code"], line["flag"].unsettled, line["unsent"]) for line in page.context["flags"]
    ]
    assert lines == [("RF07", True, False), ("CV03", True, True), ("CV05", False, False)]
    assert page.text.count("From a form that is not sent yet") == 1
    assert 'id="settle-RF07"' in page.text
    assert 'id="settle-CV03"' not in page.text


@pytest.mark.django_db
def test_only_what_stands_is_settled(me, as_staff):
    sent, draft = two_forms(me, RF07="unsure")
    write(draft, "RF07", "yes")
    write(draft, "CV03", "unsure")
    with as_staff(me):
        with pytest.raises(Refused, match="plain already"):
            actions.settle(sent, "CV03", "no", "Asked", by=me)
        assert actions.settle(sent, "RF07", "no", "Asked", by=me).value == "no"
        assert meaning.newest(sent.client_id)["RF07"].value == "no"
    observed(sent, me, "CV03", "no")
    assert closed(read(sent.client_id, me)) == set()


@pytest.mark.django_db
def test_no_letter_is_added_about_it(me):
    sent, draft = two_forms(me)
    write(draft, "CV05", "yes")
    with pytest.raises(Refused, match="asks for no letter"):
        a_clearance(sent, me)


@pytest.mark.django_db
def test_the_answer_page_shows_what_was_sent(me, signed_in):
    sent, draft = two_forms(me, CV05="yes")
    write(draft, "CV05", "no")
    page = signed_in(me).get(f"/intakes/{sent.pk}/answers/CV05/")
    assert page.context["last"].value == "yes"


@pytest.mark.django_db
def test_what_was_asked_at_the_visit_stays_asked(me):
    sent, draft = two_forms(me)
    visit = a_visit(sent.client, me)
    said_at(visit, me, "RF06", "no")
    write(draft, "RF06", "yes")
    observed(sent, me, "RF06", "no")
    rows = read(sent.client_id, me, visit=visit).standing.answers
    assert [row.value for row in rows if row.visit_id == visit.pk] == ["no"]
