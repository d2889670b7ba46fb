"""Two pages that do not fit together: asked kindly before sending, shown first at the review."""

import pytest

from clinic import scope
from intake import actions, consenting, contradictions, whole
from intake.models import About, Comfort, Intake, Pressure
from intake.models.consent import Choice, Kind
from tests import build
from tests.build import a_visit
from tests.intake.build import a_filled_intake, as_link, let_in
from tests.intake.test_consent import aged

pytestmark = pytest.mark.django_db
CHECK = "/intake/check/"
QUIET = dict.fromkeys((Kind.ABDOMEN, Kind.GROIN, Kind.INNER_THIGH, Kind.GLUTEAL), Choice.DECLINED)


def a_form(*marks, pressure=None, consents=QUIET, therapist=None, **more):
    """Filled in, with these marks ("f_groin left avoid"); no area is agreed to unless said so."""
    intake = a_filled_intake(therapist=therapist, consents=consents, **more)
    with as_link(intake):
        for one in marks:
            actions.mark(intake, *one.split())
        actions.save_page(
            intake, Comfort, {"nothing_to_avoid": not any("avoid" in m for m in marks)}
        )
        actions.save_page(intake, Pressure, pressure or {})
    return intake


def told(intake):
    """{place: [what else was said]} as it is asked on the last page."""
    with as_link(intake):
        form = whole.of(intake)
        found = contradictions.of(form, list(intake.marks.all()), form.consents)
    return {one.place: [said.words for said in one.said] for one in found}


LEVEL = "Pressure for “Hip crease”: 3 · Usual massage"
YES = "Agreement to “Hip crease and groin”: Yes"


def test_a_pressure_for_an_avoided_place_is_asked_about():
    intake = a_form("f_groin left avoid", pressure={"groin_level": 3})
    assert told(intake) == {"Hip crease and groin, left": [LEVEL]}


def test_so_is_a_number_to_feel_there():
    intake = a_form("b_glute right avoid", pressure={"glute_limit": 4})
    assert told(intake) == {"Buttock, right": ["Highest number for “Buttocks”: 4 of 10"]}


def test_so_is_a_plain_yes_to_its_class():
    intake = a_form("f_groin right avoid", consents=QUIET | {Kind.GROIN: Choice.GIVEN})
    assert told(intake) == {"Hip crease and groin, right": [YES]}


def test_both_sides_are_one_question():
    intake = a_form(
        "f_groin left avoid",
        "f_groin right avoid",
        pressure={"groin_level": 3},
        consents=QUIET | {Kind.GROIN: Choice.GIVEN},
    )
    assert told(intake) == {"Hip crease and groin, both sides": [LEVEL, YES]}


def test_hands_asked_for_on_the_same_zone_and_side():
    intake = a_form("f_hip_ant left avoid", "s_hip_lat left preferred")
    assert told(intake) == {"Front of the hip, left": ["Outer hip, left: Please work here"]}


def test_the_middle_lies_on_both_sides():
    intake = a_form("f_umbilical mid avoid", "f_abd_upper right preferred")
    assert told(intake) == {"Around the navel": ["Upper belly, right: Please work here"]}


def test_the_chest_has_a_yes_and_no_zone():
    intake = a_form("chest left avoid")
    assert told(intake) == {"Chest, left": ["Agreement to “Chest”: Yes"]}


@pytest.mark.parametrize(
    ("marks", "pressure", "consents"),
    [
        ((), {"groin_level": 3}, {Kind.GROIN: Choice.GIVEN}),
        (("f_groin left avoid",), {}, {}),
        (("f_groin left avoid",), {"groin_level": 0, "groin_limit": 4}, {}),
        (("f_groin left avoid",), {"groin_limit": 0, "belly_level": 3}, {}),
        (("f_groin left avoid",), {"general": 4, "comfort_limit": 6}, {}),
        (("f_groin left avoid",), {}, {Kind.GROIN: Choice.TALK, Kind.ABDOMEN: Choice.GIVEN}),
        (("f_groin left pain", "f_groin right preferred"), {"groin_level": 3}, {}),
        (("f_groin left avoid", "f_groin right preferred"), {}, {}),
        (("f_hip_ant left avoid", "s_hip_lat right preferred"), {}, {}),
        (("knee left avoid", "foot left avoid", "f_suprapubic mid avoid"), {"belly_level": 2}, {}),
        (("b_lumbar left avoid",), {"hip_level": 4}, {}),
    ],
)
def test_what_fits_together_is_not_asked_about(marks, pressure, consents):
    assert told(a_form(*marks, pressure=pressure, consents=QUIET | consents)) == {}


def test_a_yes_with_limits_may_name_this_very_place():
    intake = a_form("f_groin left avoid")
    with as_link(intake):
        actions.consent(intake, Kind.GROIN, Choice.LIMITS, "Only the right side")
    assert told(intake) == {}


def test_it_is_asked_kindly_and_sending_goes_on(client):
    intake = a_form(
        "f_groin left avoid",
        pressure={"groin_level": 3},
        consents=QUIET | {Kind.GROIN: Choice.GIVEN},
    )
    browser = let_in(client, intake)
    page = browser.get(CHECK)
    asked = page.text[page.text.index('id="contradictions"') : page.text.index('id="sheet-about"')]
    for words in ("Which of these is right?", "Hip crease and groin, left", LEVEL, YES):
        assert words in asked
    for place in (
        "goals/?show=all&amp;from=check#map",
        "pressure/?show=all&amp;from=check#div_id_groin_level",
    ):
        assert f'href="/intake/form/{place}"' in asked
    assert 'href="/intake/form/consent/?show=all&amp;from=check#ask-consent-groin"' in asked
    assert "the careful answer counts" in asked
    for slug, anchor in (
        ("goals", "map"),
        ("pressure", "div_id_groin_level"),
        ("pressure", "div_id_groin_limit"),
        ("consent", "ask-consent-groin"),
    ):
        assert f'id="{anchor}"' in browser.get(f"/intake/form/{slug}/?show=all").text
    assert browser.post("/intake/send/", {"signer_name": "Sample"}).url == "/intake/thanks/"


def test_nothing_is_asked_where_all_fits(client):
    page = let_in(client, a_form("f_groin left avoid")).get(CHECK)
    assert 'id="contradictions"' not in page.text


@pytest.mark.parametrize("marks", [(), ("f_groin left avoid", "b_glute left avoid")])
def test_the_last_page_keeps_its_number_of_queries(client, marks, django_assert_num_queries):
    intake = a_form(*marks, pressure={"groin_level": 3, "glute_level": 2})
    browser = let_in(client, intake)
    browser.get(CHECK)
    with django_assert_num_queries(13):
        browser.get(CHECK)


def reviewed(signed_in, intake, therapist):
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    found = page.context["contradictions"]
    return page.text, {one.place: [said.words for said in one.said] for one in found}


@pytest.fixture
def sent():
    """(therapist, intake): sent as it was, with two that do not fit."""
    therapist = build.a_user()
    intake = a_form(
        "f_groin left avoid",
        pressure={"groin_level": 3},
        consents=QUIET | {Kind.GROIN: Choice.GIVEN},
        therapist=therapist,
    )
    with as_link(intake):
        actions.submit(intake, "Sample Signer")
    return therapist, intake


def test_the_review_shows_it_before_everything_else(signed_in, sent):
    therapist, intake = sent
    page, found = reviewed(signed_in, intake, therapist)
    assert found == {"Hip crease and groin, left": [LEVEL, YES]}
    assert page.index('id="contradictions"') < page.index('id="flags"')
    assert "the stricter one counts" in page


def test_the_stricter_one_binds(signed_in, sent):
    therapist, intake = sent
    cells = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").context["place_rows"]
    groin = next(row for row in cells if row["label"] == "groin crease")
    assert [cell["words"] for cell in groin["cells"]] == ["Closed", "Up to level 1 of 5"]


def test_a_later_word_takes_its_part_away(signed_in, sent):
    therapist, intake = sent
    visit = a_visit(intake.client, therapist)
    with scope.acting_as(scope.staff(therapist)):
        row = Intake.objects.get(pk=intake.pk)
        consenting.decide_at_visit(visit, Kind.GROIN, Choice.WITHDRAWN, by=therapist)
    _page, found = reviewed(signed_in, row, therapist)
    assert found == {"Hip crease and groin, left": [LEVEL]}


def test_under_sixteen_a_yes_that_is_not_offered_is_not_asked_about():
    intake = a_form("f_groin left avoid", consents=QUIET | {Kind.GROIN: Choice.GIVEN})
    with as_link(intake):
        actions.save_page(intake, About, aged(15))
    assert told(intake) == {}
