"""What is closed for good opens only when somebody says that the record was wrong (domain 13)."""

import pytest

from clinic import scope
from clinic.access import Refused
from intake import actions
from intake.gate import places
from intake.models import Answer
from tests.build import a_client, a_user, a_visit
from tests.intake.build import a_submitted_intake, observed, question, said_at
from tests.intake.build_standing import details

pytestmark = pytest.mark.django_db
KIDNEY = ("yes", "", details(kidney="transplant", side="left", pd_catheter=False))
LEFT = {("Z2_abd_lower", "left"), ("Z3_iliac_fossa", "left")}


@pytest.fixture
def me():
    return a_user()


def closed(client, me):
    with scope.acting_as(scope.staff(me)):
        found = places.places(client.pk)
    return {place for place, row in found.items() if not row.level}


def test_settling_a_later_unsure_lifts_nothing(me, as_staff):
    client = a_client(me)
    a_submitted_intake(client, therapist=me, UR04=KIDNEY)
    later = a_submitted_intake(client, therapist=me, UR04="unsure")
    with as_staff(me):
        actions.settle(later, "UR04", "no", "Asked", by=me)
    assert closed(client, me) == LEFT


def test_settling_the_same_form_lifts_nothing(me, as_staff):
    told = ("unsure", "", KIDNEY[2])
    intake = a_submitted_intake(therapist=me, UR04=told)
    with as_staff(me):
        actions.settle(intake, "UR04", "no", "Asked", by=me)
    assert closed(intake.client, me) == LEFT


def test_no_answer_at_a_visit_lifts_it(me):
    intake = a_submitted_intake(therapist=me, UR04=KIDNEY)
    said_at(a_visit(intake.client, me), me, "UR04", "no")
    assert closed(intake.client, me) == LEFT


def test_a_correction_says_so_on_the_page(me, signed_in):
    intake = a_submitted_intake(therapist=me, UR04=KIDNEY)
    browser, page = signed_in(me), f"/intakes/{intake.pk}/answers/UR04/"
    assert "This corrects the record" in browser.get(page).text
    facts = {"value": "no", "how": "Read in the hospital’s letter"}
    assert browser.post(page, facts).status_code == 302
    assert closed(intake.client, me) == LEFT
    assert browser.post(page, facts | {"corrects": "on"}).status_code == 302
    assert closed(intake.client, me) == set()
    unsure = browser.post(page, facts | {"corrects": "on", "value": "unsure"})
    assert unsure.status_code == 422
    assert unsure.context["form"].errors["corrects"] == ["To correct the record, answer yes or no."]


def test_other_rows_have_nothing_to_correct_so(me, signed_in):
    intake = a_submitted_intake(therapist=me)
    assert "corrects" not in signed_in(me).get(f"/intakes/{intake.pk}/answers/CV05/").text


def test_only_a_plain_word_corrects(me):
    intake = a_submitted_intake(therapist=me)
    with pytest.raises(Refused, match="yes or no"):
        observed(intake, me, "UR04", "unsure", corrects=True)


@pytest.mark.database
@pytest.mark.parametrize("changed", [{"value": "unsure"}, {"visit": True}])
def test_the_database_knows_what_a_correction_is(me, as_staff, refused, changed):
    intake = a_submitted_intake(therapist=me)
    visit = a_visit(intake.client, me)
    facts = {"intake": intake, "value": "no"} | changed
    if "visit" in changed:
        facts |= {"intake": None, "visit": visit}
    row, at = question("UR04"), intake.submitted_at
    own = {"client_id": intake.client_id, "question": row, "asked": row.text, "recorded_at": at}
    with as_staff(me), refused("only_a_plain_word_of_staff_corrects_the_record"):
        Answer.objects.create(**own, **facts, recorded_by=me, corrects=True)
