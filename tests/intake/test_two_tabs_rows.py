"""Two tabs on the pages whose answers are rows: health and agreements."""

import pytest

from intake import actions
from intake.models import Answer, Consent
from intake.models.consent import Choice, Kind
from tests.intake.build import a_started_intake, as_link, let_in, question
from tests.intake.tab import Tab

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def two(browser, slug):
    """Two tabs on the same page; the second is the one that is used first."""
    return [Tab(browser, f"/intake/form/{slug}/") for _ in range(2)]


def said(intake, code):
    """[(value, words)] in the order of answering."""
    with as_link(intake):
        rows = Answer.objects.filter(question__code=code).order_by("pk")
        return list(rows.values_list("value", "words"))


def told(intake, code, field):
    """What was told after the newest answer."""
    with as_link(intake):
        newest = Answer.objects.filter(question__code=code).latest("pk")
        return newest.details.get(field, {}).get("value")


def decided(intake, kind):
    with as_link(intake):
        rows = Consent.objects.filter(kind=kind).order_by("pk")
        return list(rows.values_list("decision", "limits"))


def answer(intake, code, value, **details):
    with as_link(intake):
        kept = {name: {"asked": "?", "value": one, "said": "?"} for name, one in details.items()}
        actions.answer(intake, question(code), value, "", kept)


# --- Health -----------------------------------------------------------------------------------


def test_an_older_tab_does_not_bring_an_old_answer_back(opened):
    browser, intake = opened
    answer(intake, "CV05", "no")
    older, newer = two(browser, "health")
    newer.type("q-CV05", "yes").type("more-CV05", "Since May").press()
    assert older.type("q-CV06", "no").press() == "/intake/form/comfort/"
    assert said(intake, "CV05") == [("no", ""), ("yes", "Since May")]
    assert said(intake, "CV06") == [("no", "")]


def test_two_answers_to_one_question_are_asked_about(opened):
    browser, intake = opened
    older, newer = two(browser, "health")
    newer.type("q-CV05", "no").press()
    older.type("q-CV05", "yes").type("f-CV05-drug", "warfarin").type("q-CV06", "no")
    assert older.press() == 422
    assert "was changed to “No” in another tab." in older.says("q-CV05")
    assert "#ask-q-CV05" in older.page.links
    assert older.shows("q-CV05") == ["yes"]
    assert older.shows("f-CV05-drug") == ["warfarin"]
    assert (said(intake, "CV05"), said(intake, "CV06")) == ([("no", "")], [("no", "")])
    older.press()
    assert said(intake, "CV05") == [("no", ""), ("yes", "")]
    assert told(intake, "CV05", "drug") == "warfarin"


def test_a_no_from_elsewhere_does_not_swallow_what_was_written_here(opened):
    browser, intake = opened
    answer(intake, "CV05", "yes", drug="aspirin")
    older, newer = two(browser, "health")
    newer.type("q-CV05", "no").press()
    assert older.type("f-CV05-drug", "warfarin").press() == 422
    assert "was changed to “No” in another tab." in older.says("q-CV05")
    older.press()
    assert [value for value, _words in said(intake, "CV05")] == ["yes", "no", "yes"]
    assert told(intake, "CV05", "drug") == "warfarin"


def test_what_was_told_elsewhere_stays_when_the_answer_is_asked_about(opened):
    browser, intake = opened
    older, newer = two(browser, "health")
    newer.type("q-CV05", "unsure").type("f-CV05-drug", "warfarin").press()
    assert older.type("q-CV05", "yes").press() == 422
    assert older.shows("f-CV05-drug") == ["warfarin"]
    older.press()
    assert said(intake, "CV05") == [("unsure", ""), ("yes", "")]
    assert told(intake, "CV05", "drug") == "warfarin"


def test_rows_of_medicines_are_compared_cell_by_cell(opened):
    browser, intake = opened
    first, second = (f"f-RX01-medicines-{row}-name" for row in range(2))
    older, newer = two(browser, "health")
    newer.type("q-RX01", "yes").type(first, "ibuprofen").press()
    assert older.type("q-RX01", "yes").type(first, "warfarin").press() == 422
    assert "was changed to “ibuprofen” in another tab." in older.says(first)
    assert told(intake, "RX01", "medicines") == [{"name": "ibuprofen"}]
    older.type(first, "ibuprofen").type(second, "warfarin").press()
    names = [{"name": "ibuprofen"}, {"name": "warfarin"}]
    assert told(intake, "RX01", "medicines") == names
    third = Tab(browser, "/intake/form/health/").type("q-CV06", "no")
    Tab(browser, "/intake/form/health/").type(second, "heparin").press()
    third.press()
    assert told(intake, "RX01", "medicines") == [{"name": "ibuprofen"}, {"name": "heparin"}]


def test_an_answer_that_this_tab_saved_itself_is_no_change_of_somebody_else(opened):
    browser, intake = opened
    older = Tab(browser, "/intake/form/health/")
    assert older.save("q-CV05", "yes").json()["seen"].keys() == {"q-CV05"}
    Tab(browser, "/intake/form/health/").type("q-CV05", "no").press()
    assert older.press() == "/intake/form/comfort/"
    assert said(intake, "CV05") == [("yes", ""), ("no", "")]


def test_an_answer_over_a_newer_one_is_kept_and_told(opened, django_assert_max_num_queries):
    browser, intake = opened
    first = "f-RX01-medicines-0-name"
    older, newer = two(browser, "health")
    newer.save("q-RX01", "yes")
    newer.save(first, "ibuprofen")
    assert "replaced" not in older.save("q-RX01", "yes").json()
    told = older.save(first, "warfarin").json()["replaced"]
    assert "had been changed to “ibuprofen” in another tab" in told[first]
    newer.save("q-CV05", "no")
    with django_assert_max_num_queries(8):
        told = older.save("q-CV05", "yes").json()["replaced"]
    assert "“No” in another tab" in told["q-CV05"]
    assert said(intake, "CV05") == [("no", ""), ("yes", "")]


def test_none_of_these_leaves_what_was_answered_elsewhere(opened):
    browser, intake = opened
    older, newer = two(browser, "health")
    newer.type("q-GI01", "yes").press()
    older.type("none", "digestion").press()
    assert said(intake, "GI01") == [("yes", "")]
    assert said(intake, "GI02") == [("no", "")]


# --- Agreements -------------------------------------------------------------------------------


def test_an_older_tab_does_not_agree_again(opened):
    browser, intake = opened
    with as_link(intake):
        actions.consent(intake, Kind.ABDOMEN, Choice.GIVEN)
    older, newer = two(browser, "consent")
    newer.type("consent-abdomen", "declined").press()
    older.press()
    assert decided(intake, "abdomen") == [("given", ""), ("declined", "")]


def test_two_decisions_are_asked_about(opened):
    browser, intake = opened
    older, newer = two(browser, "consent")
    newer.type("consent-abdomen", "declined").press()
    older.type("consent-abdomen", "given_with_limits").type("limits-abdomen", "left side only")
    assert older.press() == 422
    assert "changed to “No” in another tab" in older.answer.text
    assert "#ask-consent-abdomen" in older.page.links
    assert older.shows("consent-abdomen") == ["given_with_limits"]
    assert decided(intake, "abdomen") == [("declined", "")]
    assert older.press() == "/intake/check/"
    assert decided(intake, "abdomen") == [("declined", ""), ("given_with_limits", "left side only")]


def test_a_decision_over_a_newer_one_is_kept_and_told(opened):
    browser, intake = opened
    older, newer = two(browser, "consent")
    newer.save("consent-abdomen", "declined")
    told = older.save("consent-abdomen", "talk_first").json()["replaced"]
    assert "“Belly” had been changed to “No” in another tab" in told["consent-abdomen"]
    assert decided(intake, "abdomen") == [("declined", ""), ("talk_first", "")]


def test_limits_are_not_swallowed_by_a_decision_from_elsewhere(opened):
    browser, intake = opened
    with as_link(intake):
        actions.consent(intake, Kind.ABDOMEN, Choice.LIMITS, "left side only")
    older, newer = two(browser, "consent")
    newer.type("consent-abdomen", "given").press()
    assert older.type("limits-abdomen", "nothing deep").press() == 422
    older.press()
    assert decided(intake, "abdomen")[-1] == ("given_with_limits", "nothing deep")
