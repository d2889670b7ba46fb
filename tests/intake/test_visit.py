"""ask today, agree today, go on: what is taken down at a visit."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import actions as ground
from clinic import journey, scope
from intake import consenting, screening, summary, today
from intake.models import Answer, Consent, Decision
from tests import build
from tests.history import entries, steps
from tests.intake import build as intakes
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# visit, client, limits 7, history; and questions, what was said since a decision 3, team 2
ASKING, AGREEING, OVERHEAD = 18, 11, 6
LOOKED = {"looked-RF09": "yes"}
NONE = LOOKED | {"none": "no", "asked-now_private": "yes", "asked-private_health": "yes"}


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    """A visit in an hour, of a client with nothing to mind and a decision in force."""
    client = build.a_client(me)
    screened(client, me)
    return build.a_visit(client, me)


def asking(visit):
    return reverse("intake:ask_today", args=[visit.pk])


def agreeing(visit):
    return reverse("intake:agree_today", args=[visit.pk])


def answers(visit):
    with scope.acting_as(scope.staff(visit.therapist)):
        rows = Answer.objects.filter(visit=visit).select_related("question")
        return {row.question.code: row for row in rows}


def in_force(visit):
    with scope.acting_as(scope.staff(visit.therapist)):
        return summary.decision_in_force(visit.client_id)


# Today's questions


def test_none_of_these_stores_a_dated_no_for_each_question_shown(visit, me, signed_in):
    before = steps(visit.client)
    assert signed_in(me).post(asking(visit), NONE).status_code == 302
    rows = answers(visit)
    assert set(rows) == today.codes() - {"RF19"}
    assert {row.value for row in rows.values()} == {"no"}
    assert {row.recorded_by_id for row in rows.values()} == {me.pk}
    assert {timezone.localdate(row.recorded_at) for row in rows.values()} == {timezone.localdate()}
    done = [step for step in steps(visit.client)[len(before) :] if step != journey.CLIENT_READ]
    assert done == [journey.ANSWERS_ASKED_TODAY]


def test_private_questions_that_nobody_asked_stay_blank(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(asking(visit), LOOKED | {"none": "no"})
    assert "RF04" not in answers(visit)
    with scope.acting_as(scope.staff(me)):
        assert summary.limits(visit.client_id, visit)["asked_at"] is None
    browser.post(asking(visit), NONE)
    with scope.acting_as(scope.staff(me)):
        assert summary.limits(visit.client_id, visit)["asked_at"] is not None


def test_a_tick_is_a_yes_with_what_follows_and_stores_no_other_no(visit, me, signed_in):
    ticked = {
        "t-SK01": "on",
        "f-SK01-site": ["groin"],
        "f-SK01-side": "left",
        "more-SK01": "A small rash",
    }
    signed_in(me).post(asking(visit), ticked)
    (row,) = answers(visit).values()
    assert (row.question.code, row.value, row.words) == ("SK01", "yes", "A small rash")
    assert {name: kept["value"] for name, kept in row.details.items()} == {
        "site": ["groin"],
        "side": "left",
    }
    with scope.acting_as(scope.staff(me)):
        places = summary.limits(visit.client_id)["places"]
    assert places["Z4_inguinal", "left"].level == 0
    assert places["Z2_abd_lower", "left"].level > 0


def test_a_sign_is_looked_for_before_it_is_not_there(visit, me, signed_in):
    """RF09 is the therapist's to see: "none of these" alone does not say that they looked."""
    browser = signed_in(me)
    rest = {name: value for name, value in NONE.items() if name not in LOOKED}
    browser.post(asking(visit), rest)
    assert set(answers(visit)) == today.codes() - {"RF09", "RF19"}
    page = browser.get(asking(visit))
    assert page.context["left"] == [screening.rows()["RF09"]["question"]]
    assert "I looked: nothing of this." in page.text
    with scope.acting_as(scope.staff(me)):
        assert summary.limits(visit.client_id, visit)["asked_at"] is None
    browser.post(asking(visit), NONE)
    assert answers(visit)["RF09"].value == "no"
    assert browser.get(asking(visit)).context["left"] == []


@pytest.mark.parametrize(("code", "field"), [("RF05", "breathless"), ("RF08", "heavy_or_faint")])
def test_an_emergency_says_so_first(visit, me, signed_in, code, field):
    browser = signed_in(me)
    page = browser.get(asking(visit)).text
    item = page[page.index(f'id="{code}"') :].partition('class="today-item')[0]
    assert item.index("Stop. This is an emergency.") < item.index("Stop. No hands-on work today.")
    assert item.count("data-raises") == 1
    browser.post(asking(visit), {f"t-{code}": "on", f"f-{code}-{field}": "yes"})
    page = browser.get(asking(visit)).text
    shown = page[page.index('role="alert"') :].partition("</section>")[0]
    assert "Stop: emergency" in shown
    assert shown.index("Please call your local emergency number now.") < shown.index(
        screening.rows()[code]["action"]
    )
    assert "call emergency services" in shown


def test_signs_that_count_together_say_so(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(asking(visit), {"t-RF01": "on", "t-RF02": "on"})
    stops = browser.get(asking(visit)).context["stops"]
    assert [(stop["flag"].question.code, stop["flag"].severity) for stop in stops] == [
        ("RF02", "E"),
        ("RF01", "E"),
    ]
    assert all("call your local emergency number now" in stop["say"][0].lower() for stop in stops)


def test_a_tick_may_be_unsure(visit, me, signed_in):
    signed_in(me).post(asking(visit), {"t-RF05": "on", "v-RF05": "unsure"} | NONE)
    rows = answers(visit)
    assert (rows["RF05"].value, rows["RF06"].value) == ("unsure", "no")


def test_a_stop_says_at_once_what_to_do(visit, me, signed_in, settings):
    settings.EMERGENCY_NUMBER = "112"
    browser = signed_in(me)
    page = browser.get(asking(visit)).content.decode()
    assert page.count('href="tel:112"') > 10  # ready beside each question, without the network
    browser.post(asking(visit), {"t-RF17": "on"})
    page = browser.get(asking(visit)).content.decode()
    assert 'class="do-now is-shown" role="alert"' in page
    assert "Call 112 now" in page


def test_observed_signs_and_what_only_the_client_raises_are_listed_apart(visit, me, signed_in):
    page = signed_in(me).get(asking(visit)).content.decode()
    assert "You look; nobody is asked." in page
    assert "Only if they bring it up" in page


def test_nothing_chosen_is_refused_and_a_wrong_follow_up_is_named(visit, me, signed_in):
    browser = signed_in(me)
    answer = browser.post(asking(visit), {})
    assert answer.status_code == 422
    assert "Tick what applies, or choose “None of these”." in answer.content.decode()
    wrong = {"t-RF06": "on", "f-RF06-temp_C": "ninety", "more-RF06": "Feels hot"}
    answer = browser.post(asking(visit), wrong)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert ("ninety" in text, "Feels hot" in text, "field-error" in text) == (True, True, True)
    assert answers(visit) == {}


def test_hostile_words_are_refused_with_a_sentence(visit, me, signed_in):
    for words in ("a\x00b", "x" * 501, "\u202eabc"):
        answer = signed_in(me).post(asking(visit), {"t-RF06": "on", "more-RF06": words})
        assert answer.status_code == 422
    assert answers(visit) == {}


def test_new_answers_end_the_decision_and_it_goes_on_when_nothing_changed(visit, me, signed_in):
    browser = signed_in(me)
    before = in_force(visit)
    browser.post(asking(visit), NONE)
    assert in_force(visit) is None
    page = browser.get(asking(visit)).content.decode()
    assert "Go on as decided" in page
    assert browser.post(asking(visit), {"go": "on"}).status_code == 403  # of what was not seen
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page)
    assert browser.post(asking(visit), {"go": "on", "seen": seen}).status_code == 302
    after = in_force(visit)
    assert (after.outcome, after.expires_on) == (before.outcome, before.expires_on)
    assert after.pk != before.pk
    assert steps(visit.client)[-1] == journey.INTAKE_REVIEWED


def test_a_decision_does_not_go_on_after_a_change(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(asking(visit), {"t-SK01": "on", "f-SK01-side": "left"} | NONE)
    page = browser.get(asking(visit)).content.decode()
    assert "Go on as decided" not in page
    assert "The decision no longer counts: an answer changed." in page
    answer = browser.post(asking(visit), {"go": "on"})
    assert answer.status_code == 403
    with scope.acting_as(scope.staff(me)):
        assert Decision.objects.filter(client_id=visit.client_id).count() == 1


def test_the_page_says_what_was_said_last(me, signed_in):
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me, SK02="yes")
    page = signed_in(me).get(asking(build.a_visit(client, me))).content.decode()
    assert page.count("Last said: Yes") == 1


@pytest.mark.parametrize("page", [asking, agreeing])
def test_a_visit_that_is_over_cancelled_or_far_ahead_is_refused(page, me, signed_in):
    client, now = build.a_client(me), timezone.now()
    browser = signed_in(me)
    over = build.a_visit(client, me, starts_at=now - 26 * HOUR)
    far = build.a_visit(client, me, starts_at=now + 2 * DAY)
    gone = build.a_visit(client, me, starts_at=now + 3 * HOUR)
    with scope.acting_as(scope.staff(me)):
        ground.cancel(gone, by=me)
    for visit, sentence in (
        (over, "This visit is over."),
        (far, "This visit is on"),
        (gone, "This visit was cancelled."),
    ):
        shown = browser.get(page(visit))
        assert (shown.status_code, sentence in shown.content.decode()) == (200, True)
        assert b'type="submit" name="none"' not in shown.content
        refused = browser.post(page(visit), NONE)
        assert (refused.status_code, sentence in refused.content.decode()) == (403, True)
        assert answers(visit) == {}


@pytest.mark.parametrize("page", [asking, agreeing])
def test_strangers_find_nothing_and_admins_say_why_first(page, visit, me, signed_in):
    assert signed_in(build.a_user()).get(page(visit)).status_code == 404
    assert signed_in(build.a_user()).post(page(visit), NONE).status_code == 404
    answer = signed_in(build.an_admin()).get(page(visit))
    assert (answer.status_code, answer.templates[0].name) == (403, "clinic/reason.html")


@pytest.mark.parametrize("page", [asking, agreeing])
def test_an_admin_with_a_reason_reads_and_writes_nothing(page, visit, signed_in):
    admin = build.an_admin()
    with scope.acting_as(scope.staff(admin)):
        ground.open_reading(visit.client_id, "A question of the client.", by=admin)
    browser = signed_in(admin)
    assert browser.get(page(visit)).status_code == 200
    assert browser.post(page(visit), NONE).status_code == 403
    assert answers(visit) == {}


@pytest.mark.parametrize("page", [asking, agreeing])
def test_looking_records_one_reading_and_changes_nothing(page, visit, me, signed_in):
    before = steps(visit.client)
    signed_in(me).get(page(visit))
    assert steps(visit.client)[len(before) :] == [journey.CLIENT_READ]
    with scope.acting_as(scope.staff(me)):
        assert Consent.objects.filter(visit=visit).count() == 0
    assert answers(visit) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_both_pages_ask_the_same_of_the_database(
    visit, me, signed_in, django_assert_num_queries, rows
):
    browser = signed_in(me)
    with scope.acting_as(scope.staff(me)):
        for _number in range(rows):
            consenting.decide_at_visit(visit, "abdomen", "given", by=me)
    browser.get(asking(visit))
    with django_assert_num_queries(ASKING + OVERHEAD):
        browser.get(asking(visit))
    with django_assert_num_queries(AGREEING + OVERHEAD):
        browser.get(agreeing(visit))


def test_readings_of_the_visit_name_it(visit, me, signed_in):
    signed_in(me).get(asking(visit))
    assert entries(step=journey.CLIENT_READ)[-1].subject == f"clinic.visit:{visit.pk}"
