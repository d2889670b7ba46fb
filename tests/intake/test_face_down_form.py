"""The page of cushions offers no “face down” where the client's own answers rule it out."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions, face_down
from intake.models import Cushions
from tests.intake.build import a_filled_intake, as_link, let_in, question
from tests.intake.test_reading_grade import MOST, grade

pytestmark = pytest.mark.django_db
PAGE, CHECK = "/intake/form/cushions/", "/intake/check/"
AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}
OWN, OVERHEAD = 2, 6


@pytest.fixture
def intake():
    """Filled in, not sent; chose to lie face down, on a pillow."""
    intake = a_filled_intake()
    lies(intake, position="prone", supports=["pillow"], notes="Not too long.")
    return intake


def lies(intake, **facts):
    with as_link(intake):
        actions.save_page(intake, Cushions, facts)


def says(intake, value="yes", now=None, **told):
    """Answer the question about being pregnant."""
    details = {name: {"asked": name, "value": v, "said": str(v)} for name, v in told.items()}
    with as_link(intake):
        actions.answers(intake, [(question("RP01"), value, "", details)], now=now)


def offers(page):
    return 'value="prone"' in page.text


@pytest.mark.parametrize(
    ("value", "told", "off"),
    [
        ("no", {}, False),
        ("yes", {"pregnancy": "yes", "weeks": 19}, False),
        ("yes", {"pregnancy": "yes", "weeks": 20}, True),
        ("yes", {"pregnancy": "maybe", "weeks": 30}, True),
        ("yes", {"pregnancy": "yes"}, True),
        ("yes", {"pregnancy": "no"}, False),
        ("unsure", {}, True),
    ],
)
def test_it_is_offered_as_the_gate_says(client, intake, value, told, off):
    says(intake, value, **told)
    browser = let_in(client, intake)
    page = browser.get(PAGE)
    assert (offers(page), str(face_down.WHY) in page.text) == (not off, off)
    assert 'value="side_lying"' in page.text
    assert ('id="face-down"' in browser.get(CHECK).text) == off


def test_the_weeks_go_on_counting(client, intake):
    ago = timezone.now() - datetime.timedelta(weeks=2)
    says(intake, now=ago, pregnancy="yes", weeks=18)
    assert not offers(let_in(client, intake).get(PAGE))


def test_who_chose_it_before_is_asked_anew_and_loses_nothing(client, intake):
    says(intake, pregnancy="yes", weeks=24)
    browser = let_in(client, intake)
    page = browser.get(PAGE)
    assert str(face_down.ANEW) in page.text
    assert 'name="position" value="side_lying" checked' not in page.text
    browser.post(PAGE, {"whole": "1", "supports": ["pillow"], "notes": "Not too long."})
    assert saved(intake) == ("prone", ["pillow"], "Not too long.")
    assert 'id="div_id_position"' in page.text
    assert "from=check#div_id_position" in browser.get(CHECK).text
    browser.post(PAGE, {"changed": "position", "position": "side_lying"}, **AUTOSAVE)
    assert saved(intake) == ("side_lying", ["pillow"], "Not too long.")
    assert str(face_down.ANEW) not in browser.get(PAGE).text
    assert 'id="face-down"' not in browser.get(CHECK).text


def saved(intake):
    with as_link(intake):
        row = Cushions.objects.get(intake=intake)
    return row.position, row.supports, row.notes


def test_an_answer_taken_back_offers_it_again(client, intake):
    says(intake, pregnancy="yes", weeks=24)
    says(intake, "no")
    page = let_in(client, intake).get(PAGE)
    assert offers(page)
    assert str(face_down.WHY) not in page.text


def test_the_form_can_be_sent_as_it_is(client, intake):
    says(intake, pregnancy="yes", weeks=24)
    answer = let_in(client, intake).post("/intake/send/", {"signer_name": "Sample Signer"})
    assert answer.url == "/intake/thanks/"


def test_the_words_are_easy():
    assert all(grade(str(words)) <= MOST for words in (face_down.WHY, face_down.ANEW))


@pytest.mark.parametrize("weeks", [None, 24])
def test_the_page_asks_once_and_a_save_never(client, intake, weeks, django_assert_num_queries):
    if weeks:
        says(intake, pregnancy="yes", weeks=weeks)
    browser = let_in(client, intake)
    browser.get(PAGE)
    with django_assert_num_queries(OWN + OVERHEAD):
        browser.get(PAGE)
    with CaptureQueriesContext(connection) as saving:
        browser.post(PAGE, {"changed": "position", "position": "seated"}, **AUTOSAVE)
    assert not [query for query in saving if "intake_answer" in query["sql"]]
