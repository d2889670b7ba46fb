"""The record on paper holds every question with its own answer, taken from the rows."""

import pytest

from intake import screening
from intake.models import Intake
from notes import pdf
from notes.export import gather
from tests import build
from tests.intake import distinct
from tests.intake.distinct import plain, words_of
from tests.notes import past

pytestmark = pytest.mark.django_db
PAGES = ("about", "goals", "comfort", "cushions", "pressure", "client")


def test_every_question_stands_beside_its_own_answer(as_staff):
    me, admin = build.a_user(), build.an_admin()
    intake = distinct.sent(distinct.an_intake(me))
    lay = {"cushions": ["under_knees:wedge"], "comfort": 7}
    past.a_signed_note(past.a_visit(intake.client, me), **lay)
    past.opened(admin, intake.client)
    with as_staff(admin):
        text = words_of(pdf.make(gather(intake.client, by=admin)))
        row = Intake.objects.select_related(*PAGES).get(pk=intake.pk)
        wanted = list(_wanted(row))
    assert len(wanted) > 150
    assert [one for one in wanted if plain(one) not in text] == []
    assert plain(f"Version of the health questions{screening.LATEST}") in text
    assert plain("CushionsUnder the knees: wedge") in text
    assert plain("Comfort on the table7") in text


def _wanted(intake):
    for asked, said in distinct.pages(intake):
        yield asked + said
    for asked, said, told, words in distinct.health(intake, hidden=()):
        below = "".join(f"– {question}{answer}" for question, answer in told)
        yield asked + said + (f" · {words}" if words else "") + below
    for area, wording, decision, limits in distinct.agreements(intake):
        yield f"{area} · {decision}" + (f" · {limits}" if limits else "")
        yield wording
    for kind, number, quality, words in distinct.marks(intake):
        yield " · ".join(word for word in (kind, number, quality, words) if word)
