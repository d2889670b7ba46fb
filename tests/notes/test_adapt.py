"""adapt: no touch where an answer says “adjust” before it was said how (domain 3.4)."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from clinic import scope
from clinic.access import Refused
from intake.models import Decision
from notes import actions
from notes.models import Adaptation, Note, Treatment
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.notes.build import BREATH, a_note, a_ready_note, a_row, acting, decided, known, screened

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HTMX = {"HTTP_HX_REQUEST": "true"}
WHY = "The client asked me to leave it as it always is."
KNEADING = {
    "technique": "kneading",
    "kneading-contact_tool": "fingertips",
    "kneading-motion": "circular",
    "kneading-side": "left",
    "kneading-zone": "Z9_hip_lateral_ant",
    "kneading-pressure_level": "2",
    "kneading-pressure_perceived": "4",
    "kneading-duration_s": "60",
}


def said(note, code, value="yes", details=None):
    """An answer at the note's visit, and a decision that has seen it."""
    intakes.said_at(note.visit, note.therapist, code, value, details)
    return decided(note)


@pytest.fixture
def note():
    """A draft whose client gets up dizzy (NE03) and is very flexible (MS06)."""
    return said(said(known(a_note()), "NE03"), "MS06")


def address(note):
    return reverse("notes:adapt", args=[note.pk])


def adapt(note, code, used=True, reason="", by=None):
    with acting(note):
        return actions.adapt(note, code, used, reason=reason, by=by or note.therapist)


def treat(note, **facts):
    with acting(note):
        return actions.add_treatment(note, a_row(**facts), by=note.therapist)


def raw(note, row):
    """The same row past the actions; the promise that refused it, or None."""
    row.note, row.client_id, row.seq = note, note.client_id, 900 + note.treatments.count()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError as error:
        return error.__cause__.diag.constraint_name
    return None


def test_the_first_touch_waits_until_each_answer_was_adapted_to(note):
    with pytest.raises(Refused, match="Before you work here.*MS06: No aggr.*NE03: Slow"):
        treat(note, zone="Z8_lumbar_post")
    adapt(note, "NE03")
    with pytest.raises(Refused) as caught:
        treat(note, zone="Z8_lumbar_post")
    assert ("MS06" in str(caught.value), "NE03" in str(caught.value)) == (True, False)
    adapt(note, "MS06", False, WHY)
    assert treat(note, zone="Z8_lumbar_post").pk
    assert treat(note, zone="Z9_hip_lateral_ant").pk  # once for this visit


def test_what_was_said_keeps_who_when_and_the_tables_words(note):
    before = steps(note.client)
    row = adapt(note, "NE03")
    assert row.asked.startswith("Slow rise, never leave alone.")
    assert (row.used, row.reason) == (True, "")
    assert (row.by, row.client_id) == (note.therapist, note.client_id)
    again = adapt(note, "NE03", False, f" {WHY} ")
    with acting(note):
        (kept,) = Adaptation.objects.filter(note=note)
    assert (kept.pk, kept.used, kept.reason) == (row.pk, False, WHY)
    assert again.at > row.at
    assert steps(note.client) == before


def test_only_where_the_answer_counts():
    """A full meal (GI08) counts at the belly alone."""
    note = said(known(a_note()), "GI08")
    with pytest.raises(Refused, match="GI08"):
        treat(note, zone="Z2_abd_lower")
    assert treat(note, zone="Z8_lumbar_post").pk
    with acting(note):
        assert raw(note, a_row(zone="Z2_abd_lower")) == "touch_follows_its_adaptations"
        assert raw(note, a_row(zone="Z9_hip_lateral_ant")) is None


def test_the_database_holds_every_row_against_it(note):
    touched = a_row(zone="Z8_lumbar_post", side="midline")
    adapt(note, "NE03")
    with acting(note):
        assert raw(note, touched) == "touch_follows_its_adaptations"
        assert raw(note, a_row(**BREATH)) is None
    adapt(note, "MS06")
    with acting(note):
        assert raw(note, a_row(zone="Z8_lumbar_post", side="midline")) is None
        moved = Treatment.objects.filter(note=note, technique="deep_breathing")
        assert moved.update(words="Slow breaths.") == 1


def test_breathing_needs_no_word(note):
    assert treat(note, **BREATH).pk


@pytest.mark.parametrize("reason", ["", " ", "Too short", " " * 30])
def test_leaving_it_asks_for_a_reason_of_some_length(note, reason, refused):
    with pytest.raises(Refused, match="at least 20 characters"):
        adapt(note, "NE03", False, reason)
    rule = "what_was_not_adapted_says_why_in_twenty_characters"
    facts = {"note": note, "client": note.client, "code": "NE03", "asked": "Slow"}
    facts |= {"at": note.started_at, "by_id": note.therapist_id}
    with acting(note), refused(rule):
        Adaptation.objects.create(**facts, used=False, reason=reason)
    with acting(note), refused(rule):
        Adaptation.objects.create(**facts, used=True, reason=WHY)


def test_a_code_that_asks_for_nothing_is_refused(note):
    with pytest.raises(Refused, match="No answer asks for this any more"):
        adapt(note, "CV05")


def test_only_the_visits_therapist_says_so_on_a_draft(note):
    other = build.a_user()
    with pytest.raises(Refused, match="Only the therapist of this visit"):
        adapt(note, "NE03", by=other)
    with acting(note):
        actions.mark_in_error(note, reason="Wrong client.", by=note.therapist)
    with pytest.raises(Refused, match="entered in error"):
        adapt(note, "NE03")


def test_strangers_get_the_same_answer_as_for_a_missing_note(note, signed_in):
    browser = signed_in(build.a_user())
    assert browser.post(address(note), {"code": "NE03", "used": "yes"}).status_code == 404
    assert browser.post(reverse("notes:adapt", args=[999_999_999])).status_code == 404
    assert browser.get(address(note)).status_code == 405


def test_the_page_asks_before_the_techniques_and_takes_a_tap(note, signed_in):
    browser = signed_in(note.therapist)
    page = browser.get(reverse("notes:write", args=[note.pk])).content.decode()
    assert page.index('id="adapt-NE03"') < page.index('id="treatments"')
    refusal = browser.post(reverse("notes:treat", args=[note.pk]), KNEADING, **HTMX)
    assert refusal.status_code == 422
    assert "Before you work here" in refusal.content.decode()
    for code in ("NE03", "MS06"):
        answer = browser.post(address(note), {"code": code, "used": "yes"}, **HTMX)
        assert (answer.status_code, answer.content.decode().count('id="adaptations"')) == (200, 1)
    assert browser.post(reverse("notes:treat", args=[note.pk]), KNEADING, **HTMX).status_code == 200
    plain = browser.post(address(note), {"code": "NE03", "used": "yes"})
    assert plain.headers["Location"].endswith("#adaptations")


@pytest.mark.parametrize("more", [HTMX, {}])
def test_a_reason_that_is_too_short_stays_in_its_field(note, signed_in, more):
    browser = signed_in(note.therapist)
    answer = browser.post(address(note), {"code": "NE03", "used": "no", "reason": "No"}, **more)
    page = answer.content.decode()
    assert (answer.status_code, 'value="No"' in page) == (422, True)
    assert "at least 20 characters" in page


@pytest.mark.parametrize("sent", [{}, {"code": "NE03"}, {"code": "NE03", "used": "maybe"}])
def test_a_tap_that_says_nothing_known_is_no_address(note, signed_in, sent):
    assert signed_in(note.therapist).post(address(note), sent).status_code == 404


def test_an_answer_that_comes_after_the_touch_only_warns(signed_in):
    note = a_ready_note()
    said(note, "NE03")
    page = signed_in(note.therapist).get(reverse("notes:sign", args=[note.pk])).content.decode()
    assert "Technique 1: not said yet how it was adapted (NE03)." in page
    with acting(note):
        shown = Note.objects.get(pk=note.pk).digest()
        assert actions.sign(note, by=note.therapist, shown_hash=shown).signed_at


def test_it_is_signed_with_the_note_and_sealed(note, refused, signed_in):
    adapt(note, "NE03")
    adapt(note, "MS06", False, WHY)
    a_ready_note(note)
    with acting(note):
        row = Note.objects.get(pk=note.pk)
        assert [each["code"] for each in row.facts()["adaptations"]] == ["NE03", "MS06"]
        actions.sign(note, by=note.therapist, shown_hash=row.digest())
    with acting(note), refused("signed_adaptations_are_sealed"):
        Adaptation.objects.filter(note=note, code="NE03").update(used=False, reason=WHY)
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk])).content.decode()
    assert WHY in page[page.index('id="adapted"') :]


def test_who_may_not_see_the_note_sees_none_of_it(note):
    adapt(note, "NE03")
    with scope.acting_as(scope.staff(build.a_user())):
        assert Adaptation.objects.count() == 0
    with scope.acting_as(scope.link(1)):
        assert Adaptation.objects.count() == 0


def test_a_note_without_adaptations_is_bound_as_before():
    note = a_note()
    with acting(note):
        assert "adaptations" not in Note.objects.get(pk=note.pk).facts()


ALLERGY = [{"substance": "peanut oil", "reaction": "throat closes", "severity": "anaphylaxis"}]
DETAILS = {"allergies": {"asked": "Your allergies", "value": ALLERGY, "said": "peanut oil"}}


def overriding(therapist, by, code="NE03", details=None):
    """A draft of `therapist`, after `by` overrode the answer with a reason."""
    client = build.a_client(therapist)
    intake = screened(client, therapist)
    note = said(known(a_note(client, therapist)), code, details=details)
    with scope.acting_as(scope.staff(by)):
        last = Decision.objects.filter(client=client).latest("pk")
        facts = {"reason": WHY, "overrides": [code], "after_answer": last.after_answer}
        facts |= {"expires_on": last.expires_on, "decided_at": last.decided_at, "decided_by": by}
        facts |= {"client": client, "intake_id": intake.pk, "outcome": "go_ahead"}
        Decision.objects.create(**facts, codes=[code], born=client.date_of_birth)
    return note


def test_a_reason_of_the_treating_therapist_stands_for_it():
    me = build.a_user()
    assert treat(overriding(me, me), zone="Z8_lumbar_post").pk


def test_a_reason_of_somebody_else_does_not():
    me = build.a_user()
    with pytest.raises(Refused, match="NE03"):
        treat(overriding(me, build.an_admin()), zone="Z8_lumbar_post")


def test_a_life_threatening_allergy_is_told_before_the_first_touch(signed_in):
    note = said(known(a_note()), "AL01", details=DETAILS)
    page = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk])).content.decode()
    told = page[page.index('id="adapt-AL01"') : page.index('id="treatments"')]
    assert "Life-threatening allergy" in told
    assert "Keep away from the skin: peanut oil" in told
    with pytest.raises(Refused, match="peanut oil"):
        treat(note, zone="Z8_lumbar_post")


def test_no_reason_takes_a_life_threatening_allergy_away():
    me = build.a_user()
    with pytest.raises(Refused, match="peanut oil"):
        treat(overriding(me, me, "AL01", DETAILS), zone="Z8_lumbar_post")
