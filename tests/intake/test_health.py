"""The health page: "none of these", red notes, and nothing lost on the way."""

import gzip
import re

import pytest
from django.utils import timezone

from clinic.access import Refused
from intake import actions, completeness, screening, sheet, told
from intake.models import Answer, Intake, Question
from tests import build
from tests.intake.build import a_started_intake, as_link, fill, let_in

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
PAGE = "/intake/form/health/"


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def question(code):
    return Question.objects.get(version=screening.LATEST, code=code)


def save(browser, **fields):
    """One autosave: `f__CV07__systolic="150"`."""
    data = {name.replace("__", "-"): value for name, value in fields.items()}
    return browser.post(PAGE, data | {"changed": list(data)}, headers=AUTOSAVE)


def newest(intake, code):
    with as_link(intake):
        return Answer.objects.filter(question__code=code).order_by("-pk").first()


def count(intake):
    with as_link(intake):
        return Answer.objects.count()


def values(row):
    return {name: kept["value"] for name, kept in row.details.items()}


def test_one_wrong_field_holds_no_other_back(opened):
    browser, intake = opened
    page = browser.post(
        PAGE,
        {
            "q-CV05": "yes",
            "more-CV05": "x" * 501,
            "q-CV07": "yes",
            "f-CV07-systolic": "999",
            "f-CV07-diastolic": "80",
            "q-GI01": "no",
            "go": "next",
        },
    )
    assert page.status_code == 422
    assert "x" * 501 in page.text
    assert 'value="999" inputmode="numeric"' in page.text
    assert newest(intake, "CV05").value == "yes"
    assert values(newest(intake, "CV07")) == {"diastolic": 80}
    assert newest(intake, "GI01").value == "no"


def test_none_of_these_answers_what_is_blank_with_a_dated_no(opened):
    browser, intake = opened
    before = timezone.now()
    codes = {row.code for row in sheet.questions() if row.group == "kidneys"}
    save(browser, q__UR02="yes", f__UR02__when="past")
    answer = browser.post(PAGE, {"none": "kidneys", "q-UR02": "yes"})
    assert answer.url == f"{PAGE}#group-kidneys"
    with as_link(intake):
        rows = Answer.objects.filter(value="no")
        assert {row.question.code for row in rows.select_related("question")} == codes - {"UR02"}
        assert all(row.recorded_at >= before and row.asked for row in rows)
    assert values(newest(intake, "UR02")) == {"when": "past"}
    browser.post(PAGE, {"none": "kidneys"})
    assert count(intake) == len(codes)


def test_none_of_these_for_a_group_nobody_knows_changes_nothing(opened):
    browser, intake = opened
    assert browser.post(PAGE, {"none": "nonsense"}).status_code == 302
    assert count(intake) == 0


def test_the_shortest_honest_path_is_one_tap_a_group(opened):
    browser, intake = opened
    for group in screening.load()["groups"]:
        browser.post(PAGE, {"none": group["code"]})
    with as_link(intake):
        row = Intake.objects.get()
        assert [gap for gap in completeness.gaps(row) if gap.page == "health"] == []


def test_groups_that_nobody_touched_are_one_gap_each(opened):
    browser, intake = opened
    groups = screening.load()["groups"]
    save(browser, q__GI01="no")
    gaps = [gap for gap in browser.get("/intake/check/").context["gaps"] if gap.page == "health"]
    alone = [gap.field for gap in gaps if gap.field.startswith("group-")]
    assert alone == [f"group-{one['code']}" for one in groups if one["code"] != "digestion"]
    private = next(gap for gap in gaps if gap.field == "group-private_health")
    assert private.sentence == (
        "Private: pregnancy, periods and pelvis: 6 questions, answer in private,"
        " or press “None of these”."
    )
    page = browser.get(PAGE).text
    assert all(f'id="{gap.anchor}"' in page for gap in gaps)


def test_a_private_group_says_before_it_is_opened_that_it_needs_answers(opened):
    browser, _intake = opened
    place = 'id="group-now_private"'
    line = browser.get(PAGE).text.split(place)[1].split("</summary>")[0]
    assert "4 questions, answer in private" in line
    assert '<span class="needed">needed</span>' in line
    browser.post(PAGE, {"none": "now_private"})
    before = browser.get(PAGE).text.split(place)[0]
    assert before.endswith('<details class="panel group is-done" ')


def test_an_emergency_is_told_for_a_yes_and_for_not_sure(opened, settings):
    settings.EMERGENCY_NUMBER = "112"
    browser, _intake = opened
    for code, value in (("RF17", "unsure"), ("RF04", "yes")):  # RF04 is private
        first = browser.post(PAGE, {f"q-{code}": value, "go": "next"})
        assert first.url == f"{PAGE}#ask-q-{code}"
    page = browser.get(PAGE)
    assert page.text.count("note-now message tone-stop stands") == 2
    assert 'href="tel:112"' in page.text
    assert [group["open"] for group in page.context["form"].groups()] == [
        group["code"] != "private_health" for group in screening.load()["groups"]
    ]
    onward = browser.post(PAGE, {"q-RF17": "yes", "q-RF04": "unsure", "go": "next"})
    assert onward.url == "/intake/form/comfort/"  # told already


def test_a_follow_up_that_makes_it_urgent_is_told_too(opened):
    browser, intake = opened
    assert "tell" not in save(browser, q__CV07="yes").json()
    answer = save(browser, f__CV07__systolic="185")
    assert answer.json()["tell"].startswith("Your blood pressure is very high.")
    browser.post(PAGE, {"q-CV07": "no"})
    first = browser.post(PAGE, {"q-CV07": "yes", "f-CV07-diastolic": "125", "go": "next"})
    assert first.url == f"{PAGE}#ask-q-CV07"
    assert told.words(question("CV07"), "no", newest(intake, "CV07").details) == []


def test_words_are_told_in_the_order_of_urgency(opened):
    row, details = question("CV07"), {"systolic": {"value": 190}, "symptoms": {"value": True}}
    now = told.said(row, "yes", details)
    assert [note.is_now for note in now] == [True]
    assert [note.is_now for note in told.notes(row)] == [True, False]


def test_two_signs_together_are_told_as_an_emergency(opened):
    browser, _intake = opened
    now = told.words(question("RF01"), "yes", {}, {"RF02": "yes"})
    assert now[0] == "Please call your local emergency number now. Do not wait for your visit."
    assert now[0] not in told.words(question("RF01"), "yes", {}, {"RF02": "no"})
    browser.post(PAGE, {"q-RF02": "yes", "q-RF01": "yes"})
    page = browser.get(PAGE)
    notes = next(
        row["told"]
        for group in page.context["form"].groups()
        for row in group["questions"]
        if row["code"] == "RF01"
    )
    assert [note["stands"] for note in notes] == [True, True]


def test_every_urgent_question_has_words(opened):
    asked = sheet.questions()
    silent = [row.code for row in asked if row.severity in ("E", "U") and not row.told_now]
    assert silent == []


def test_the_page_keeps_showing_what_follows_without_scripts(opened):
    browser, _intake = opened
    answer = browser.post(PAGE, {"q-GI01": "yes", "show": "digestion"})
    assert answer.url == f"{PAGE}#group-digestion"
    page = browser.get(PAGE).text
    assert 'class="question is-open" data-code="GI01"' in page


def test_last_time_stands_beside_what_is_still_blank(opened):
    browser, intake = opened
    asked = {row.code: row.text for row in sheet.questions()}
    before = {"GI01": {"value": "no", "words": "", "details": {}, "asked": asked["GI01"]}}
    before["GI02"] = {"value": "yes", "words": "long ago", "details": {}, "asked": asked["GI02"]}
    before["GI03"] = {"value": "yes", "words": "", "details": {}, "asked": "In other words?"}
    with as_link(intake):
        Intake.objects.update(last_time={"health": before})
    save(browser, q__GI01="no")
    page = browser.get(PAGE).text
    assert page.count("Last time:") == 1
    assert "Last time: Yes: long ago" in page


def test_still_true_takes_over_what_stood_there_and_nothing_else(opened):
    """The medicine behind a yes is read again before one tap says that it still holds."""
    browser, intake = opened
    asked = {row.code: row.text for row in sheet.questions()}
    drug = {"drug": {"asked": "Which one?", "value": "warfarin 5 mg", "said": "warfarin 5 mg"}}
    before = {"CV05": {"value": "yes", "words": "", "details": drug, "asked": asked["CV05"]}}
    with as_link(intake):
        Intake.objects.update(last_time={"health": before})
    page = browser.get(PAGE).text
    assert re.search(r"Last time: Yes: [^<]*warfarin 5 mg</p>", page)


def test_the_page_is_light(opened):
    browser, intake = opened
    fill(intake)
    assert len(gzip.compress(browser.get(PAGE).content, 9)) < 25_000


def test_an_autosave_is_one_lock_one_look_one_row(opened, django_assert_num_queries):
    browser, intake = opened
    fill(intake)
    with django_assert_num_queries(8):
        save(browser, q__CV05="yes")
    with django_assert_num_queries(8):
        save(browser, q__CV05="no", q__CV06="yes", q__CV07="yes")


def test_a_sent_form_takes_no_answers_and_no_more_noes():
    intake = a_started_intake(therapist=build.a_user())
    fill(intake)
    with as_link(intake):
        asked, rows = question("CV05"), sheet.questions()
        actions.submit(intake, "Sample Signer")
    for verb in (
        lambda: actions.answer(intake, asked, "yes", details={}),
        lambda: actions.none_of_these(intake, rows),
    ):
        with as_link(intake), pytest.raises(Refused):
            verb()
