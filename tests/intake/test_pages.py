"""The pages of words, cards and scales: prefilled, forgiving, exact, and never half lost."""

import datetime

import pytest
from django.utils import timezone

from intake import actions, completeness
from intake.models import About, Comfort, Goals, Intake, Mark, Pressure
from tests.build import a_client, a_user
from tests.intake.build import a_filled_intake, a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
SENT = "This form has been sent; your therapist has it."
WHOLE = {"whole": "1", "go": "next"}


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    therapist = a_user()
    intake = a_started_intake(
        a_client(
            therapist,
            legal_name="Zoë O’Brien-Ñúñez",
            preferred_name="Zo",
            pronouns="they",
            phone="555 0101",
            date_of_birth=datetime.date(1980, 5, 17),
        ),
        therapist=therapist,
    )
    return let_in(client, intake), intake


def save(browser, slug, **fields):
    """One autosave: the changed fields and nothing else."""
    data = fields | {"changed": list(fields)}
    return browser.post(f"/intake/form/{slug}/", data, headers=AUTOSAVE)


def errors(browser, slug, **fields):
    answer = save(browser, slug, **fields)
    return answer.json().get("errors") if answer.status_code == 422 else None


def go_on(browser, slug, **fields):
    """The whole page, as its Next button sends it."""
    return browser.post(f"/intake/form/{slug}/", WHOLE | fields)


def row(intake, model):
    with as_link(intake):
        return model.objects.filter(intake=intake).first()


def gaps(intake, slug):
    with as_link(intake):
        fresh = Intake.objects.get(pk=intake.pk)
        return [gap.field for gap in completeness.gaps(fresh) if gap.page == slug]


def shown(browser, slug, name):
    form = browser.get(f"/intake/form/{slug}/").context["form"]
    return form.shown(name)


# --- Filled in beforehand ---------------------------------------------------------------------


def test_names_and_phone_are_filled_in_and_the_birthday_never(opened):
    browser, intake = opened
    page = browser.get("/intake/form/about/")
    for words in ("Zoë O’Brien-Ñúñez", 'value="Zo"', 'value="they"', "555 0101"):
        assert words in page.text
    assert "1980" not in page.text
    assert row(intake, About) is None
    assert "legal_name" in gaps(intake, "about")


def test_what_was_filled_in_counts_once_the_page_is_saved(opened):
    browser, intake = opened
    save(browser, "about", occupation="baker")
    assert shown(browser, "about", "legal_name") == "Zoë O’Brien-Ñúñez"
    assert "legal_name" in gaps(intake, "about")
    go_on(browser, "about", legal_name="Zoë O’Brien-Ñúñez", preferred_name="", occupation="baker")
    assert "legal_name" not in gaps(intake, "about")
    assert shown(browser, "about", "preferred_name") == ""  # emptied on purpose


def test_last_times_answers_stand_on_the_page_until_it_is_saved(opened):
    browser, intake = opened
    with as_link(intake):
        last = {"about": {"occupation": "baker", "date_of_birth": "1980-05-17"}}
        last |= {"comfort": {"talk": "some", "options": ["eyes_open"]}}
        Intake.objects.filter(pk=intake.pk).update(last_time=last)
    assert shown(browser, "about", "occupation") == "baker"
    assert shown(browser, "about", "date_of_birth") is None
    save(browser, "comfort", music="quiet")
    assert shown(browser, "comfort", "options") == ["eyes_open"]
    go_on(browser, "comfort", talk="some", music="quiet")
    assert shown(browser, "comfort", "options") == []
    assert row(intake, Comfort).options == []


# --- Saving -----------------------------------------------------------------------------------


def test_one_bad_field_holds_no_other_back(opened):
    browser, intake = opened
    page = go_on(browser, "goals", goal="x" * 301, pain_now="4", activity_1="tie my shoes")
    assert page.status_code == 422
    assert "takes at most 300 characters (it has 301)." in page.text
    assert 'href="#div_id_goal"' in page.text
    assert "x" * 301 in page.text
    kept = row(intake, Goals)
    assert (kept.pain_now, kept.activity_1, kept.goal, kept.whole_at) == (
        4,
        "tie my shoes",
        "",
        None,
    )


def test_what_was_not_sent_stays_as_it_was(opened):
    browser, intake = opened
    go_on(browser, "comfort", avoid="my left knee", talk="some", options=["eyes_open"])
    browser.post("/intake/form/comfort/", {"go": "next"})
    kept = row(intake, Comfort)
    assert (kept.avoid, kept.talk, kept.options) == ("my left knee", "some", ["eyes_open"])
    go_on(browser, "comfort", avoid="my left knee")
    kept = row(intake, Comfort)
    assert (kept.talk, kept.options) == ("some", [])


def test_a_replay_and_a_field_given_twice_leave_one_row(opened):
    browser, intake = opened
    for _ in range(2):
        go_on(browser, "pressure", comfort_limit=["3", "6"], stop_word="red", nonsense="1")
    kept = row(intake, Pressure)
    assert (kept.comfort_limit, kept.stop_word) == (6, "red")
    assert kept.intake_id == intake.pk
    with as_link(intake):
        assert Pressure.objects.count() == 1


def test_a_field_that_no_page_has_is_never_applied(opened):
    browser, intake = opened
    hostile = {"client": "1", "intake": "1", "id": "9", "whole_at": "2020-01-01", "saved_at": "x"}
    assert save(browser, "goals", goal="Dance", **hostile).status_code == 200
    kept = row(intake, Goals)
    assert (kept.goal, kept.intake_id, kept.whole_at) == ("Dance", intake.pk, None)


def test_an_autosave_asks_the_database_little(opened, django_assert_num_queries):
    browser, intake = opened
    save(browser, "goals", goal="Dance")
    # session, begin, scope, the intake and its lock, the update, commit; the scope given back
    with django_assert_num_queries(7):
        assert save(browser, "goals", pain_now="3").status_code == 200


@pytest.mark.parametrize("slug", ["about", "goals", "comfort", "cushions", "pressure"])
def test_a_page_keeps_its_number_of_queries(opened, slug, django_assert_max_num_queries):
    browser, _ = opened
    with django_assert_max_num_queries(8):
        browser.get(f"/intake/form/{slug}/")


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
            "70.5",
            "Your weight in kilograms is a whole number from 20 to 350.",
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
    assert guardian == ["guardian_name", "guardian_relation", "guardian_phone"]
    facts = {"guardian_name": "Ma", "guardian_relation": "mother", "guardian_phone": "555"}
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


# --- After sending ----------------------------------------------------------------------------


def test_another_device_learns_that_the_form_was_sent(client):
    intake = a_filled_intake()
    let_in(client, intake)
    client.get("/intake/form/goals/")
    with as_link(intake):
        actions.submit(intake, "Sample Signer")
    answer = client.get("/intake/form/goals/")
    assert answer.url == "/intake/ended/?sent=1"
    assert SENT in client.get(answer.url).text
    assert "intake" not in client.session


def test_a_second_tab_learns_that_the_form_was_sent(client):
    intake = a_filled_intake()
    let_in(client, intake)
    assert client.post("/intake/send/", {"signer_name": "Sample Signer"}).status_code == 302
    late = save(client, "goals", goal="later")
    assert (late.status_code, SENT in late.text) == (409, True)
    assert SENT in client.get("/intake/form/goals/", follow=True).text


def test_a_late_word_on_another_device_is_answered(client):
    intake = a_filled_intake()
    let_in(client, intake)
    with as_link(intake):
        actions.submit(intake, "Sample Signer")
    late = save(client, "goals", goal="later")
    assert (late.status_code, SENT in late.text) == (409, True)
