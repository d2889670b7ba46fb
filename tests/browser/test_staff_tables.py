"""The wide tables of the admin fit a tablet: nothing is cut off, no column is a word wide."""

import pytest

from tests import build
from tests.intake import build as intakes
from tests.intake.test_screening_page import REVIEWER, raw

pytestmark = pytest.mark.django_db(transaction=True)
CUT_OFF = """() => [...document.querySelectorAll('.table-wrap')]
    .filter(one => one.scrollWidth > one.clientWidth + 1).length"""


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_no_column_of_the_admins_tables_is_cut_off(somebody, width, seen_by_axe):
    long = REVIEWER | {"reviewer_name": f"Ana {'x' * 190}", "reviewer_role": "y" * 100}
    raw(instead=True, reason="z" * 500, **long)
    page = somebody(build.an_admin(), width)
    for path in ("/screening/", "/screening/NE01/", "/history/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(CUT_OFF) == 0, path
        seen_by_axe(page)
    page.goto("/screening/")
    asked = page.locator("#row-RF17 th")
    assert asked.bounding_box()["width"] > 300


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_buttons_of_the_inbox_stand_below_each_other(somebody, width, seen_by_axe):
    therapist = build.a_user()
    intakes.a_submitted_intake(therapist=therapist, CV05="yes")
    intakes.a_started_intake(build.a_client(therapist), therapist=therapist)
    intakes.an_intake(therapist=therapist)
    page = somebody(therapist, width)
    page.goto("/intakes/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lines = page.locator(".inbox-line").all()
    assert len(lines) == 3
    for nth in range(2):  # mails, and what one does next
        left = {round(line.locator(".btn").nth(nth).bounding_box()["x"]) for line in lines}
        assert len(left) == 1, (nth, left)
    seen_by_axe(page)
