"""The screening table on its page: searched by admins, changed towards stricter, or with a name."""

import datetime

import pytest
from django.utils import timezone

from clinic import journey, scope
from clinic.access import Refused
from intake import actions, rule_changes, screening
from intake.access import why_not_change_rule
from intake.models import Question, RuleChange
from tests import build
from tests.history import entries

pytestmark = pytest.mark.django_db
DIRECT = [
    "Z1_abd_upper",
    "Z2_abd_lower",
    "Z3_iliac_fossa",
    "Z4_inguinal",
    "Z5_femoral_tendon",
    "Z6_lesser_troch",
]
REVIEWER = {
    "reviewer_name": "Sample Reviewer",
    "reviewer_role": "family doctor",
    "reviewed_on": datetime.date(2026, 1, 31),
}
PAGE = "/screening/"


def facts(**changed):
    """NE01 (A in the table) as C in the direct zones: stricter, nobody reviewed it."""
    return {
        "severity": "C",
        "zones": DIRECT,
        "cap": None,
        "instead": False,
        "reason": "Our insurer asks for a letter.",
    } | changed


def posted(**changed):
    """The same as a browser sends it."""
    sent = facts(**changed)
    sent["cap"] = sent["cap"] or ""
    if not sent.pop("instead"):
        return sent
    return sent | {"instead": "on"}


def change(code="NE01", by=None, now=None, **changed):
    by = by or build.an_admin()
    with scope.acting_as(scope.staff(by)):
        return actions.change_rule(code, facts(**changed), by=by, now=now)


def row(code="NE01"):
    return Question.objects.get(version=screening.LATEST, code=code)


@pytest.fixture
def admin(signed_in):
    """A browser of somebody who is an admin and nothing else."""
    return signed_in(build.an_admin())


def history():
    rows = entries(step=journey.SCREENING_CHANGED)
    return [(row.subject, row.client_id) for row in rows]


def test_the_table_says_on_top_that_it_needs_a_qualified_review(admin):
    page = admin.get(PAGE)
    assert page.status_code == 200
    assert "This table needs review by a qualified person before use with clients." in page.text
    assert f"Nobody has reviewed version {screening.LATEST} yet." in page.text
    assert page.text.count('id="row-') == len(screening.load()["questions"])
    assert f'<a href="{PAGE}">' in page.text  # the way to it, in the menu of the account


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("q=aneurysm", {"CV01", "CV02"}),
        ("q=cv0&group=heart_blood&severity=U", {"CV04"}),
        ("q=CV05", {"CV05"}),
        ("severity=A&group=digestion", {"GI07", "GI08"}),
    ],
)
def test_rows_are_found_by_words_group_and_weight(asked, expected, admin):
    page = admin.get(f"{PAGE}?{asked}")
    found = {one["question"].code for group in page.context["groups"] for one in group["rows"]}
    assert expected <= found
    assert len(found) < 10


def test_a_search_without_a_find_says_how_to_go_on(admin):
    assert "No row fits" in admin.get(f"{PAGE}?q=zebra").text
    wrong = admin.get(f"{PAGE}?severity=Z")
    assert (wrong.status_code, "Choose one of the listed answers." in wrong.text) == (422, True)


def test_an_admin_makes_a_row_stricter(admin):
    answer = admin.post(f"{PAGE}NE01/", posted(cap=2))
    assert (answer.status_code, answer.url) == (302, f"{PAGE}NE01/")
    kept = RuleChange.objects.get()
    assert (kept.code, kept.severity, kept.zones, kept.cap) == ("NE01", "C", DIRECT, 2)
    assert (kept.instead, kept.reviewer_name, kept.changed_by.is_admin) == (False, "", True)
    assert history() == [(f"intake.rulechange:{kept.pk} NE01 A>C", None)]
    page = admin.get(f"{PAGE}NE01/")
    assert "Our insurer asks for a letter." in page.text
    assert kept.changed_by.name in page.text
    assert "here at least:" in admin.get(PAGE).text


def test_every_version_is_kept_and_the_newest_counts(admin):
    now = timezone.now()
    change(now=now - datetime.timedelta(days=1))
    change(severity="S", reason="Stricter still, for now.", now=now)
    assert rule_changes.in_force()["NE01"].severity == "S"
    page = admin.get(f"{PAGE}NE01/").text
    assert page.index("Stricter still, for now.") < page.index("Our insurer asks for a letter.")
    assert page.count("Counts now") == 1


def test_looser_needs_a_named_clinical_reviewer():
    admin = build.an_admin()
    change(by=admin)
    milder = facts(severity="A", instead=True)
    for missing in (*REVIEWER, None):
        named = {name: value for name, value in REVIEWER.items() if name != missing}
        sentence = why_not_change_rule(admin, row(), milder | (named if missing else {}))
        assert sentence
        with pytest.raises(Refused):
            change(**milder | (named if missing else {}))
    kept = change(**milder | REVIEWER)
    assert (kept.instead, kept.reviewer_name) == (True, "Sample Reviewer")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ({}, {"severity": "A", "instead": True}, "named clinical reviewer"),
        ({"severity": "S"}, {"severity": "C"}, "would weigh less"),
        ({"cap": 1}, {"cap": 2}, "would weigh less"),
        ({"zones": ["Z10_glute_sacrum", *DIRECT]}, {}, "would weigh less"),
        ({}, {}, "weighs at least this much already"),
        (None, {"severity": "A", "zones": ["Z4_inguinal"], "cap": 5}, "at least this much"),
    ],
)
def test_without_a_reviewer_nothing_gets_looser(before, after, word):
    if before is not None:
        change(**before)
    number = RuleChange.objects.count()
    with pytest.raises(Refused, match=word):
        change(**after)
    assert (RuleChange.objects.count(), len(history())) == (number, number)


@pytest.mark.parametrize(
    "stricter",
    [
        {"severity": "E"},
        {"severity": "A", "cap": 1},
        {"severity": "A", "zones": [*DIRECT, "Z7_costal_margin"], "cap": 1},
    ],
)
def test_stricter_in_one_way_is_enough(stricter):
    assert change(**stricter).pk


def test_a_row_that_follow_ups_make_milder_may_be_held_where_it_is():
    table = row("CV05")
    held = change("CV05", severity=table.severity, zones=table.scope, cap=None)
    assert held.severity == table.severity
    with pytest.raises(Refused):
        change("CV05", severity=table.severity, zones=table.scope, cap=None)


def test_a_wrong_form_keeps_what_was_typed_and_says_where(admin):
    wrong = posted(zones=["Z99"], cap=9, severity="X", reason="", reviewer_name="Sample Reviewer")
    page = admin.post(f"{PAGE}NE01/", wrong)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"zones", "cap", "severity", "reason", "reviewer_role", "reviewed_on"}
    assert 'value="Sample Reviewer"' in page.text
    late = REVIEWER | {"reviewed_on": "9999-12-31"}
    assert "Choose a day up to today." in admin.post(f"{PAGE}NE01/", posted(**late)).text
    looser = admin.post(f"{PAGE}NE01/", posted(severity="A", instead=True))
    assert (looser.status_code, "Only a named clinical reviewer" in looser.text) == (422, True)
    assert RuleChange.objects.count() == 0


def test_only_admins_see_and_change_the_table(signed_in):
    therapist = build.a_user()
    browser = signed_in(therapist)
    assert browser.get(PAGE).status_code == 403
    assert browser.get(f"{PAGE}NE01/").status_code == 403
    assert browser.post(f"{PAGE}NE01/", posted()).status_code == 403
    with pytest.raises(Refused, match="Only an admin"):
        change(by=therapist)


def test_a_row_that_does_not_exist_is_missing(admin):
    assert admin.get(f"{PAGE}XX99/").status_code == 404
    assert admin.post(f"{PAGE}XX99/", posted()).status_code == 404
    with pytest.raises(Refused, match="no such row"):
        change("XX99")


def test_looking_changes_nothing(admin):
    admin.get(f"{PAGE}NE01/?severity=C&reason=because")
    assert (RuleChange.objects.count(), admin.put(PAGE).status_code) == (0, 405)


def raw(**changed):
    """Past the actions, straight into the table."""
    by = build.an_admin()
    with scope.acting_as(scope.staff(by)):
        known = {"code": "NE01", "changed_at": timezone.now(), "changed_by": by}
        known["version"] = screening.LATEST
        RuleChange.objects.create(**known | facts(**changed))


def test_the_database_refuses_a_looser_rule_without_a_reviewer(refused):
    for missing in REVIEWER:
        named = REVIEWER | {missing: None if missing == "reviewed_on" else ""}
        with refused("looser_rules_name_a_clinical_reviewer"):
            raw(instead=True, **named)
    raw(instead=True, **REVIEWER)


def test_the_database_refuses_a_looser_rule_of_no_version(refused):
    with refused("looser_rules_name_the_version_that_was_read"):
        raw(instead=True, version="", **REVIEWER)
    raw(version="")


def test_the_database_refuses_places_nobody_knows(refused):
    for places in (["Z99"], []):
        with refused("rule_changes_name_known_zones"):
            raw(zones=places)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_keeps_its_number_of_queries(number, admin, django_assert_num_queries):
    for code in ("NE01", "NE03", "TR01")[:number]:
        change(code, reason="Our insurer asks for a letter.")
    admin.get(PAGE)
    with django_assert_num_queries(8):
        admin.get(PAGE)
    with django_assert_num_queries(8):
        admin.get(f"{PAGE}NE01/")


def test_a_milder_level_that_only_adds_says_that_nothing_got_looser(admin):
    """RF05 stops the visit in the table; “adjust” beside it takes nothing away."""
    sent = posted(severity="A", zones=DIRECT)
    said = admin.post(f"{PAGE}RF05/", sent, follow=True).text
    assert "Kept, and nothing is looser than before" in said
    assert "Changed. Every visit" not in said
    said = admin.post(f"{PAGE}NE01/", posted(), follow=True).text
    assert "Changed. Every visit from now on counts with it." in said
