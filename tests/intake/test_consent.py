"""Agreeing: area by area, in the words that were shown, and for minors with a guardian."""

import datetime

import pytest
from django.utils import translation

from clinic import scope
from clinic.access import Refused
from intake import actions, completeness, consenting, minors, reading, wordings
from intake.gate import standing
from intake.models import About, Consent, Intake
from intake.models.consent import AREAS, Choice, Kind, Mode
from tests import build
from tests.history import steps
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    a_submitted_intake,
    as_link,
    let_in,
)

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
NOW = datetime.datetime(2027, 3, 3, 15, tzinfo=datetime.UTC)
AUTOSAVE = {"X-Autosave": "1"}
GUARDIAN = {
    "guardian_name": "Sample Parent",
    "guardian_relation": "mother",
    "guardian_phone": "555 0101",
    "guardian_present": "yes",
}


def read(*kinds):
    """What the page sends back for the words of these areas."""
    return {f"shown-{kind}": wordings.shown(kind) for kind in kinds}


def aged(years):
    """What the first page says of somebody who turned `years` a month ago."""
    today = datetime.date(2026, 11, 23)
    return {"date_of_birth": today.replace(year=today.year - years, month=10), **GUARDIAN}


def opened(browser, years=None):
    intake = a_started_intake()
    if years is not None:
        with as_link(intake):
            actions.save_page(intake, About, aged(years))
    return let_in(browser, intake), intake


def test_six_taps_decide_everything_and_nothing_is_chosen_beforehand(client):
    browser, intake = opened(client)
    page = browser.get("/intake/form/consent/")
    assert "checked" not in page.text
    assert page.text.count("<fieldset") == 6
    taps = {f"consent-{kind}": "declined" for kind in AREAS}
    assert browser.post("/intake/form/consent/", taps).url == "/intake/check/"
    with as_link(intake):
        gaps = completeness.gaps(Intake.objects.get())
        assert "consent" not in {gap.page for gap in gaps}
        assert set(Consent.objects.values_list("decision", flat=True)) == {"declined"}


def test_a_decision_keeps_its_words_its_language_and_makes_no_history(client):
    browser, intake = opened(client)
    before = steps(intake.client)
    facts = {"consent-abdomen": "given", "changed": ["consent-abdomen"]} | read("abdomen")
    assert browser.post("/intake/form/consent/", facts, headers=AUTOSAVE).status_code == 200
    browser.post("/intake/form/consent/", facts, headers=AUTOSAVE)
    with as_link(intake):
        (row,) = Consent.objects.all()
    assert row.wording == str(wordings.WORDINGS[Kind.ABDOMEN])
    assert (row.language, row.mode, row.signed_name, row.valid_until) == ("en", "", "", None)
    assert steps(intake.client) == before


def test_a_change_of_mind_is_a_new_row_that_follows_the_last():
    intake = a_started_intake()
    with as_link(intake):
        first = actions.consent(intake, Kind.CHEST, Choice.GIVEN)
        second = actions.consent(intake, Kind.CHEST, Choice.DECLINED)
        assert (second.follows, Consent.objects.count()) == (first, 2)


def test_yes_with_limits_needs_its_limits_and_no_never_blocks():
    intake = a_filled_intake(
        consents={kind: Choice.DECLINED for kind in Kind} | {Kind.GROIN: Choice.LIMITS}
    )
    with as_link(intake):
        (gap,) = completeness.gaps(intake)
        assert (gap.field, gap.sentence) == (
            "limits-groin",
            "Write down your limits for: Hip crease and groin.",
        )
        actions.consent(intake, Kind.GROIN, Choice.LIMITS, "only over the sheet")
        assert completeness.gaps(intake) == []


def test_the_page_refuses_what_it_did_not_offer(client):
    browser, intake = opened(client)
    page = browser.post("/intake/form/consent/", {"consent-chest": "withdrawn"})
    assert page.status_code == 422
    assert "Choose one of the listed answers." in page.text
    with as_link(intake):
        for kind, choice in ((Kind.CHEST, Choice.WITHDRAWN), (Kind.GUARDIAN, Choice.GIVEN)):
            with pytest.raises(Refused):
                actions.consent(intake, kind, choice)
        assert not Consent.objects.exists()


def test_a_sent_form_takes_no_more_consents():
    intake = a_submitted_intake()
    with as_link(intake), pytest.raises(Refused, match="This form is no longer open."):
        actions.consent(intake, Kind.CHEST, Choice.GIVEN)


def test_what_is_signed_says_how_and_for_how_long():
    intake = a_filled_intake(consents={Kind.GLUTEAL: Choice.TALK, Kind.CHEST: Choice.DECLINED})
    with as_link(intake):
        actions.submit(intake, "Sample Signer", now=NOW)
    signed = rows(intake, signed_name="Sample Signer")
    last_day = datetime.date(2028, 3, 3)
    assert {row.kind: row.valid_until for row in signed} == {
        Kind.GENERAL: last_day,
        Kind.ABDOMEN: last_day,
        Kind.GROIN: None,
        Kind.INNER_THIGH: None,
    }
    assert {(row.mode, row.signer_role) for row in signed} == {(Mode.WRITTEN, "client")}
    assert all(row.follows.wording == row.wording for row in signed)


def test_a_year_from_a_leap_day_ends_on_the_28th():
    assert wordings.a_year_after(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)
    assert wordings.a_year_after(datetime.date(2027, 2, 28)) == datetime.date(2028, 2, 28)


def test_words_that_were_shown_in_spanish_are_signed_in_spanish():
    with translation.override("es"):
        intake = a_filled_intake()
    shown = {row.kind: row.wording for row in rows(intake)}
    with as_link(intake):  # the language was changed on the last page
        actions.submit(intake, "Sample")
    signed = rows(intake, signed_name="Sample")
    assert {row.kind: row.wording for row in signed} == shown
    assert {row.language for row in signed} == {"es"}


def test_a_minor_needs_a_guardians_decision_and_their_own(client):
    browser, intake = opened(client, 16)
    page = browser.get("/intake/form/consent/")
    assert "Sample Parent decides along" in page.text
    assert page.text.count("<fieldset") == 8
    with as_link(intake):
        kinds = [gap.field for gap in completeness.gaps(Intake.objects.get())]
    assert {"consent-minor_guardian", "consent-assent"} < set(kinds)


def test_a_guardian_signs_for_a_minor_and_a_no_never_blocks(as_staff):
    me = build.a_user()
    intake = a_filled_intake(therapist=me, person=aged(17), consents={Kind.ASSENT: Choice.DECLINED})
    with as_link(intake):
        row = actions.submit(intake, "Sample Parent")
    assert (row.signer_role, row.signer_name) == ("guardian", "Sample Parent")
    signed = rows(intake, signed_name="Sample Parent")
    assert {row.kind for row in signed} == {*AREAS, Kind.GUARDIAN}
    assert {(row.mode, row.signer_role) for row in signed} == {(Mode.GUARDIAN, "guardian")}
    with as_staff(me):
        sheet = reading.sheets(Intake.objects.get())[-1]
        labels = {row["label"]: row["text"] for row in sheet["rows"]}
    assert labels["Your own yes"] == "No"


def test_under_sixteen_two_areas_are_not_offered(client):
    browser, intake = opened(client, 15)
    page = browser.get("/intake/form/consent/")
    assert "Under 16 we do not work at the hip crease" in page.text
    assert "consent-groin" not in page.text
    with as_link(intake):
        for kind in (Kind.GROIN, Kind.INNER_THIGH):
            with pytest.raises(Refused, match="not part of your form"):
                actions.consent(intake, kind, Choice.GIVEN)
    young = a_submitted_intake(person=aged(15))
    assert {row.kind for row in rows(young)} == {
        *AREAS,
        Kind.GUARDIAN,
        Kind.ASSENT,
    } - {Kind.GROIN, Kind.INNER_THIGH}


def test_what_was_agreed_to_before_the_age_was_told_is_taken_back():
    intake = a_filled_intake()
    with as_link(intake):
        actions.save_page(intake, About, aged(15))
        for kind in minors.FOR_MINORS:
            actions.consent(Intake.objects.get(), kind, Choice.GIVEN)
        actions.submit(intake, "Sample Parent")
    last = {row.kind: row for row in rows(intake)}
    assert {last[kind].decision for kind in minors.NOT_FOR_THE_YOUNG} == {Choice.WITHDRAWN}
    assert last[Kind.GROIN].signed_name == ""


@pytest.mark.parametrize(("years", "minor", "young"), [(15, 1, 1), (16, 1, 0), (18, 0, 0)])
def test_the_age_decides(years, minor, young):
    intake = a_started_intake()
    with as_link(intake):
        actions.save_page(intake, About, aged(years))
        row = Intake.objects.get()
        assert (minors.is_minor(row), minors.is_young(row)) == (minor, young)


def test_without_a_birthday_on_the_form_our_record_speaks():
    me = build.a_user()
    young = build.a_client(me, date_of_birth=datetime.date(2015, 1, 1))
    unknown = build.a_client(me, date_of_birth=None)
    for client, minor in ((young, True), (unknown, False)):
        intake = a_started_intake(client, therapist=me)
        with as_link(intake):
            assert minors.is_minor(Intake.objects.get()) == minor


def test_a_yes_on_a_form_that_was_not_sent_opens_nothing_and_a_no_counts_at_once(as_staff):
    me = build.a_user()
    first = a_submitted_intake(therapist=me, consents={Kind.GROIN: Choice.DECLINED})
    again = a_started_intake(first.client, therapist=me)
    with as_link(again):
        actions.consent(again, Kind.GROIN, Choice.GIVEN)
        actions.consent(again, Kind.CHEST, Choice.DECLINED)
    with as_staff(me):
        agreed = consenting.agreed(first.client_id)
        known = standing.of(first.client_id)
    assert (agreed[Kind.GROIN], agreed[Kind.CHEST]) == (Choice.DECLINED, Choice.DECLINED)
    assert (known.agreed(Kind.GROIN), known.agreed(Kind.GENERAL)) == (False, True)


def rows(intake, **facts):
    """The consents of an intake, oldest first, read by somebody of the care team."""
    with scope.acting_as(scope.job(intake.client_id)):
        found = Consent.objects.filter(intake_id=intake.pk, **facts).order_by("pk")
        return list(found.select_related("follows"))
