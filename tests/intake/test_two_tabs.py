"""Two tabs on one page of words: nothing typed is lost, nothing newer is overwritten unasked."""

import pytest

from intake.models import About, Comfort, Goals, Pressure
from tests.intake.filling import AUTOSAVE, WHOLE, go_on, open_form, row
from tests.intake.tab import Tab

pytestmark = pytest.mark.django_db
AGAIN = "Press the button again to save it"


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    return open_form(client)


def tab(browser, slug):
    return Tab(browser, f"/intake/form/{slug}/")


def two(browser, slug):
    """Two tabs on the same page; the second is the one that is used first."""
    return tab(browser, slug), tab(browser, slug)


# --- Changed in one tab -----------------------------------------------------------------------


def test_an_older_tab_leaves_what_it_did_not_change(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("occupation", "baker").type("smoking", "never").press()
    assert older.type("phone", "555 0199").press() == "/intake/form/goals/"
    kept = row(intake, About)
    assert (kept.occupation, kept.smoking, kept.phone) == ("baker", "never", "555 0199")


@pytest.mark.parametrize(
    ("slug", "model", "name", "before", "after"),
    [
        ("comfort", Comfort, "options", ["eyes_open"], ["eyes_open", "door_ajar_or_lockable"]),
        ("comfort", Comfort, "options", ["eyes_open"], []),
        ("comfort", Comfort, "nothing_to_avoid", ["on"], []),
        ("comfort", Comfort, "music_volume", ["3"], ["0"]),
        ("goals", Goals, "goal", ["Dance\r\nagain"], ["Walk"]),
        ("goals", Goals, "sitting_hours", ["7"], ["7.5"]),
        ("about", About, "weight_kg", ["70,5"], ["71"]),
        ("about", About, "date_of_birth", ["1980-05-17"], ["1981-05-17"]),
        ("pressure", Pressure, "belly_limit", ["4"], [""]),
    ],
)
def test_every_kind_of_field_is_told_apart(opened, slug, model, name, before, after):
    browser, intake = opened
    tab(browser, slug).type(name, *before).press()
    first = getattr(row(intake, model), name)
    older, newer = two(browser, slug)
    newer.type(name, *after).press()
    changed = getattr(row(intake, model), name)
    assert changed != first
    assert isinstance(older.press(), str)
    assert getattr(row(intake, model), name) == changed


def test_two_old_tabs_of_unchanged_words_ask_nothing(opened):
    browser, _intake = opened
    for one in two(browser, "about"):
        assert one.press() == "/intake/form/goals/"


def test_what_was_filled_in_beforehand_counts_as_before(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("preferred_name", "").press()
    older.press()
    kept = row(intake, About)
    assert (kept.legal_name, kept.preferred_name) == ("Zoë O’Brien-Ñúñez", "")


def test_a_page_that_comes_back_shows_what_was_changed_elsewhere(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("occupation", "baker").press()
    assert older.type("height_cm", "12").press() == 422
    assert older.shows("occupation") == ["baker"]
    assert older.type("height_cm", "170").press() == "/intake/form/goals/"
    assert row(intake, About).occupation == "baker"


# --- Changed in both --------------------------------------------------------------------------


def test_a_field_that_was_changed_in_both_is_asked_about(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("occupation", "baker").press()
    older.type("occupation", "cook").type("phone", "555 0199")
    assert older.press() == 422
    assert "“Your work” was changed to “baker” in another tab." in older.says("occupation")
    assert AGAIN in older.says("occupation")
    assert older.answer.text.count("“Your work” was changed to “baker”") == 2  # and in the summary
    assert "#div_id_occupation" in older.page.links
    assert older.shows("occupation") == ["cook"]
    kept = row(intake, About)
    assert (kept.occupation, kept.phone, kept.whole_at is None) == ("baker", "555 0199", False)
    assert older.press() == "/intake/form/goals/"
    assert row(intake, About).occupation == "cook"


def test_what_moves_again_meanwhile_is_asked_again(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("occupation", "baker").press()
    older.type("occupation", "cook").press()
    tab(browser, "about").type("occupation", "").press()
    assert older.press() == 422
    assert "“Your work” was emptied in another tab." in older.says("occupation")
    assert older.press() == "/intake/form/goals/"
    assert row(intake, About).occupation == "cook"


def test_to_take_the_others_words_is_one_way_out(opened):
    browser, intake = opened
    older, newer = two(browser, "comfort")
    newer.type("talk", "quiet_except_safety").press()
    assert older.type("talk", "some").press() == 422
    assert "changed to “" in older.says("talk")
    older.type("talk", "quiet_except_safety").press()
    assert row(intake, Comfort).talk == "quiet_except_safety"


def test_the_same_change_in_both_is_none(opened):
    browser, _intake = opened
    older, newer = two(browser, "goals")
    newer.type("kinds", "pain_relief", "sport").press()
    assert older.type("kinds", "sport", "pain_relief").press() == "/intake/form/health/"


def test_a_faulty_field_is_still_compared_with_what_it_showed(opened):
    browser, intake = opened
    older, newer = two(browser, "about")
    newer.type("weight_kg", "70").press()
    older.type("weight_kg", "5").press()
    assert older.type("weight_kg", "71").press() == 422
    assert "changed to “70”" in older.says("weight_kg")
    assert older.press() == "/intake/form/goals/"
    assert row(intake, About).weight_kg == 71


def test_rules_between_fields_see_what_stands(opened):
    browser, intake = opened
    tab(browser, "comfort").type("nothing_to_avoid", "on").press()
    older, newer = two(browser, "comfort")
    newer.type("nothing_to_avoid").type("avoid", "my left knee").press()
    assert older.type("talk", "some").press() == "/intake/form/cushions/"
    kept = row(intake, Comfort)
    assert (kept.avoid, kept.nothing_to_avoid, kept.talk) == ("my left knee", False, "some")


# --- Saved while somebody types ---------------------------------------------------------------


def test_what_this_tab_saved_itself_is_no_change_of_somebody_else(opened):
    browser, intake = opened
    older = tab(browser, "goals")
    older.save("goal", "Dance")
    older.save("kinds", "sport")
    assert older.press() == "/intake/form/health/"
    older.save("goal", "Dance again")
    tab(browser, "goals").type("goal", "Walk").press()
    assert older.press() == "/intake/form/health/"
    assert row(intake, Goals).goal == "Walk"


def test_what_is_typed_over_newer_words_is_kept_and_told(opened, django_assert_num_queries):
    browser, intake = opened
    older, newer = two(browser, "goals")
    assert "replaced" not in newer.save("goal", "Dance").json()
    with django_assert_num_queries(6):
        told = older.save("goal", "Walk").json()["replaced"]
    (sentence,) = told.values()
    assert "had been changed to “Dance” in another tab" in sentence
    assert row(intake, Goals).goal == "Walk"
    assert "replaced" not in older.save("goal", "Walk on").json()


@pytest.mark.parametrize(
    ("slug", "name", "one", "other", "words"),
    [
        ("goals", "pain_now", ["3"], ["0"], "“3”"),
        ("comfort", "options", ["eyes_open"], ["chaperone"], "“I keep my eyes open”"),
        ("comfort", "avoid", ["my left knee"], ["my right knee"], "“my left knee”"),
        ("about", "weight_kg", ["70.5"], ["71"], "“70.5”"),
        ("about", "date_of_birth", ["1980-05-17"], ["1981-05-17"], "“17 May 1980”"),
    ],
)
def test_what_was_typed_over_is_told_of_every_kind(opened, slug, name, one, other, words):
    browser, _intake = opened
    tab(browser, slug).save(name, *one)
    older, newer, same = tab(browser, slug), tab(browser, slug), tab(browser, slug)
    older.type("seen", "")  # opened before the first was saved
    assert "replaced" not in newer.save(name, *one).json()
    assert words in older.save(name, *other).json()["replaced"][name]
    assert "replaced" not in same.save(name, *other).json()


@pytest.mark.parametrize("press_again", [True, False])
def test_a_save_on_behalf_of_a_button_asks_as_the_button_does(opened, press_again):
    browser, intake = opened
    older, newer = two(browser, "goals")
    newer.type("goal", "Dance").press()
    answer = older.save("goal", "Walk", asks="1")
    assert answer.status_code == 422
    assert "was changed to “Dance” in another tab" in answer.json()["errors"]["goal"]
    assert row(intake, Goals).goal == "Dance"
    if press_again:  # the page has seen what stands: once more decides
        assert older.press() == "/intake/form/health/"
    else:
        assert "replaced" not in older.save("goal", "Walk").json()
    assert row(intake, Goals).goal == "Walk"


def test_a_save_on_behalf_of_a_button_takes_nothing_back(opened):
    browser, intake = opened
    tab(browser, "goals").type("goal", "Dance").press()
    older, newer = two(browser, "goals")
    newer.type("goal", "Walk").press()
    assert older.save("goal", "Dance", asks="1").status_code == 200  # typed, and back again
    assert older.press() == "/intake/form/health/"
    assert row(intake, Goals).goal == "Walk"


def test_what_was_fine_beside_a_fault_is_fresh_too(opened):
    browser, _intake = opened
    both = {"occupation": "cook", "weight_kg": "5", "changed": ["occupation", "weight_kg"]}
    answer = browser.post("/intake/form/about/", both, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["seen"].keys()) == (422, {"occupation"})


def test_a_page_from_before_this_rule_is_kept_as_it_comes(opened):
    browser, intake = opened
    tab(browser, "about").type("occupation", "baker").press()
    go_on(browser, "about", occupation="cook")
    assert row(intake, About).occupation == "cook"


@pytest.mark.parametrize("seen", ["", ":", "a:b:c ::", "occupation", "é:\x00 x:" + "9" * 5000])
def test_a_strange_list_of_what_was_seen_harms_nobody(opened, seen):
    browser, intake = opened
    answer = browser.post("/intake/form/about/", WHOLE | {"occupation": "cook", "seen": seen})
    assert answer.status_code == 302
    save = {"occupation": "chef", "changed": "occupation", "seen": seen}
    assert browser.post("/intake/form/about/", save, headers=AUTOSAVE).status_code == 200
    assert row(intake, About).occupation == "chef"


def test_comparing_asks_the_database_nothing(opened, django_assert_num_queries):
    browser, _intake = opened
    tab(browser, "goals").type("goal", "Dance").press()
    older, newer = two(browser, "goals")
    newer.type("goal", "Walk").press()
    # session, begin, scope, the form, the update, commit; the scope given back
    with django_assert_num_queries(7):
        older.type("pain_now", "3").press()
