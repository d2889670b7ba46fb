"""Return visits: one tap says that last time's answers still hold; agreements are never carried."""

import datetime
import json

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from clinic.access import Refused
from intake import actions, returning, screening
from intake.models import About, Answer, Comfort, Consent, Goals, Intake, Mark, Pressure, Question
from intake.models.consent import Choice, Kind
from tests import build
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    as_link,
    let_in,
)

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
LAST = timezone.now() - datetime.timedelta(days=10)  # its link must still live


@pytest.fixture
def me(db):
    return build.a_user()


@pytest.fixture
def again(me):
    """A second intake of a client who told us much last time."""
    first = a_filled_intake(therapist=me, now=LAST, AL01=("yes", "lanolin"), CV05="unsure")
    with as_link(first):
        actions.save_page(first, About, {"occupation": "Baker", "smoking": "never"})
        actions.save_page(first, Pressure, {"slow_entry": False, "prior_bruising": True})
        a_mark(first)
        actions.submit(first, "Sample", now=LAST)
    return a_started_intake(build_client(first, me), therapist=me)


def build_client(intake, me):
    from clinic import scope
    from clinic.models import Client

    with scope.acting_as(scope.staff(me)):
        return Client.objects.get(pk=intake.client_id)


def a_mark(intake, region="f_groin", kind="pain", number=6):
    return Mark.objects.create(
        intake_id=intake.pk,
        client_id=intake.client_id,
        region=region,
        side="left",
        kind=kind,
        intensity=number,
        qualities=["pulling"] if number else [],
        words="since May",
        marked_at=timezone.now(),
    )


def fresh(intake):
    return Intake.objects.get(pk=intake.pk)


def test_an_invitation_takes_along_what_was_said(again):
    with as_link(again):
        last = fresh(again).last_time
    assert last["sent_at"] == LAST.isoformat()
    assert last["about"]["occupation"] == "Baker"
    assert "date_of_birth" not in last["about"]
    assert last["pressure"]["slow_entry"] is False
    assert last["health"]["AL01"] == {
        "value": "yes",
        "words": "lanolin",
        "details": {},
        "asked": Question.objects.filter(code="AL01").order_by("-version").first().text,
        "version": screening.LATEST,
    }
    (mark,) = last["marks"]
    assert (mark["region"], mark["side"], mark["intensity"]) == ("f_groin", "left", 6)
    assert "consent" not in json.dumps(last)
    assert "RF19" not in last["health"]


def test_a_first_invitation_takes_nothing_along(me):
    first = a_started_intake(therapist=me)
    with as_link(first):
        assert fresh(first).last_time == {}
        for page in ("about", "goals", "health", "consent"):
            assert returning.still_true(fresh(first), page) == []
        assert not Answer.objects.exists()


ASKED_ANEW = {"goals": "div_id_pain_now", "pressure": "div_id_comfort_limit"}


def test_todays_numbers_are_asked_anew_with_last_times_beside_them(me, client):
    """Last time's pain is no baseline, last time's limit no promise (domain 4.1, 6.1)."""
    first = a_filled_intake(therapist=me, now=LAST)
    numbers = {"pain_now": 6, "pain_worst": 8, "stress_week": 0, "ability_1": 3}
    with as_link(first):
        actions.save_page(first, Goals, numbers | {"activity_1": "Stairs"})
        actions.submit(first, "Sample", now=LAST)
    again = a_started_intake(build_client(first, me), therapist=me)
    browser = let_in(client, again)
    page = browser.get("/intake/form/goals/")
    form = page.context["form"]
    assert {form.shown(name) for name in numbers} == {None}
    assert form.shown("activity_1") == "Stairs"
    assert [form.last_number(name) for name in numbers] == [6, 8, 0, 3]
    assert page.text.count("Last time: ") == 4
    assert "Last time: 0" in page.text
    assert "Last time: 5" in browser.get("/intake/form/pressure/").text
    with as_link(again):
        returning.still_true(fresh(again), "goals")
        row = Goals.objects.get()
    assert {getattr(row, name) for name in numbers} == {None}
    assert row.activity_1 == "Stairs"


def test_one_tap_on_each_page_takes_everything_over(client, again):
    browser = let_in(client, again)
    pages = ["about", "goals", "health", "comfort", "cushions", "pressure"]
    for slug in pages:
        page = browser.get(f"/intake/form/{slug}/")
        day = date_format(timezone.localdate(LAST), "j M Y")
        assert f"Last time, on {day}, you told us this." in page.text
        answer = browser.post(f"/intake/form/{slug}/", {"go": "still"})
        assert answer.status_code == 302
        assert answer.url.partition("#")[2] == ASKED_ANEW.get(slug, "")
    with as_link(again):
        row = Intake.objects.select_related("about", "goals", "pressure").get()
        assert (row.goals.pain_now, row.pressure.comfort_limit) == (None, None)
        assert (row.about.occupation, row.goals.goal) == ("Baker", "Sit through a film again")
        assert row.pressure.slow_entry is False
        assert Mark.objects.get().words == "since May"
        assert set(Answer.objects.values_list("question__code", flat=True)) >= {"AL01", "CV05"}
        assert not Consent.objects.exists()
        assert row.about.date_of_birth is None  # typed anew by whoever holds the link
    for slug in pages[1:]:
        assert "last-time" not in browser.get(f"/intake/form/{slug}/").text
    assert "Last time" not in browser.get("/intake/form/consent/").text


def test_answers_are_new_rows_with_todays_date(again):
    now = timezone.now()
    with as_link(again):
        returning.still_true(fresh(again), "health", now=now)
        row = Answer.objects.get(question__code="AL01")
    assert (row.recorded_at, row.intake_id, row.words) == (now, again.pk, "lanolin")
    assert row.asked == row.question.text


def test_what_must_be_told_at_once_is_told_again(me):
    first = a_filled_intake(therapist=me, RF01="yes")
    with as_link(first):
        actions.submit(first, "Sample")
    second = a_started_intake(build_client(first, me), therapist=me)
    with as_link(second):
        told = returning.still_true(fresh(second), "health")
        assert "RF01" in [question.code for question in told]
        assert returning.still_true(fresh(second), "health") == []


def test_what_is_answered_now_is_never_overwritten(again):
    with as_link(again):
        actions.save_page(again, Goals, {"goal": "Dance"})
        question = Question.objects.filter(code="AL01").order_by("-version").first()
        actions.answer(again, question, "no")
        a_mark(again, "b_lumbar")
        for page in ("goals", "health"):
            returning.still_true(fresh(again), page)
        row = Intake.objects.select_related("goals").get()
        assert row.goals.goal == "Dance"
        assert Answer.objects.get(question__code="AL01").value == "no"
        assert [mark.region for mark in Mark.objects.all()] == ["b_lumbar"]


def test_a_zero_and_a_no_are_answers(again):
    with as_link(again):
        row = fresh(again)
        row.last_time["pressure"]["belly_level"] = 0
        Intake.objects.filter(pk=again.pk).update(last_time=row.last_time)
        actions.save_page(again, Pressure, {"prior_bruising": False})
        returning.still_true(fresh(again), "pressure")
        assert Pressure.objects.get().belly_level == 0
        row = Pressure.objects.get()
        assert (row.slow_entry, row.prior_bruising) == (False, False)


def test_a_page_that_was_sent_whole_keeps_its_blanks(again):
    with as_link(again):
        actions.save_page(again, Comfort, {"avoid": ""}, whole=True)
        returning.still_true(fresh(again), "comfort")
        assert Comfort.objects.get().avoid == ""


@pytest.mark.parametrize("slug", ["goals", "cushions", "health"])
def test_what_no_longer_exists_is_dropped_and_stops_nobody(me, slug):
    intake = a_started_intake(therapist=me)
    broken = {
        "sent_at": LAST.isoformat(),
        "goals": {"goal": 7, "pain_now": 99, "kinds": ["gone"], "duration": "gone", "moves": "x"},
        "cushions": {"supports": ["pillow", "gone"], "position": "gone"},
        "health": {
            "AL01": {"value": "maybe"},
            "CV05": "broken",
            "GONE": {"value": "no"},
            "RX01": {"value": "yes", "asked": "Other words?"},
        },
        "marks": [{"region": "gone"}, {"region": "f_groin", "side": "mid", "kind": "pain"}, {}],
    }
    with as_link(intake):
        Intake.objects.filter(pk=intake.pk).update(last_time=broken)
        returning.still_true(fresh(intake), slug)
        row = Intake.objects.select_related("goals", "cushions").get()
        assert getattr(row, "goals", None) is None
        assert (slug != "cushions") or row.cushions.supports == ["pillow"]
        assert not Answer.objects.exists()
        assert not Mark.objects.exists()


def test_a_sent_form_takes_nothing_over(again):
    with as_link(again):
        row = fresh(again)
    from tests.intake.build import fill

    fill(again)
    with as_link(again):
        actions.submit(again, "Sample")
        with pytest.raises(Refused, match="This form is no longer open."):
            returning.still_true(row, "goals")


def test_the_therapist_sees_what_differs(again, me, as_staff):
    with as_link(again):
        for page in ("about", "goals", "health", "comfort", "cushions", "pressure"):
            returning.still_true(fresh(again), page)
        actions.save_page(again, About, {"date_of_birth": datetime.date(1980, 5, 17)})
        actions.save_page(again, Goals, {"pain_now": 2})
        actions.save_page(again, Comfort, {"talk": ""})
        actions.save_page(again, Pressure, {"slow_entry": None, "comfort_limit": 0})
        question = Question.objects.filter(code="AL01").order_by("-version").first()
        actions.answer(again, question, "no")
        Mark.objects.update(intensity=3)
        a_mark(again, "b_lumbar", "tightness", None)
        rf19 = Question.objects.filter(code="RF19").order_by("-version").first()
        actions.answer(again, rf19, "no")
        for kind in Kind:
            if kind not in (Kind.GUARDIAN, Kind.ASSENT):
                choice = Choice.DECLINED if kind == Kind.CHEST else Choice.GIVEN
                actions.consent(again, kind, choice)
        actions.submit(again, "Sample")
    with as_staff(me):
        found = returning.differences(Intake.objects.order_by("-pk").first())
    told = {(row["page"], row["label"]): (row["before"], row["after"]) for row in found}
    assert told.pop(("goals", "How much pain do you have right now?")) == ("4", "2")
    assert told.pop(("comfort", "Talking?")) == ("A little", "")
    assert told.pop(("health", question.text)) == ("Yes · lanolin", "No")
    assert told.pop(("pressure", "Shall we sink in extra slowly?")) == ("No, not needed", "")
    assert told.pop(("pressure", "What is the highest number you want to feel?")) == ("5", "0")
    assert told.pop(("consent", "Chest")) == ("Yes", "No")
    marks = [words for (page, label), words in told.items() if label.startswith("Body map")]
    assert len(marks) == 2
    assert any("6 of 10" in before and "3 of 10" in after for before, after in marks)
    rest = {key for key in told if not key[1].startswith("Body map")}
    assert {page for page, _label in rest} <= {"health"}  # RF19 is asked anew each time
    assert len(rest) <= 1


def test_a_first_intake_has_no_differences(me, as_staff):
    first = a_filled_intake(therapist=me)
    with as_link(first):
        actions.submit(first, "Sample")
    with as_staff(me):
        assert returning.differences(Intake.objects.get()) == []


def test_a_zero_is_an_answer_last_time_and_now(me, as_staff):
    """Level 0 is "not there, please", and pain 0 is no pain: neither is a blank."""
    first = a_filled_intake(therapist=me, now=LAST)
    with as_link(first):
        actions.save_page(first, Goals, {"pain_now": 0})
        actions.submit(first, "Sample", now=LAST)
    second = a_filled_intake(build_client(first, me), therapist=me)
    with as_link(second):
        assert fresh(second).last_time["goals"]["pain_now"] == 0
        actions.save_page(second, Pressure, {"belly_level": 0})
        actions.submit(second, "Sample")
    with as_staff(me):
        found = returning.differences(Intake.objects.order_by("-pk").first())
    told = {row["label"]: (row["before"], row["after"]) for row in found}
    assert told["How much pain do you have right now?"] == ("0", "4")
    assert told["Belly: how firm at most?"] == ("", "Not there, please")
