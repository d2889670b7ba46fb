"""Anything else about the client's health: asked like its siblings, in the client's own words."""

import pytest

from tests.intake.build import a_started_intake, let_in
from tests.intake.test_health import PAGE, newest, save, values

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


@pytest.mark.parametrize("value", ["yes", "no", "unsure", "prefer_not"])
def test_it_takes_the_four_answers(value, opened):
    browser, intake = opened
    assert save(browser, q__OC01=value).status_code == 200
    assert newest(intake, "OC01").value == value


def test_the_clients_own_words_are_kept_as_they_were_typed(opened):
    browser, intake = opened
    save(browser, q__OC01="yes")
    words = "Gout in the left toe.\nA doctor looks at it in May."
    save(browser, f__OC01__other_condition=words.replace("\n", "\r\n"))
    row = newest(intake, "OC01")
    assert values(row) == {"other_condition": words}
    assert row.details["other_condition"]["asked"].startswith("What is it")
    save(browser, q__OC01="no")
    assert newest(intake, "OC01").details == {}


def test_more_than_five_hundred_characters_are_refused_with_a_sentence(opened):
    browser, intake = opened
    save(browser, q__OC01="yes", f__OC01__other_condition="x" * 500)
    answer = save(browser, f__OC01__other_condition="x" * 501)
    assert (answer.status_code, "has room for 500 characters" in answer.text) == (422, True)
    assert values(newest(intake, "OC01")) == {"other_condition": "x" * 500}


def test_the_page_has_one_box_of_several_lines_that_counts(opened):
    browser, _intake = opened
    page = browser.get(PAGE).text
    asked = page[page.index('data-code="OC01"') :]
    assert '<textarea class="form-control" id="id-f-OC01-other_condition"' in asked
    assert 'data-most="500" data-of="id-f-OC01-other_condition"' in asked
    assert 'name="more-OC01"' not in page
    assert 'name="more-AL01"' in page
