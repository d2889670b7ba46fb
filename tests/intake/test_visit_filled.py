"""Today's questions come back as they were filled in: what was kept, and what was refused."""

import re

import pytest
from django.urls import reverse

from clinic import scope
from intake.models import Answer
from tests import build
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
RASH = {"t-SK01": "on", "f-SK01-site": ["groin"], "more-SK01": "A small rash"}


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def asking(visit):
    return reverse("intake:ask_today", args=[visit.pk])


def item(page, code):
    return page[page.index(f'id="{code}"') :].partition('class="today-item')[0]


def checked(page):
    """The names of what is ticked or chosen on a page."""
    inputs = re.findall(r"<input[^>]*>", page)
    return {
        re.search(r'name="([^"]+)"', each)[1]
        for each in inputs
        if re.search(r"\schecked(\s|>)", each)
    }


def newest(visit):
    with scope.acting_as(scope.staff(visit.therapist)):
        rows = Answer.objects.filter(visit=visit).order_by("pk").select_related("question")
        return {row.question.code: (row.value, row.words) for row in rows}


def test_a_yes_with_a_side_asks_for_it_and_keeps_what_was_typed(visit, me, signed_in):
    answer = signed_in(me).post(asking(visit), RASH)
    assert answer.status_code == 422
    assert newest(visit) == {}
    rash = item(answer.text, "SK01")
    assert "Choose the side, or “Both sides”." in rash
    assert "A small rash" in rash
    assert {"t-SK01", "f-SK01-site"} <= checked(rash)
    assert 'action="#today-form"' in answer.text  # the page comes back where the error is
    assert 'role="alert"' in answer.text
    assert 'href="#SK01"' in answer.text


@pytest.mark.parametrize("sure", ["unsure", "prefer_not"])
def test_who_is_not_sure_need_not_know_the_side(visit, me, signed_in, sure):
    assert signed_in(me).post(asking(visit), RASH | {"v-SK01": sure}).status_code == 302
    assert newest(visit)["SK01"][0] == sure


def test_what_was_kept_at_this_visit_comes_back_ticked(visit, me, signed_in):
    browser = signed_in(me)
    fever = {"t-RF06": "on", "v-RF06": "unsure", "f-RF06-temp_C": "37.5"}
    browser.post(asking(visit), RASH | fever | {"f-SK01-side": "left"})
    page = browser.get(asking(visit)).text
    assert {"t-SK01", "f-SK01-site", "f-SK01-side", "t-RF06"} <= checked(page)
    assert "A small rash" in item(page, "SK01")
    assert 'value="37.5"' in item(page, "RF06")
    assert re.search(r'value="unsure" checked', item(page, "RF06"))
    assert "t-RF05" not in checked(page)


def test_no_to_the_rest_leaves_what_was_ticked_before(visit, me, signed_in):
    """The page that comes back is sent again with “no to the rest”: the rash stays a yes."""
    browser = signed_in(me)
    browser.post(asking(visit), RASH | {"f-SK01-side": "left"})
    page = browser.get(asking(visit))
    shown = {field.html_name: field.value() for field in page.context["form"]}
    sent = {name: value for name, value in shown.items() if value not in (None, "", False)}
    browser.post(asking(visit), sent | {"none": "no"})
    assert newest(visit)["SK01"] == ("yes", "A small rash")
    assert newest(visit)["RF06"] == ("no", "")


def test_what_was_said_at_another_visit_is_not_ticked(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(asking(visit), RASH | {"f-SK01-side": "left"})
    other = build.a_visit(visit.client, me, starts_at=visit.ends_at)
    page = browser.get(asking(other)).text
    assert "t-SK01" not in checked(page)
    assert "Last said: Yes" in item(page, "SK01")


def test_a_private_answer_that_was_kept_is_in_sight(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(asking(visit), {"t-RF04": "on"})
    page = browser.get(asking(visit)).text
    assert re.search(r'<details class="panel today-private" open>', page)
    assert "t-RF04" in checked(page)
    assert "asked-now_private" not in checked(page)
