"""The health page: what follows a yes, "none of these", red notes, and nothing lost on the way."""

import datetime
import gzip

import pytest
from django.utils import timezone, translation

from clinic.access import Refused
from intake import actions, completeness, followups, screening, sheet, told
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


def test_a_follow_up_is_kept_with_its_label_and_its_words_as_shown(opened):
    browser, intake = opened
    save(browser, q__GI01="yes")
    assert save(browser, f__GI01__activity="quiet").status_code == 200
    row = newest(intake, "GI01")
    assert row.details == {
        "activity": {
            "asked": "How is it now?",
            "value": "quiet",
            "said": "It has been quiet for longer",
        }
    }
    assert (row.value, count(intake)) == ("yes", 2)


def test_each_kind_of_follow_up_is_read(opened):
    browser, intake = opened
    save(browser, q__RF06="unsure", f__RF06__temp_C="38,5", f__RF06__symptoms=["limp", "chills"])
    assert values(newest(intake, "RF06")) == {"temp_C": 38.5, "symptoms": ["limp", "chills"]}
    fields = {"f-CV07-systolic": "150", "f-CV07-taken_on": "2026-01-31", "f-CV07-controlled": "no"}
    browser.post(PAGE, fields | {"q-CV07": "yes", "f-CV07-symptoms": "no", "go": "next"})
    kept = newest(intake, "CV07")
    assert values(kept) == {
        "systolic": 150,
        "taken_on": "2026-01-31",
        "controlled": "no",
        "symptoms": False,
    }
    assert (kept.details["systolic"]["said"], kept.details["symptoms"]["said"]) == (
        "150 mmHg",
        "No",
    )
    save(browser, q__CV05="yes", f__CV05__drug="warfarin, 5 mg")
    assert values(newest(intake, "CV05")) == {"drug": "warfarin, 5 mg"}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("f__CV07__systolic", "400", "is a whole number from 60 to 260."),
        ("f__CV07__systolic", "150,5", "is a whole number from 60 to 260."),
        ("f__CV07__systolic", "NaN", "is a whole number from 60 to 260."),
        ("f__CV07__systolic", "9" * 20, "is a whole number from 60 to 260."),
        ("f__CV07__taken_on", "1899-12-31", "is a day after 1900."),
        ("f__CV07__taken_on", "9999-12-31", "cannot be in the future."),
        ("f__CV07__taken_on", "2020-02-31", "is a date like 2024-05-31."),
        ("f__CV07__controlled", "perhaps", "Choose one of the listed answers."),
        ("f__CV07__symptoms", "true", "Choose one of the listed answers."),
        ("more__CV07", "x" * 501, "at most 500 characters"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_beside_its_field(
    name, typed, sentence, opened
):
    browser, intake = opened
    save(browser, q__CV07="yes")
    answer = save(browser, **{name: typed})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [name.replace("__", "-")]
    assert sentence in answer.json()["errors"][name.replace("__", "-")]
    assert count(intake) == 1


def test_a_day_that_is_today_is_fine(opened):
    browser, intake = opened
    today = timezone.localdate().isoformat()
    assert save(browser, q__RP02="yes", f__RP02__birth_date=today).status_code == 200
    later = timezone.localdate() + datetime.timedelta(days=1)
    assert save(browser, f__RP02__birth_date=later.isoformat()).status_code == 422
    assert values(newest(intake, "RP02")) == {"birth_date": today}


def test_an_emptied_follow_up_goes_and_the_rest_stays(opened):
    browser, intake = opened
    save(browser, q__RF06="yes", f__RF06__temp_C="38", f__RF06__symptoms="limp")
    browser.post(PAGE, {"changed": ["f-RF06-symptoms"]}, headers=AUTOSAVE)
    assert values(newest(intake, "RF06")) == {"temp_C": 38}
    save(browser, f__RF06__temp_C="")
    assert values(newest(intake, "RF06")) == {}
    assert newest(intake, "RF06").value == "yes"


def test_what_follows_a_yes_goes_with_it(opened):
    browser, intake = opened
    save(browser, q__GI01="yes", f__GI01__activity="quiet", more__GI01="since March")
    save(browser, q__GI01="no")
    row = newest(intake, "GI01")
    assert (row.value, row.details, row.words) == ("no", {}, "since March")
    whole = {"q-GI01": "no", "f-GI01-activity": "quiet", "more-GI01": "since March", "go": "next"}
    browser.post(PAGE, whole)
    assert (count(intake), newest(intake, "GI01").details) == (2, {})


def test_the_same_follow_up_again_adds_no_row(opened):
    browser, intake = opened
    for _try in range(3):
        save(browser, q__RX01="yes", f__RX01__medicines__0__name="ibuprofen")
        save(browser, f__CV07__systolic="")
    assert count(intake) == 1
    with translation.override("es"):
        browser.post(PAGE, {"q-RX01": "yes", "f-RX01-medicines-0-name": "ibuprofen", "go": "next"})
    assert count(intake) == 1


def test_a_follow_up_needs_an_answer_first(opened):
    browser, intake = opened
    answer = save(browser, f__GI01__activity="quiet")
    sentence = "Choose an answer first, then add words."
    assert answer.json() == {"errors": {"f-GI01-activity": sentence}}
    assert count(intake) == 0


def test_rows_of_a_list_are_kept_by_their_place(opened):
    browser, intake = opened
    save(browser, q__RX01="yes")
    save(browser, f__RX01__medicines__0__name="ibuprofen", f__RX01__medicines__0__dose="400 mg")
    save(browser, f__RX01__medicines__2__name="warfarin", f__RX01__medicines__2__thins_blood="yes")
    save(browser, f__RX01__medicines__0__dose="200 mg")  # one cell alone
    kept = newest(intake, "RX01").details["medicines"]
    assert kept["value"] == [
        {"name": "ibuprofen", "dose": "200 mg"},
        {"name": "warfarin", "thins_blood": True},
    ]
    assert kept["at"] == [0, 2]
    assert kept["said"] == "ibuprofen, 200 mg; warfarin, Does it thin your blood?: Yes"
    page = browser.get(PAGE).text
    assert 'name="f-RX01-medicines-2-name" value="warfarin"' in page
    assert 'name="f-RX01-medicines-1-name" value=""' in page  # the spare row
    assert "f-RX01-medicines-3-name" not in page
    save(browser, f__RX01__medicines__0__name="", f__RX01__medicines__0__dose="")
    assert newest(intake, "RX01").details["medicines"]["value"] == [
        {"name": "warfarin", "thins_blood": True}
    ]


def test_a_list_has_room_for_twelve_rows_at_most(opened):
    browser, intake = opened
    save(browser, q__RX01="yes")
    rows = {f"f__RX01__medicines__{place}__name": f"drug {place}" for place in range(14)}
    assert save(browser, **rows).status_code == 200
    assert len(newest(intake, "RX01").details["medicines"]["value"]) == followups.ROWS == 12
    assert "f-RX01-medicines-12-name" not in browser.get(PAGE).text


def test_a_list_that_is_too_long_is_refused_and_the_rest_is_saved(opened):
    browser, intake = opened
    long = {
        f"f-RX01-medicines-{row}-{cell}": "é" * 200
        for row in range(12)
        for cell in ("name", "dose", "why")
    }
    page = browser.post(PAGE, long | {"q-RX01": "yes", "q-CV05": "no", "go": "next"})
    assert page.status_code == 422
    assert "This is more than we can keep." in page.text
    assert page.text.count("é" * 200) == 36
    assert (newest(intake, "RX01").details, newest(intake, "CV05").value) == ({}, "no")


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
        "Private: pregnancy, periods and pelvis: open these and answer, or press “None of these”."
    )
    page = browser.get(PAGE).text
    assert all(f'id="{gap.anchor}"' in page for gap in gaps)


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
    before = {"GI01": {"value": "no", "words": "", "details": {}}}
    before["GI02"] = {"value": "yes", "words": "long ago", "details": {}}
    with as_link(intake):
        Intake.objects.update(last_time={"health": before})
    save(browser, q__GI01="no")
    page = browser.get(PAGE).text
    assert page.count("Last time:") == 1
    assert "Last time: Yes: long ago" in page


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


def test_details_are_small_by_order_of_the_database(opened, refused):
    _browser, intake = opened
    with as_link(intake), refused("details_are_a_small_object"):
        Answer.objects.create(
            client_id=intake.client_id,
            intake=intake,
            question=question("CV05"),
            asked="?",
            value="yes",
            details={"drug": {"value": "x" * 20_000}},
            recorded_at=timezone.now(),
        )
