"""Reading, settling and deciding."""

import datetime

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from clinic import actions as ground
from clinic import journey
from clinic.access import Refused
from intake import actions, screening
from intake.gate import places
from intake.models import Answer, Decision
from tests import build
from tests.history import steps
from tests.intake.build import a_filled_intake, a_submitted_intake, decide, observed

pytestmark = pytest.mark.django_db
STOP = "An answer here stops the visit. Choose “Hold” or “Not suitable”."
GUARDIAN = "A parent or guardian has not agreed yet. Choose “Hold” or “Not suitable”."
UNSETTLED = "Settle the answers that the client was not sure about first, or choose “Hold”."
NO_PSOAS = "An answer here rules out direct psoas work. Choose another decision."
WHY = "Say in at least 20 characters why it is safe all the same."
UNSUITABLE = "Say in at least 20 characters why it is not suitable."
TEAM = "Only a therapist in this client's care team decides about the intake."
ALL = 10**9
REASON = "The doctor agreed in a letter of 3 March."


def sent(**values):
    """(therapist, intake): sent with these answers."""
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, **values)


def typed(**facts):
    """The form as it is sent; everything that was answered was seen."""
    day = timezone.localdate() + datetime.timedelta(days=300)
    return {"outcome": "go_ahead", "expires_on": str(day), "seen": ALL} | facts


def test_deciding_writes_a_row_and_leads_to_the_record(signed_in, as_staff):
    therapist, intake = sent()
    answer = signed_in(therapist).post(f"/intakes/{intake.pk}/review/", typed())
    assert answer.url == reverse("notes:record", args=[intake.client_id])
    with as_staff(therapist):
        row = Decision.objects.get()
        assert (row.outcome, row.decided_by, row.intake_id) == ("go_ahead", therapist, intake.pk)
        assert row.after_answer == Answer.objects.order_by("pk").last().pk
    assert steps(intake.client)[-2:] == [journey.INTAKE_READ, journey.INTAKE_REVIEWED]


def test_a_stop_allows_only_hold_or_not_suitable(as_staff):
    for values in ({"RF17": "yes"}, {"RF05": "yes"}):
        therapist, intake = sent(**values)
        for outcome in ("go_ahead", "with_changes", "no_abdominal_pressure"):
            with pytest.raises(Refused, match=STOP):
                decide(intake, therapist, outcome=outcome, conditions="x", reason=REASON)
        with pytest.raises(Refused, match="Say until when, or what you are waiting for."):
            decide(intake, therapist, outcome="hold")
        decide(intake, therapist, outcome="hold", conditions="A doctor's letter")
        decide(intake, therapist, outcome="not_suitable")


def test_not_suitable_says_why(signed_in, as_staff):
    therapist, intake = sent()
    page, browser = f"/intakes/{intake.pk}/review/", signed_in(therapist)
    for reason in ("", "Too short", "x" * 19 + " " * 9):
        answer = browser.post(page, typed(outcome="not_suitable", reason=reason))
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"reason": [UNSUITABLE]}
        with pytest.raises(Refused, match=UNSUITABLE):
            decide(intake, therapist, outcome="not_suitable", reason=reason)
    assert browser.post(page, typed(outcome="not_suitable", reason=REASON)).status_code == 302
    assert f"Why it is not suitable:</span> {REASON}" in browser.get(page).text


def test_a_not_sure_is_settled_by_name_on_a_sealed_intake(signed_in, as_staff):
    therapist, intake = sent(RF07="unsure")
    with pytest.raises(Refused, match=UNSETTLED):
        decide(intake, therapist)
    page = f"/intakes/{intake.pk}/review/"
    browser = signed_in(therapist)
    missing = browser.post(page, {"settle": "1", "code": "RF07", "value": "no", "how": ""})
    assert missing.status_code == 422
    assert missing.context["settle"].errors == {"how": ["Write down how you found out."]}
    facts = {"settle": "1", "code": "RF07", "value": "no", "how": "Asked on the phone"}
    assert browser.post(page, facts).url == page
    with as_staff(therapist):
        row = Answer.objects.order_by("pk").last()
        assert (row.value, row.words, row.recorded_by) == ("no", "Asked on the phone", therapist)
    assert steps(intake.client).count(journey.ANSWER_SETTLED) == 1
    decide(intake, therapist)


def test_a_plain_answer_is_not_settled(as_staff):
    therapist, intake = sent(RF07="yes", CV05="unsure")
    for code in ("RF07", "CV05", "CV01", "XX99"):
        with as_staff(therapist), pytest.raises(Refused, match="This answer is plain already."):
            actions.settle(intake, code, "no", "Asked", by=therapist)


def test_no_psoas_work_is_not_overridden(as_staff):
    therapist, intake = sent(GI01="yes")
    with pytest.raises(Refused, match=NO_PSOAS):
        decide(intake, therapist, reason=REASON)
    decide(intake, therapist, outcome="no_abdominal_pressure")
    with as_staff(therapist):
        assert places.places(intake.client_id)["Z1_abd_upper", "left"].state == "locked"


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"CV05": "yes"}, "go_ahead"),
        ({"CV05": "unsure"}, "with_changes"),
        ({"AL01": "prefer_not"}, "go_ahead"),
    ],
)
def test_clearance_and_adjustment_are_overridden_with_a_reason(values, outcome):
    therapist, intake = sent(**values)
    with pytest.raises(Refused, match=WHY):
        decide(intake, therapist, outcome=outcome, conditions="lighter", reason="x" * 19)
    decide(intake, therapist, outcome=outcome, conditions="lighter", reason="x" * 20)


def test_an_adjustment_needs_its_change_and_no_more():
    """In twenty characters, or a reason of as many: one letter lists nothing (domain 3.1)."""
    therapist, intake = sent(AL01="yes")
    with pytest.raises(Refused, match="Say in at least 20 characters what changes"):
        decide(intake, therapist, outcome="with_changes", conditions="x")
    with pytest.raises(Refused, match="Say what changes."):
        decide(intake, therapist, outcome="with_changes")
    decide(intake, therapist, outcome="with_changes", conditions="No nut oil on the skin")


def test_a_decision_expires_after_a_year_or_four_weeks():
    now = timezone.now()
    for values, days in (({}, 365), ({"AL01": "yes"}, 365), ({"CV05": "yes"}, 28)):
        therapist, intake = sent(**values)
        row = decide(
            intake, therapist, outcome="with_changes", conditions="x", reason=REASON, now=now
        )
        assert row.expires_on == timezone.localdate(now) + datetime.timedelta(days=days)


def test_what_is_wrong_stands_on_the_page_with_everything_typed(signed_in):
    therapist, intake = sent(GI01="yes")
    page = f"/intakes/{intake.pk}/review/"
    browser = signed_in(therapist)
    answer = browser.post(page, typed(conditions="Lighter on the left"))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"__all__": [NO_PSOAS]}
    assert "Lighter on the left" in answer.text
    far = typed(outcome="not_suitable", reason=REASON, expires_on="2999-01-01")
    assert browser.post(page, far).context["form"].errors == {
        "expires_on": ["Choose a day from today to one year ahead."]
    }
    until = typed(outcome="not_suitable", reason=REASON, until=str(timezone.localdate()))
    assert browser.post(page, until).context["form"].errors == {
        "until": ["Only a hold has an end. Clear this day."]
    }


def test_who_reads_and_who_decides(signed_in, as_staff):
    therapist, intake = sent()
    page = f"/intakes/{intake.pk}/review/"
    assert signed_in(build.a_user()).get(page).status_code == 404
    admin = build.an_admin()
    asked = signed_in(admin).get(page)
    assert (asked.status_code, "Sit through a film" in asked.text) == (403, False)
    with as_staff(admin):
        ground.open_reading(intake.client_id, "Checking a complaint of the client.", by=admin)
    read = signed_in(admin).get(page)
    assert (read.status_code, read.context["why_not"]) == (200, TEAM)
    refused = signed_in(admin).post(page, typed())
    assert (refused.status_code, refused.context["sentence"]) == (403, TEAM)
    with as_staff(therapist):
        assert Decision.objects.count() == 0


def test_an_unsent_intake_is_neither_read_nor_decided(signed_in, as_staff):
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist)
    assert signed_in(therapist).get(f"/intakes/{intake.pk}/review/").status_code == 404
    with as_staff(therapist), pytest.raises(Refused, match="has not sent this intake yet"):
        actions.review(intake, {"outcome": "go_ahead"}, by=therapist)


def test_a_decision_remembers_the_rules_it_was_made_by(as_staff):
    therapist, intake = sent()
    row = decide(intake, therapist)
    assert row.rules == screening.LATEST


def test_a_newer_answer_ends_the_decision_and_says_so(signed_in, as_staff):
    therapist, intake = sent()
    decide(intake, therapist)
    browser, page = signed_in(therapist), f"/intakes/{intake.pk}/review/"
    assert "In force" in browser.get(page).text
    observed(intake, therapist, "AL01")
    today = formats.date_format(timezone.localdate(), "j M Y")
    shown = browser.get(page)
    assert f"No longer in force: an answer changed on {today}" in shown.text
    assert [state for _row, _kind, _words, state in shown.context["decided"]] == [
        "Answers changed: decide again"
    ]
    inbox = browser.get("/intakes/")
    assert "Answers changed: decide again" in inbox.text


def test_an_expired_decision_says_since_when(signed_in):
    therapist, intake = sent()
    day = timezone.localdate() - datetime.timedelta(days=3)
    decide(intake, therapist, expires_on=day)
    said = f"No longer in force: it expired on {formats.date_format(day, 'j M Y')}"
    browser = signed_in(therapist)
    assert said in browser.get(f"/intakes/{intake.pk}/review/").text
    assert "Decision expired" in browser.get("/intakes/").text


def test_a_later_decision_takes_the_place_of_the_earlier_one(signed_in):
    therapist, intake = sent()
    decide(intake, therapist)
    decide(intake, therapist, outcome="hold", conditions="Waiting for a letter")
    shown = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    assert [(kind, row.outcome) for row, kind, _words, _short in shown.context["decided"]] == [
        ("good", "hold"),
        ("quiet", "go_ahead"),
    ]


def test_a_stop_is_not_opened_by_words_however_long(as_staff):
    therapist, intake = sent(RF17="yes")
    with pytest.raises(Refused, match=STOP):
        decide(intake, therapist, reason=REASON * 4)


def test_a_minor_without_a_guardians_word_is_only_held(signed_in):
    born = timezone.localdate() - datetime.timedelta(days=365 * 16 + 100)
    therapist = build.a_user()
    client = build.a_client(therapist, date_of_birth=born)
    person = {
        "date_of_birth": born,
        "guardian_name": "Sample Parent",
        "guardian_relation": "mother",
        "guardian_phone": "555 0102",
    }
    facts = {"client": client, "therapist": therapist, "person": person}
    intake = a_submitted_intake(**facts, consents={"minor_guardian": "declined"})
    for outcome in ("go_ahead", "with_changes", "no_abdominal_pressure"):
        with pytest.raises(Refused, match=GUARDIAN):
            decide(intake, therapist, outcome=outcome, conditions="x", reason=REASON)
    decide(intake, therapist, outcome="hold", conditions="The mother comes along")
    shown = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    assert ("A minor" in shown.text, "Sample Parent" in shown.text) == (True, True)
