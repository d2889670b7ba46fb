"""Who reviewed a looser rule has a name, and the history says which row was changed, and how."""

import pytest

from clinic import journey
from clinic.access import Refused
from intake.access.ruling import why_not_reviewer
from intake.models import RuleChange
from tests import build
from tests.history import entries
from tests.intake.test_screening_page import PAGE, REVIEWER, change, posted, raw, row

pytestmark = pytest.mark.django_db
NO_NAMES = ("x", "Dr.", "x y", "  Sample ", "- -")
NAMES = (
    "Sample Reviewer",
    "J. Sample",
    "Sample J",
    "Dr. Ana María Inventada",
    "Xu Li",
    "Ана Пример",
    "สมชาย ใจดี",
)


@pytest.fixture
def admin(signed_in):
    return signed_in(build.an_admin())


def test_a_reviewer_has_a_first_and_a_last_name(admin):
    for name in NO_NAMES:
        sent = posted(severity="A", instead=True, **REVIEWER | {"reviewer_name": name})
        page = admin.post(f"{PAGE}NE01/", sent)
        assert page.status_code == 422, name
        assert list(page.context["form"].errors) == ["reviewer_name"]
        assert "Write the reviewer’s first and last name." in page.text
    sent = posted(severity="A", instead=True, **REVIEWER | {"reviewer_role": "x"})
    page = admin.post(f"{PAGE}NE01/", sent)
    assert list(page.context["form"].errors) == ["reviewer_role"]
    assert RuleChange.objects.count() == 0


def test_names_of_every_kind_are_names():
    assert [why_not_reviewer(name, "GP") for name in NAMES] == [None] * len(NAMES)


def test_the_verb_refuses_a_letter_as_a_name():
    with pytest.raises(Refused, match="first and last name"):
        change(severity="A", instead=True, **REVIEWER | {"reviewer_name": "x"})


def test_the_database_refuses_a_reviewer_without_a_full_name(refused):
    for name in NO_NAMES:
        with refused("clinical_reviewers_have_a_full_name"):
            raw(instead=True, **REVIEWER | {"reviewer_name": name})
    with refused("clinical_reviewers_say_what_they_are"):
        raw(instead=True, **REVIEWER | {"reviewer_role": "x"})
    for name in NAMES:
        raw(instead=True, **REVIEWER | {"reviewer_name": name})
    raw()


def test_the_history_names_the_row_and_the_change(admin):
    change(severity="C", cap=2)
    change(severity="S", cap=None)
    assert row().cap == 2
    first, second = (entry.subject for entry in entries(step=journey.SCREENING_CHANGED))
    assert first.endswith(" NE01 A>C")
    assert second.endswith(" NE01 C>S 2>-")
    page = admin.get("/history/", {"step": journey.SCREENING_CHANGED}).text
    assert page.count(f'href="{PAGE}NE01/"') == 2
    assert "A → C" in page
    assert "level 2 → –" in page


def test_a_change_from_before_is_shown_without_its_row(admin, as_staff):
    from clinic.audit import record

    with as_staff(build.an_admin()):
        record(journey.SCREENING_CHANGED, "intake.rulechange:1")
    page = admin.get("/history/")
    assert page.status_code == 200
    assert "intake.rulechange:1" in page.text
