"""The map's buttons without scripts: they bring the words of the page along, and lose none."""

import pytest

from intake.models import Goals, Mark
from tests.intake.build import as_link
from tests.intake.filling import open_form, row
from tests.intake.tab import Tab

pytestmark = pytest.mark.django_db
MARK, UNMARK = "/intake/map/mark/", "/intake/map/unmark/"
GROIN = {"place": "f_groin-left", "kind": "pain", "intensity": "", "words": ""}


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    return open_form(client)


def press(browser, address=MARK, *, tab=None, **fields):
    """Press a button of the map on a page that may be an older tab's."""
    tab = tab or Tab(browser, "/intake/form/goals/")
    return browser.post(address, {**tab.page.fields, **fields})


def kept(intake):
    found = row(intake, Goals)
    return found.goal, found.pain_now


def places(intake):
    with as_link(intake):
        return list(Mark.objects.values_list("region", "side", "kind"))


def test_adding_a_place_keeps_the_words_of_the_page(opened):
    browser, intake = opened
    answer = press(browser, **GROIN, goal="Dance", pain_now="4")
    assert answer.url == "/intake/form/goals/#map"
    assert (kept(intake), places(intake)) == (("Dance", 4), [("f_groin", "left", "pain")])


def test_a_refused_place_keeps_them_too(opened):
    browser, intake = opened
    answer = press(browser, **GROIN | {"intensity": "11"}, goal="Dance", pain_now="4")
    assert answer.status_code == 422
    assert (kept(intake), places(intake)) == (("Dance", 4), [])


def test_words_that_are_refused_stand_on_the_page_again(opened):
    browser, intake = opened
    wrong = {"goal": "Dance", "sitting_hours": "99", "kind": "pain", "place": ""}
    answer = press(browser, **GROIN | wrong)
    assert answer.status_code == 422
    for part in ('value="99"', 'value="pain" checked', "“Place”: choose one from the list."):
        assert part in answer.text
    assert (kept(intake), places(intake)) == (("Dance", None), [])
    answer = press(browser, **GROIN | {"sitting_hours": "99"})
    assert (answer.status_code, len(places(intake))) == (422, 1)
    assert 'value="99"' in answer.text


def test_what_another_tab_changed_is_asked_about(opened):
    browser, intake = opened
    older = Tab(browser, "/intake/form/goals/")
    press(browser, **GROIN, goal="Walk")
    answer = press(browser, tab=older, **GROIN, goal="Dance")
    assert answer.status_code == 422
    assert "was changed to “Walk” in another tab" in answer.text
    assert kept(intake)[0] == "Walk"


@pytest.mark.parametrize("place", ["", "f_groin-right"])
def test_removing_a_place_keeps_the_words_and_the_half_written_mark(opened, place):
    browser, intake = opened
    press(browser, **GROIN)
    half = {"place": place, "intensity": "", "words": "", "remove": "f_groin-left/pain"}
    answer = press(browser, UNMARK, **half, goal="Dance")
    assert (kept(intake)[0], places(intake)) == ("Dance", [])
    if place:
        assert f'value="{place}" selected' in answer.text
    else:
        assert answer.url == "/intake/form/goals/#map"


def test_changing_a_place_keeps_the_words(opened):
    browser, intake = opened
    press(browser, **GROIN | {"words": "on stairs"})
    answer = press(browser, place="", kind="scar", change="f_groin-left/pain", goal="Dance")
    assert "on stairs" in answer.text
    assert (kept(intake)[0], places(intake)) == ("Dance", [("f_groin", "left", "pain")])
    page = press(browser, change="f_groin-left/pain", sitting_hours="99", goal="Dance")
    assert (page.status_code, 'value="99"' in page.text) == (422, True)


def test_a_page_that_was_covered_meanwhile_keeps_the_words_and_shows_nothing(opened):
    browser, intake = opened
    press(browser, **GROIN)
    tab, session = Tab(browser, "/intake/form/goals/"), browser.session
    session["intake_seen"] -= 3600
    session.save()
    answer = press(browser, tab=tab, change="f_groin-left/pain", goal="Dance")
    assert answer.url.endswith("?covered=1")
    assert kept(intake)[0] == "Dance"


def test_return_in_a_field_still_means_next(opened):
    page = opened[0].get("/intake/form/goals/").text
    assert page.index('form="page" name="go" value="next"') < page.index('id="map"')
