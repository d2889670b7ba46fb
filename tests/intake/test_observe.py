"""An answer that a therapist writes down on a sent intake: seen, or found out."""

import pytest

from clinic import actions as ground
from clinic import journey
from clinic.access import Refused
from intake import actions
from intake.gate import meaning, places
from intake.models import Answer, Question
from tests import build
from tests.history import steps
from tests.intake.build import a_started_intake, a_submitted_intake, decide, observed

pytestmark = pytest.mark.django_db
TEAM = "Only a therapist in this client's care team decides about the intake."


def sent(**values):
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, **values)


def where(intake, code="CV05"):
    return f"/intakes/{intake.pk}/answers/{code}/"


def test_an_observed_sign_closes_everything(signed_in, as_staff):
    therapist, intake = sent()
    answer = signed_in(therapist).post(
        where(intake, "RF09"), {"value": "yes", "how": "Felt it on the table"}
    )
    assert answer.url == f"/intakes/{intake.pk}/review/"
    with as_staff(therapist):
        row = Answer.objects.order_by("pk").last()
        assert (row.question.code, row.value, row.words) == ("RF09", "yes", "Felt it on the table")
        assert (row.recorded_by, row.intake_id) == (therapist, intake.pk)
        found = places.places(intake.client_id)
        assert {place.state for place in found.values()} == {"locked"}
    assert steps(intake.client).count(journey.ANSWER_OBSERVED) == 1


def test_follow_ups_are_corrected_and_the_gate_reads_them(signed_in, as_staff):
    therapist, intake = sent(CV04="yes")
    browser, page = signed_in(therapist), where(intake, "CV04")
    assert 'name="f-CV04-clot_when"' in browser.get(page).text
    facts = {"value": "yes", "how": "Read in the letter", "f-CV04-clot_when": "≥6mo"}
    assert browser.post(page, facts).status_code == 302
    with as_staff(therapist):
        row = meaning.newest(intake.client_id)["CV04"]
        assert row.details["clot_when"]["value"] == "≥6mo"
        (flag,) = [
            flag for flag in places.places(intake.client_id).flags if flag.question.code == "CV04"
        ]
        assert flag.severity == "A"
    assert 'value="≥6mo" checked' in browser.get(page).text


def test_settling_with_yes_keeps_what_the_client_told(as_staff):
    told = {"clot_when": {"asked": "When?", "value": "now", "said": "Now"}}
    therapist, intake = sent(CV04=("unsure", "", told))
    with as_staff(therapist):
        row = actions.settle(intake, "CV04", "yes", "Asked", by=therapist)
        assert row.details == told
    other, second = sent(CV04=("unsure", "", told))
    with as_staff(other):
        assert actions.settle(second, "CV04", "no", "Asked", by=other).details == {}


def test_a_no_leaves_nothing_to_tell(signed_in, as_staff):
    therapist, intake = sent(CV04="yes")
    facts = {"value": "no", "how": "Asked", "f-CV04-clot_when": "now"}
    assert signed_in(therapist).post(where(intake, "CV04"), facts).status_code == 302
    with as_staff(therapist):
        assert meaning.newest(intake.client_id)["CV04"].details == {}


def test_it_ends_the_decision_in_force(as_staff):
    therapist, intake = sent()
    decision = decide(intake, therapist)
    observed(intake, therapist, "AL01")
    with as_staff(therapist):
        assert meaning.newest_id(intake.client_id) > decision.after_answer


def test_what_is_missing_stands_beside_its_field(signed_in):
    therapist, intake = sent()
    answer = signed_in(therapist).post(
        where(intake, "CV07"), {"value": "", "how": "", "f-CV07-systolic": "900"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["value"] == ["Choose one of the four answers."]
    assert answer.context["form"].errors["how"] == ["Write down how you found out."]
    assert "f-CV07-systolic" in answer.context["form"].errors
    assert 'value="900"' in answer.text
    for odd in ("<script>alert(1)</script>", "\u202egnp", "x" * 501, "a\0b"):
        facts = {"value": "yes", "how": odd}
        answer = signed_in(therapist).post(where(intake, "CV07"), facts)
        assert answer.status_code in (302, 422)
        assert "<script>alert" not in answer.text


def test_a_list_of_things_keeps_its_rows(signed_in, as_staff):
    therapist, intake = sent()
    question = Question.objects.filter(code="SX01").order_by("-version").first()
    name = next(field["name"] for field in question.follow_up if field["type"] == "list")
    cells = next(field["fields"] for field in question.follow_up if field["type"] == "list")
    day = next(cell["name"] for cell in cells if cell["type"] == "date")
    facts = {"value": "yes", "how": "Letter", f"f-SX01-{name}-0-{day}": "2019-03-04"}
    assert signed_in(therapist).post(where(intake, "SX01"), facts).status_code == 302
    with as_staff(therapist):
        kept = meaning.newest(intake.client_id)["SX01"].details[name]["value"]
    assert kept == [{day: "2019-03-04"}]
    assert 'value="2019-03-04"' in signed_in(therapist).get(where(intake, "SX01")).text


def test_who_writes_an_answer_down(signed_in, as_staff):
    therapist, intake = sent()
    facts = {"value": "yes", "how": "Seen"}
    assert signed_in(build.a_user()).post(where(intake), facts).status_code == 404
    admin = build.an_admin()
    assert b'name="reason"' in signed_in(admin).get(where(intake)).content
    with as_staff(admin):
        ground.open_reading(intake.client_id, "Checking a complaint of the client.", by=admin)
    refused = signed_in(admin).post(where(intake), facts)
    assert (refused.status_code, refused.context["sentence"]) == (403, TEAM)
    for code in ("XX99", "cv05", "a" * 300):
        assert signed_in(therapist).get(where(intake, code)).status_code == 404


def test_not_before_the_form_is_sent(as_staff, signed_in):
    therapist = build.a_user()
    intake = a_started_intake(therapist=therapist)
    assert signed_in(therapist).get(where(intake)).status_code == 404
    with pytest.raises(Refused, match="has not sent this intake yet"):
        observed(intake, therapist, "CV05")


def test_the_database_wants_the_name_of_whoever_writes(as_staff, refused):
    therapist, intake = sent()
    with as_staff(therapist):
        last = Answer.objects.order_by("pk").last()
        with refused("answers_come_in_time"):
            Answer.objects.create(
                client_id=intake.client_id,
                intake=intake,
                question=last.question,
                asked=last.asked,
                value="yes",
                recorded_at=last.recorded_at,
                recorded_by=build.a_user(),
            )
