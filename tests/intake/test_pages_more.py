"""What the pages ask beside the needful: numbers with a point, activities, anchors, and why."""

import decimal

import pytest

from intake import actions, reading, sheet
from intake.models import About, Comfort, Cushions, Goals, Intake
from tests import build
from tests.intake.build import a_filled_intake, a_started_intake, as_link, let_in
from tests.intake.filling import errors, go_on, open_form, row, save, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    return open_form(client)


# --- Numbers with a point (domain 3.5; promise C12) ---------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept", "again"),
    [
        ("63.5", "63.5", "63.5"),
        ("63,5", "63.5", "63.5"),
        ("٦٣.٥", "63.5", "63.5"),
        ("63.0", "63", "63"),
        (" 20 ", "20", "20"),
        ("350", "350", "350"),
    ],
)
def test_a_weight_takes_one_digit_after_the_point(opened, typed, kept, again):
    browser, intake = opened
    assert errors(browser, "about", weight_kg=typed) is None
    assert row(intake, About).weight_kg == decimal.Decimal(kept)
    assert (
        f'name="weight_kg" type="text" value="{again}"' in browser.get("/intake/form/about/").text
    )


@pytest.mark.parametrize(
    "typed", ["19.9", "350.1", "NaN", "1e2", "6_3", "63.", ".5", "-63.5", "6.3.5"]
)
def test_a_weight_out_of_its_range_is_refused(opened, typed):
    said = errors(opened[0], "about", weight_kg=typed)
    assert said == {"weight_kg": "Your weight in kilograms is a number from 20 to 350."}


def test_a_second_digit_after_the_point_is_told_in_words(opened):
    said = errors(opened[0], "goals", sitting_hours="7,25")
    assert said == {
        "sitting_hours": "Hours of sitting takes one digit after the point at most, such as 0.5."
    }


def test_a_number_with_a_point_is_read_like_any_other():
    intake = a_filled_intake()
    with as_link(intake):
        actions.save_page(intake, About, {"weight_kg": "63.5", "height_cm": "170.0"})
        fresh = Intake.objects.select_related("about").get()
        told = {one["name"]: one for one in sheet.sections(fresh)["about"]}
    assert (told["weight_kg"]["value"], told["weight_kg"]["text"]) == (63.5, "63.5")
    assert (told["height_cm"]["value"], told["height_cm"]["text"]) == (170, "170")


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("height_cm", "5 ft 7", "170.2"),
        ("height_cm", "5'7\"", "170.2"),
        ("height_cm", "6’", "182.9"),
        ("height_cm", "5 pies 11 pulgadas", "180.3"),
        ("weight_kg", "150 lb", "68.0"),
        ("weight_kg", "150 Libras", "68.0"),
    ],
)
def test_feet_and_pounds_are_kept_in_the_units_of_the_form(opened, name, typed, kept):
    browser, intake = opened
    assert save(browser, "about", **{name: typed}).status_code == 200
    assert getattr(row(intake, About), name) == decimal.Decimal(kept)


@pytest.mark.parametrize(
    ("name", "typed"), [("height_cm", "5 ft 12"), ("height_cm", "9 ft"), ("weight_kg", "10 st 4")]
)
def test_other_words_are_no_number(opened, name, typed):
    (sentence,) = errors(opened[0], "about", **{name: typed}).values()
    assert "is a number from" in sentence


# --- Activities and their numbers (domain 4.7) --------------------------------------------------

NAMELESS = "Name the activity, or choose “–” beside its numbers."


def test_a_number_without_an_activity_is_refused(opened):
    browser, intake = opened
    assert errors(browser, "goals", ability_2="4") == {"ability_2": NAMELESS}
    page = go_on(browser, "goals", ability_2="4", pain_now="3")
    assert (page.status_code, NAMELESS in page.text) == (422, True)
    assert (row(intake, Goals).ability_2, row(intake, Goals).pain_now) == (None, 3)
    assert go_on(browser, "goals", ability_2="", pain_now="3").status_code == 302
    assert go_on(browser, "goals", activity_2="Stairs", ability_2="0").status_code == 302
    assert row(intake, Goals).ability_2 == 0


def test_taking_an_activity_away_takes_its_number_along(opened):
    browser, intake = opened
    save(browser, "goals", activity_1="Stairs")
    save(browser, "goals", ability_1="4")
    assert row(intake, Goals).ability_1 == 4
    assert errors(browser, "goals", activity_1="") is None
    assert (row(intake, Goals).activity_1, row(intake, Goals).ability_1) == ("", None)
    save(browser, "goals", activity_1="Stairs", ability_1="4")
    assert errors(browser, "goals", activity_1="", ability_1="4") == {"ability_1": NAMELESS}
    save(browser, "goals", activity_1="Stairs", ability_1="4")
    assert set(errors(browser, "goals", activity_1="", ability_1="11")) == {"ability_1"}
    assert row(intake, Goals).ability_1 is None


def test_none_of_these_stands_alone(opened):
    browser, intake = opened
    sentence = "“None of these” stands alone. Take it away, or the others."
    assert errors(browser, "goals", moves=["none", "dance"]) == {"moves": sentence}
    assert errors(browser, "goals", moves=["none"]) is None
    assert row(intake, Goals).moves == ["none"]


# --- Every new answer comes through -------------------------------------------------------------

MORE = {
    About: {"insurance": "Sample Mutual", "weekly_activity_min": 150},
    Goals: {"onset": "last March", "function_affected": ["stairs", "sleeping"]},
    Comfort: {"table_warmer": "low", "music_volume": 3, "glide": "gel", "chaperone_name": "Kim"},
    Cushions: {
        "side_down": "left",
        "step_stool": True,
        "cover": "half_sheet_chest_cover",
        "groin_access": "leg_drape_tucked",
    },
}
SAID = (
    "Sample Mutual|150|last March|Stairs, Sleeping|A little warm|3|Gel|Kim|My left side|Yes, please"
    "|A sheet, and one more over my chest|On the skin, with the sheet tucked around my leg"
).split("|")


def test_every_new_answer_stands_on_the_check_page_and_the_copy(client):
    intake = a_filled_intake()
    with as_link(intake):
        for model, facts in MORE.items():
            actions.save_page(intake, model, facts)
        fresh = Intake.objects.select_related("about", "goals", "comfort", "cushions").get()
        texts = {one["text"] for part in reading.sheets(fresh, own=True) for one in part["rows"]}
    assert set(SAID) <= texts
    page = let_in(client, intake).get("/intake/check/").text
    assert [words for words in SAID if words not in page] == []


# --- Anchors, credit, and why -------------------------------------------------------------------


def test_numbers_of_pressure_stand_beside_their_words(opened):
    """Domain 6.1: "always show anchors", at the scale and in the list of each area."""
    page = opened[0].get("/intake/form/pressure/").text
    for number, words in ((0, "barely there"), (3, "light"), (5, "moderate"), (10, "unbearable")):
        assert f"<b>{number}</b> {words}" in page
        assert page.count(f"{number} · {words}</option>") == 6
    assert "Tracy Walton" in page
    assert "Stratford" in opened[0].get("/intake/form/goals/").text


@pytest.mark.parametrize(
    ("slug", "field", "words"),
    [
        ("about", "pronouns", "So that we speak of you the way you do."),
        ("about", "guardian_phone", "They agree together with you."),
        ("about", "sex", "Only because some questions"),
        ("about", "weight_kg", "They help us set up the table"),
        ("about", "smoking", "It weighs in one health question"),
        ("goals", "stress_week", "Stress can add to tension."),
        ("comfort", "chaperone", "Anybody may have somebody with them."),
        ("comfort", "therapist_gender", "Some people feel safer"),
        ("cushions", "cover", "So that you know beforehand"),
    ],
)
def test_what_is_personal_says_why_it_is_asked(opened, slug, field, words):
    page = opened[0].get(f"/intake/form/{slug}/").text
    part = page[page.index(f'id="error-{field}"') :]
    assert "Why we ask" in part[:900]
    assert words in part[:1200]


def test_one_of_the_two_goals_is_enough_and_the_map_is_as_you_like(opened):
    page = opened[0].get("/intake/form/goals/").text
    assert "choose or write one" in page
    assert 'Show us on the body <span class="free">(if you like)</span>' in page


def test_under_sixteen_the_hip_crease_is_not_asked_about(client):
    me = build.a_user()
    for year, asked in ((2015, False), (1990, True)):
        known = build.a_client(me, date_of_birth=f"{year}-01-01")
        browser = let_in(client, a_started_intake(known, therapist=me))
        assert ("groin_access" in browser.get("/intake/form/cushions/").text) is asked


def test_last_times_numbers_with_a_point_are_filled_in(opened):
    browser, intake = opened
    with as_link(intake):
        Intake.objects.filter(pk=intake.pk).update(last_time={"about": {"weight_kg": 63.5}})
    assert shown(browser, "about", "weight_kg") == 63.5


def test_a_form_that_is_open_elsewhere_says_so(opened):
    browser, _intake = opened
    page = browser.get("/intake/form/comfort/").text
    banner = page[page.index('id="session-ended"') :].split("</div>")[0]
    assert "This form was opened on another device, or covered after a quiet while." in banner
    assert "What you wrote since then stands on this page, and is not saved yet." in banner
