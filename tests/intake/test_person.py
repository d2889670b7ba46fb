"""The wrong-person guard, the therapist's part: two dates of birth, and a word on who it was."""

import datetime

import pytest
from django.db import transaction

from clinic import actions as ground
from clinic import journey
from clinic.access import Refused
from intake import actions
from intake.models import PersonCheck
from tests import build
from tests.history import steps
from tests.intake.build import a_started_intake, a_submitted_intake, decide

pytestmark = pytest.mark.django_db
OTHER = datetime.date(1981, 5, 17)
FIRST = "First make sure who filled this in, or choose “Hold”."
SAME = "The dates of birth are the same. There is nothing to settle."
TEAM = "Only a therapist in this client's care team decides about the intake."


def doubtful():
    """(therapist, intake): the form names another date of birth than the record."""
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, person={"date_of_birth": OTHER})


def where(intake):
    return f"/intakes/{intake.pk}/person/"


def test_both_dates_stand_on_the_review_and_deciding_waits(signed_in):
    therapist, intake = doubtful()
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    for words in ("17 May 1981", "17 May 1980", "Who filled this in?"):
        assert words in page.text
    for outcome in ("go_ahead", "with_changes", "no_abdominal_pressure"):
        with pytest.raises(Refused, match=FIRST):
            decide(intake, therapist, outcome=outcome, conditions="x")
    decide(intake, therapist, outcome="hold", conditions="Ask who it was")
    decide(intake, therapist, outcome="not_suitable")


def test_confirming_writes_a_row_and_opens_the_decision(signed_in, as_staff):
    therapist, intake = doubtful()
    answer = signed_in(therapist).post(where(intake), {"how": "Asked on the phone"})
    assert answer.url == f"/intakes/{intake.pk}/review/"
    with as_staff(therapist):
        row = PersonCheck.objects.get()
        assert (row.how, row.checked_by, row.intake_id) == (
            "Asked on the phone",
            therapist,
            intake.pk,
        )
    assert steps(intake.client).count(journey.PERSON_CONFIRMED) == 1
    assert "Who filled this in?" not in signed_in(therapist).get(answer.url).text
    decide(intake, therapist)


def test_a_corrected_record_settles_it_too(as_staff):
    therapist, intake = doubtful()
    client = intake.client
    client.date_of_birth = OTHER
    with as_staff(therapist):
        client.save(update_fields=["date_of_birth"])
    decide(intake, therapist)


def test_a_record_without_a_date_of_birth_is_a_doubt_too(signed_in):
    therapist = build.a_user()
    client = build.a_client(therapist, date_of_birth=None)
    intake = a_submitted_intake(client=client, therapist=therapist)
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    assert "The record has no date of birth to compare with." in page
    assert "Add it to the record" in page
    with pytest.raises(Refused, match=FIRST):
        decide(intake, therapist)


def test_the_same_dates_need_no_word(as_staff):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist)
    with as_staff(therapist), pytest.raises(Refused, match=SAME):
        actions.confirm_person(intake, "Asked", by=therapist)


def test_it_is_confirmed_once(as_staff):
    therapist, intake = doubtful()
    with as_staff(therapist):
        actions.confirm_person(intake, "Asked", by=therapist)
        with pytest.raises(Refused, match="Somebody has already looked who filled this in."):
            actions.confirm_person(intake, "Asked again", by=therapist)


def test_how_it_was_found_out_has_to_be_said(signed_in):
    therapist, intake = doubtful()
    for how in ("", "   ", "a\0b", "x" * 501):
        answer = signed_in(therapist).post(where(intake), {"how": how})
        assert (answer.status_code, "field-error" in answer.text) == (422, True), how
    assert "Write down how you found out." in signed_in(therapist).post(where(intake)).text


def test_who_confirms(signed_in, as_staff):
    therapist, intake = doubtful()
    asked = {"how": "Asked"}
    assert signed_in(build.a_user()).post(where(intake), asked).status_code == 404
    admin = build.an_admin()
    assert signed_in(admin).post(where(intake), asked).context.get("sentence") is None
    with as_staff(admin):
        ground.open_reading(intake.client_id, "Checking a complaint of the client.", by=admin)
    refused = signed_in(admin).post(where(intake), asked)
    assert (refused.status_code, refused.context["sentence"]) == (403, TEAM)
    assert signed_in(therapist).get(where(intake)).status_code == 405
    with as_staff(therapist):
        assert PersonCheck.objects.count() == 0


def test_an_unsent_form_is_not_confirmed(as_staff):
    therapist = build.a_user()
    intake = a_started_intake(therapist=therapist)
    with as_staff(therapist), pytest.raises(Refused, match="has not sent this intake yet"):
        actions.confirm_person(intake, "Asked", by=therapist)


def test_the_word_stays_as_it_was_given(as_staff, refused):
    therapist, intake = doubtful()
    with as_staff(therapist):
        row = actions.confirm_person(intake, "Asked", by=therapist)
        # The web's role may not even try.
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            PersonCheck.objects.filter(pk=row.pk).update(how="Guessed")
        with refused("person_checks_say_how"):
            PersonCheck.objects.create(
                intake=a_submitted_intake(therapist=therapist),
                client_id=intake.client_id,
                how="",
                checked_at=row.checked_at,
                checked_by=therapist,
            )


def test_the_client_is_never_told(client):
    from tests.intake.build import fill, let_in

    intake = a_started_intake()
    fill(intake, person={"date_of_birth": OTHER})
    page = let_in(client, intake).get("/intake/check/").text
    assert "on record" not in page
    assert "not the one" not in page
