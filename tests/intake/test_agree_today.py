"""agree today: area by area, what the client says at this visit (domain 8.3)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import journey, scope
from clinic.access import Refused
from intake import actions, summary, wordings
from intake.models import Answer, Comfort, Consent
from intake.models.consent import AREAS
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.notes.build import screened

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    """A visit in an hour, of a client who agreed to every area on the form."""
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def agreeing(visit):
    return reverse("intake:agree_today", args=[visit.pk])


def yes(kind, **facts):
    said = {"kind": kind, "decision": "given", "mode": "recorded_verbal"}
    return said | {"shown": wordings.shown(kind)} | facts


def signed(kind, **facts):
    own = {"mode": "written_signature", "signed_name": "Sample Signer", "understood": "on"}
    own |= {"relation": "self"}
    return yes(kind, **own | facts)


def newest(visit, kind):
    with scope.acting_as(scope.staff(visit.therapist)):
        return Consent.objects.filter(visit=visit, kind=kind).order_by("-pk").first()


def test_a_word_is_enough_for_the_belly_and_leaves_one_line(visit, me, signed_in):
    before = steps(visit.client)
    answer = signed_in(me).post(agreeing(visit), yes("abdomen"))
    assert answer.headers["Location"] == agreeing(visit) + "#abdomen"
    row = newest(visit, "abdomen")
    assert (row.decision, row.mode, row.recorded_by_id) == ("given", "recorded_verbal", me.pk)
    assert row.follows_id is not None
    assert row.valid_until == timezone.localdate()  # no signature of a year stands behind it
    done = [step for step in steps(visit.client)[len(before) :] if step != journey.CLIENT_READ]
    assert done == [journey.CONSENT_DECIDED]


def test_a_word_keeps_the_end_of_the_years_signature(me, signed_in):
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me)
    visit = build.a_visit(client, me)
    with scope.acting_as(scope.staff(me)):
        until = Consent.objects.filter(client=client, kind="abdomen").latest("pk").valid_until
    signed_in(me).post(agreeing(visit), yes("abdomen"))
    assert newest(visit, "abdomen").valid_until == until > timezone.localdate()


@pytest.mark.parametrize("kind", ["groin", "upper_inner_thigh", "gluteal", "chest"])
def test_these_areas_are_signed_at_each_visit(visit, me, signed_in, kind):
    browser = signed_in(me)
    answer = browser.post(agreeing(visit), yes(kind))
    assert answer.status_code == 422
    assert "This area has to be signed at each visit." in answer.content.decode()
    assert newest(visit, kind) is None
    assert browser.post(agreeing(visit), signed(kind)).status_code == 302
    row = newest(visit, kind)
    assert (row.signed_name, row.valid_until) == ("Sample Signer", timezone.localdate())


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"decision": ""}, "Choose what they say now."),
        ({"decision": "perhaps"}, "Choose one of the listed answers."),
        ({"decision": "given_with_limits"}, "Write down the limits."),
        ({"mode": ""}, "Say how they agreed."),
        ({"mode": "written_signature"}, "Type the full name"),
        ({"mode": "gesture_with_witness"}, "Type the full name"),
        ({"mode": "guardian_written"}, "This client is of age and signs alone."),
        ({"decision": "given_with_limits", "limits": "x" * 301}, "300"),
        ({"decision": "given_with_limits", "limits": "a\x00b"}, "Remove the invisible character"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_area(visit, me, signed_in, facts, sentence):
    answer = signed_in(me).post(agreeing(visit), yes("abdomen") | facts)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert newest(visit, "abdomen") is None


def test_taking_back_counts_at_once(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(agreeing(visit), yes("abdomen"))
    browser.post(agreeing(visit), {"kind": "abdomen", "decision": "withdrawn"})
    with scope.acting_as(scope.staff(me)):
        place = summary.limits(visit.client_id, visit)["places"]["Z1_abd_upper", "left"]
    assert (place.level, "did not agree" in place.binds) == (0, True)
    again = browser.post(agreeing(visit), {"kind": "abdomen", "decision": "withdrawn"})
    assert "There is nothing to take back here." in again.content.decode()


def test_an_avoid_mark_stands_beside_its_area_and_opens_when_agreed(me, signed_in):
    client = build.a_client(me)
    intake = intakes.a_filled_intake(client, therapist=me)
    with intakes.as_link(intake):
        Comfort.objects.filter(intake=intake).update(nothing_to_avoid=False)
        actions.mark(intake, "f_abd_lower", "left", "avoid")
        actions.submit(intake, "Sample Signer")
    visit = build.a_visit(client, me)
    intakes.asked_today(visit, me)
    intakes.decide(intake, me)
    browser = signed_in(me)
    page = browser.get(agreeing(visit)).content.decode()
    assert "Agreeing here opens it for this visit, and is recorded." in page
    browser.post(agreeing(visit), yes("abdomen"))
    assert "They agreed to it at this visit." in browser.get(agreeing(visit)).content.decode()
    with scope.acting_as(scope.staff(me)):
        there = summary.limits(visit.client_id, visit)["places"]["Z2_abd_lower", "left"]
        elsewhere = summary.limits(visit.client_id)["places"]["Z2_abd_lower", "left"]
    assert (there.level > 0, elsewhere.level) == (True, 0)


@pytest.mark.parametrize(("years", "offered"), [(15, 6), (17, 8), (30, 6)])
def test_the_areas_fit_the_age(me, signed_in, years, offered):
    born = timezone.localdate() - datetime.timedelta(days=years * 365 + years // 4 + 30)
    client = build.a_client(me, date_of_birth=born)
    visit = build.a_visit(client, me)
    page = signed_in(me).get(agreeing(visit))
    assert len(page.context["areas"]) == offered
    assert page.context["minor"] is (years < 18)


def test_under_age_a_guardian_signs(me, signed_in):
    born = timezone.localdate() - datetime.timedelta(days=17 * 365)
    visit = build.a_visit(build.a_client(me, date_of_birth=born), me)
    browser = signed_in(me)
    answer = browser.post(agreeing(visit), signed("abdomen"))
    assert "Under age, a parent or guardian signs." in answer.content.decode()
    browser.post(
        agreeing(visit), signed("abdomen") | {"mode": "guardian_written", "relation": "parent"}
    )
    row = newest(visit, "abdomen")
    assert (row.mode, row.signer_role) == ("guardian_written", "guardian")


def test_an_area_that_is_not_offered_is_refused(visit, me):
    facts = {"decision": "given", "limits": "", "mode": "recorded_verbal", "signed_name": ""}
    with scope.acting_as(scope.staff(me)), pytest.raises(Refused, match="not offered"):
        actions.agree(visit, facts | {"kind": "assent"}, by=me)


def test_areas_are_listed_with_what_stands(visit, me, signed_in):
    page = signed_in(me).get(agreeing(visit))
    assert [area["kind"] for area in page.context["areas"]] == list(AREAS)
    assert page.content.decode().count("on the form,") == 6


def test_answers_may_be_taken_down_until_a_day_later_and_agreements_may_not(me, signed_in):
    client, now = build.a_client(me), timezone.now()
    intakes.a_reviewed_intake(client, therapist=me)
    past = build.a_visit(client, me, starts_at=now - datetime.timedelta(hours=20))
    browser = signed_in(me)
    asking = reverse("intake:ask_today", args=[past.pk])
    assert browser.post(asking, {"none": "no"}).status_code == 302
    with scope.acting_as(scope.staff(me)):
        assert Answer.objects.filter(visit=past).count() > 15
    refused = browser.post(agreeing(past), yes("abdomen"))
    assert (refused.status_code, "This visit is over." in refused.content.decode()) == (403, True)
    assert newest(past, "abdomen") is None
