"""What is chosen from drawings: each answer has one of its own, which prints without colors."""

import re

import pytest
from django.template.loader import render_to_string

from clinic.templatetags.look import DRAWINGS
from intake.models import Cushions
from intake.pictures import picture_of
from tests.intake.filling import open_form

pytestmark = pytest.mark.django_db
DRAWN = "position supports placements firmness help_on_off cover belly_access tucks".split()


@pytest.mark.parametrize("field", DRAWN)
def test_each_answer_has_a_drawing_of_its_own(field):
    column = Cushions._meta.get_field(field)
    codes = [code for code, _word in getattr(column, "base_field", column).flatchoices]
    found = [picture_of(field, code) for code in codes]
    assert "" not in found
    shapes = {render_to_string(f"house/drawings/{name}.svg") for name in found}
    assert len(shapes) == len(codes)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_says_what_it_shows_when_it_stands_alone(name):
    """It takes its colors from the theme, so that it is right at night and on paper as well."""
    alone = render_to_string(f"house/drawings/{name}.svg", {"title": DRAWINGS[name]})
    assert f"<title>{DRAWINGS[name]}".replace("'", "&#x27;") in alone
    assert 'aria-hidden="true"' in render_to_string(f"house/drawings/{name}.svg")
    assert not re.search(r'(fill|stroke)="(?!none)', alone)


def test_the_cards_of_a_page_hold_drawings_and_words(client):
    browser, _intake = open_form(client)
    page = browser.get("/intake/form/cushions/").text
    for field in DRAWN:
        cards = re.findall(rf'name="{field}" value="[^"]+"[^>]*>\s*<svg class="drawing"', page)
        assert len(cards) >= 2, field
