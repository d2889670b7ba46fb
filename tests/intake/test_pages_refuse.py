"""What a page refuses, in which words, and what it needs before it can be sent."""

import datetime

import pytest
from django.utils import timezone

from intake.models import About, Comfort, Mark
from tests.intake.build import as_link
from tests.intake.filling import AUTOSAVE, errors, gaps, go_on, open_form, row, save, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    return open_form(client)


# --- What is refused, in which words ----------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "field", "typed", "sentence"),
    [
        ("about", "date_of_birth", "2099-01-01", "Date of birth cannot be in the future."),
        ("about", "date_of_birth", "9999-12-31", "Date of birth cannot be in the future."),
        ("about", "date_of_birth", "1899-12-31", "Date of birth is a day from 1900 until today."),
        ("about", "date_of_birth", "2020-02-31", "Date of birth is a day that exists, written"),
        ("about", "date_of_birth", "0000-00-00", "Date of birth is a day that exists, written"),
        ("about", "date_of_birth", "31/02/1990", "Date of birth is a day that exists, written"),
        ("about", "height_cm", "49", "Your height in centimeters is a number from 50 to 250."),
        ("about", "height_cm", "251", "Your height in centimeters is a number from 50 to 250."),
        ("about", "height_cm", "1e2", "Your height in centimeters is a number from 50 to 250."),
        (
            "about",
            "weight_kg",
            "70.55",
            "Your weight in kilograms takes one digit after the point at most, such as 20.5.",
        ),
        ("about", "weight_kg", "9" * 5000, "Your weight in kilograms is a number from 20 to 350."),
        ("about", "emergency_phone", "her", "“The phone number of that person” needs a number"),
        ("about", "legal_name", "x" * 201, "takes at most 200 characters (it has 201)."),
        ("about", "legal_name", "a\0b", "Remove the invisible character in “Your full name”."),
        ("about", "sex", "unknown", "Choose one of the listed answers."),
        ("goals", "pain_now", "11", "Pain right now is a number from 0 to 10."),
        ("goals", "pain_now", "-1", "Pain right now is a number from 0 to 10."),
        ("goals", "pain_now", "0x3", "Pain right now is a number from 0 to 10."),
        ("goals", "sitting_hours", "25", "Hours of sitting is a number from 0 to 24."),
        ("goals", "kinds", ["fame"], "Choose one of the listed answers."),
        ("cushions", "supports", ["pillow", "cloud"], "Choose one of the listed answers."),
        ("pressure", "belly_level", "6", "Choose one of the listed answers."),
        ("pressure", "belly_limit", "11", "Belly: the highest number you want to feel is a number"),
    ],
)
def test_a_wrong_value_is_refused_in_plain_words(opened, slug, field, typed, sentence):
    browser, _ = opened
    said = errors(browser, slug, **{field: typed})
    assert set(said) == {field}
    assert sentence in said[field]
    page = go_on(browser, slug, **{field: typed})
    assert page.status_code == 422
    assert 'id="faults"' in page.text


@pytest.mark.parametrize(
    "name", "O’Brien-Ñúñez 李小龙 محمد Zoë O Null Test 👩‍👩‍👧‍👦 <b>bold</b>".split() + ["x" * 80]
)
def test_real_names_pass(opened, name):
    browser, intake = opened
    assert errors(browser, "about", legal_name=name) is None
    assert row(intake, About).legal_name == name


def test_digits_of_every_script_are_digits(opened):
    browser, intake = opened
    assert errors(browser, "about", height_cm="١٧٠", date_of_birth="١٩٨٠-٠٥-١٧") is None
    assert errors(browser, "about", emergency_phone="+1 (555) 01-00 ext. 7") is None
    assert errors(browser, "goals", pain_now=" 3 ") is None
    kept = row(intake, About)
    assert (kept.height_cm, kept.date_of_birth) == (170, datetime.date(1980, 5, 17))


@pytest.mark.parametrize("day", ["1900-01-01", "today"])
def test_the_first_and_the_last_day_of_birth_pass(opened, day):
    browser, _ = opened
    day = timezone.localdate().isoformat() if day == "today" else day
    assert errors(browser, "about", date_of_birth=day) is None


# --- What is needed ---------------------------------------------------------------------------


def test_the_page_about_you_needs_four_things(opened):
    _, intake = opened
    needed = ["legal_name", "date_of_birth", "emergency_name", "emergency_phone"]
    assert gaps(intake, "about") == needed


def test_a_minor_needs_a_guardian(opened):
    browser, intake = opened
    today = timezone.localdate()
    page = browser.get("/intake/form/about/").text
    assert 'data-minor-age="18" hidden' in page
    young = today.replace(year=today.year - 15, day=1).isoformat()
    answer = go_on(browser, "about", date_of_birth=young)
    assert answer.url == "/intake/form/about/#guardian"
    assert 'data-minor-age="18" hidden' not in browser.get("/intake/form/about/").text
    guardian = [field for field in gaps(intake, "about") if field.startswith("guardian")]
    named = ["guardian_name", "guardian_relation", "guardian_phone"]
    assert guardian == [*named, "guardian_present"]  # under sixteen an adult is in the room
    facts = dict(zip(named, ("Ma", "mother", "555"), strict=True)) | {"guardian_present": "yes"}
    assert go_on(browser, "about", date_of_birth=young, **facts).url == "/intake/form/goals/"
    assert not [field for field in gaps(intake, "about") if field.startswith("guardian")]


def test_a_goal_is_a_kind_or_words(opened):
    browser, intake = opened
    assert gaps(intake, "goals") == ["kinds", "pain_now"]
    save(browser, "goals", kinds=["movement"])
    assert gaps(intake, "goals") == ["pain_now"]
    save(browser, "goals", goal="Dance")
    browser.post("/intake/form/goals/", {"changed": "kinds"}, headers=AUTOSAVE)
    assert gaps(intake, "goals") == ["pain_now"]


def test_a_place_to_avoid_is_words_a_mark_or_none(opened):
    browser, intake = opened
    assert gaps(intake, "comfort") == ["nothing_to_avoid"]
    save(browser, "comfort", avoid="my left knee")
    assert gaps(intake, "comfort") == []
    save(browser, "comfort", avoid="")
    save(browser, "comfort", nothing_to_avoid="on")
    assert gaps(intake, "comfort") == []
    with as_link(intake):
        Mark.objects.create(
            intake=intake,
            client_id=intake.client_id,
            region="f_groin",
            side="left",
            kind="avoid",
            marked_at=timezone.now(),
        )
    assert gaps(intake, "comfort") == ["nothing_to_avoid"]
    browser.post("/intake/form/comfort/", {"changed": "nothing_to_avoid"}, headers=AUTOSAVE)
    assert gaps(intake, "comfort") == []
    assert "hip crease and groin (left)" in browser.get("/intake/form/comfort/").text


def test_a_place_and_no_place_contradict_each_other(opened):
    browser, intake = opened
    both = {"avoid": "my left knee", "nothing_to_avoid": "on"}
    page = go_on(browser, "comfort", **both)
    assert page.status_code == 422
    assert "ticked that there is none" in page.text
    kept = row(intake, Comfort)
    assert (kept.avoid, kept.nothing_to_avoid) == ("my left knee", False)
    assert set(errors(browser, "comfort", nothing_to_avoid="on")) == {"nothing_to_avoid"}


def test_the_stop_word_is_there_already(opened):
    browser, intake = opened
    assert shown(browser, "pressure", "stop_word") == "stop"
    go_on(browser, "pressure", comfort_limit="5", stop_word="stop", stop_signal="raise_hand")
    assert gaps(intake, "pressure") == []
