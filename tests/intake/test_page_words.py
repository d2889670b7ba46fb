"""A client is through in some eight minutes: what the pages say stays short, and says of what."""

import pytest

from intake.layout import Fold
from intake.needs import ALWAYS, NEEDED, OF_MINORS
from intake.pages import BY_SLUG, PAGES
from tests.intake.build import a_started_intake, as_link
from tests.intake.filling import open_form, save
from tests.intake.visible import names, seen, words

pytestmark = pytest.mark.django_db
# Words in sight with every fold shut. The questions about health (1,120 of them) and the words of
# the agreements (460) are sealed: what is left is what may shrink.
MOST = {
    "about": 120,
    "goals": 145,
    "health": 1290,
    "comfort": 185,
    "cushions": 185,
    "pressure": 145,
    "consent": 545,
}
ALL = 2600
WITH_THREE = 2720  # three conditions, and what is asked about them
THREE = {"q-CV05": "yes", "q-SX01": "yes", "q-MS04": "yes"}


def page(browser, slug):
    return browser.get(f"/intake/form/{slug}/").text


def read(browser):
    """{page: words that somebody reads on it who opens nothing}."""
    return {one.slug: words(page(browser, one.slug)) for one in PAGES}


def test_no_page_grows_back(client):
    browser, _intake = open_form(client)
    found = read(browser)
    assert {slug: n for slug, n in found.items() if n > MOST[slug]} == {}
    assert sum(found.values()) <= ALL


def test_three_conditions_add_little(client):
    browser, _intake = open_form(client)
    assert save(browser, "health", **THREE).status_code == 200
    assert sum(read(browser).values()) <= WITH_THREE


def test_the_counting_knows_what_is_in_sight():
    said = """<main hidden>no</main><p>one <b class="visually-hidden">no</b></p>
    <details><summary>two</summary><p>no <i>no</i></p></details><details open>three</details>
    <div class="answers"><span>Yes</span></div><div class="answers"><span>Yes</span></div>
    <div class="question is-open"><div class="follow-ups">five</div></div>
    <div class="follow-ups">no</div><template>no</template><option>no</option>6"""
    assert words(said) == len("one two three Yes five".split())


def folded(parts, within=False):
    """The fields of a layout that wait in a fold."""
    for part in parts:
        inside = within or isinstance(part, Fold)
        if inside and hasattr(part, "name"):
            yield part.name
        yield from folded(getattr(part, "fields", ()), inside)


@pytest.mark.parametrize("slug", NEEDED)
def test_nothing_that_is_needed_waits_in_a_fold(slug):
    intake = a_started_intake()
    with as_link(intake):
        layout = list(BY_SLUG[slug].form(None, intake=intake).layout())
    assert set(folded(layout)).isdisjoint({*NEEDED[slug], *OF_MINORS, *ALWAYS})


@pytest.mark.parametrize(
    ("slug", "field", "value", "word"),
    [
        ("comfort", "options", "stop_every_minute", "Pause every minute"),
        ("cushions", "supports", "belly_wedge", "Belly wedge"),
        ("cushions", "tucks", "client", "I tuck it myself"),
        ("pressure", "face_down_signal", "two_taps", "Tap twice"),
        ("goals", "activity_1", "stairs", "Activity 1: what is hard for you now?"),
    ],
)
def test_a_fold_with_something_in_it_stands_open(client, slug, field, value, word):
    browser, _intake = open_form(client)
    assert word not in seen(page(browser, slug))[0]
    assert save(browser, slug, **{field: value}).status_code == 200
    assert word in seen(page(browser, slug))[0]


@pytest.mark.parametrize("slug", BY_SLUG)
def test_every_label_says_alone_what_it_is_about(client, slug):
    """A screen reader lists fields without what stands around them: no two sound the same."""
    browser, _intake = open_form(client)
    found = list(names(page(browser, slug)))
    assert sorted({name for name in found if found.count(name) > 1}) == []
