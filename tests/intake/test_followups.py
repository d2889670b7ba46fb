"""What follows a yes: each kind of follow-up, kept as it was shown, field by field."""

import datetime

import pytest
from django.utils import timezone, translation

from intake import followups, sheet
from intake.models import Answer
from tests.intake.build import a_started_intake, as_link, let_in
from tests.intake.test_health import AUTOSAVE, PAGE, count, newest, question, save, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


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


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("101", "is asked in °C. 101 °F is 38.3 °C: please type that."),
        ("98,6", "is asked in °C. 98.6 °F is 37.0 °C: please type that."),
        ("60", "is a number from 34 to 43."),
    ],
)
def test_a_thermometer_in_fahrenheit_is_said_in_celsius(opened, typed, sentence):
    browser, _intake = opened
    save(browser, q__RF06="yes")
    answer = save(browser, f__RF06__temp_C=typed)
    assert answer.status_code == 422
    assert sentence in answer.json()["errors"]["f-RF06-temp_C"]


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


def test_the_fullest_page_is_no_more_than_the_server_takes(settings):
    most = 10  # the token, the button and what a browser adds
    for row in sheet.questions():
        most += 2
        for field, _name, cell in followups.names(row):
            most += len(field["choices"]) if not cell and field["type"] == "set" else 1
    assert most < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


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
