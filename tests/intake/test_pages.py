"""The pages of words, cards and scales: prefilled, forgiving, and never half lost."""

import pytest

from intake import actions
from intake.models import About, Comfort, Goals, Intake, Pressure
from tests.intake.build import a_filled_intake, as_link, let_in
from tests.intake.filling import gaps, go_on, open_form, row, save, shown

SENT = "This form has been sent; your therapist has it."
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    return open_form(client)


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


def test_a_name_that_was_filled_in_has_only_to_be_looked_at(opened):
    browser, _intake = opened

    def asked():
        found = browser.get("/intake/check/").context["gaps"]
        return [gap.sentence for gap in found if gap.field == "legal_name"]

    assert asked() == ["See whether your name is right, then press Next."]
    go_on(browser, "about", legal_name="")
    assert asked() == ["Type your full name."]
    go_on(browser, "about", legal_name="Sample Person")
    assert asked() == []


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


def test_a_replay_leaves_one_row_and_of_a_field_given_twice_nothing(opened):
    browser, intake = opened
    for _ in range(2):
        go_on(browser, "pressure", comfort_limit=["3", "6"], stop_word="red", nonsense="1")
    kept = row(intake, Pressure)
    assert (kept.comfort_limit, kept.stop_word) == (None, "red")
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
    # session, begin, scope, the update, commit; the scope given back
    with django_assert_num_queries(6):
        assert save(browser, "goals", pain_now="3").status_code == 200


@pytest.mark.parametrize("slug", ["about", "goals", "comfort", "cushions", "pressure"])
def test_a_page_keeps_its_number_of_queries(opened, slug, django_assert_max_num_queries):
    browser, _ = opened
    with django_assert_max_num_queries(8):
        browser.get(f"/intake/form/{slug}/")


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
