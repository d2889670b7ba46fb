"""Answering: field by field, page by page, nothing lost and nothing doubled."""

import pytest
from django.urls import reverse

from clinic import journey
from clinic.access import Refused
from intake import actions, screening, sheet
from intake.models import Answer, Comfort, Consent, Goals, Question
from tests import build
from tests.history import steps
from tests.intake.build import a_started_intake, a_submitted_intake, as_link, fill, let_in
from tests.intake.filling import hidden

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
CLOSED = "This form is no longer open."


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def save(browser, slug, headers=AUTOSAVE, **fields):
    """One autosave: the changed fields and nothing else."""
    changed = [name.replace("__", "-") for name in fields]
    data = {name.replace("__", "-"): value for name, value in fields.items()}
    data |= {"changed": changed} | hidden(slug)
    return browser.post(f"/intake/form/{slug}/", data, headers=headers)


def answers(intake):
    with as_link(intake):
        return list(Answer.objects.order_by("pk").values_list("question__code", "value", "words"))


def question(code):
    return Question.objects.get(version=screening.LATEST, code=code)


def test_every_page_opens_and_leads_to_the_next(opened):
    browser, intake = opened
    slugs = ["goals", "health", "comfort", "cushions", "pressure", "consent"]
    for slug, after in zip(slugs, [*slugs[1:], None], strict=True):
        page = browser.get(f"/intake/form/{slug}/")
        assert page.status_code == 200
        onward = reverse("intake:page", args=[after]) if after else reverse("intake:check")
        assert browser.post(f"/intake/form/{slug}/", {"go": "next"}).url == onward
    assert browser.post("/intake/form/health/", {"go": "back"}).url == "/intake/form/goals/"
    assert browser.get("/intake/form/nonsense/").status_code == 404
    reads = [step for step in steps(intake.client) if step == journey.INTAKE_READ_BY_CLIENT]
    assert len(reads) == 6


def test_a_field_is_saved_alone(opened):
    browser, intake = opened
    save(browser, "goals", goal="Dance again")
    answer = save(browser, "goals", pain_now="3")
    assert (answer.status_code, set(answer.json())) == (200, {"saved_at", "seen"})
    with as_link(intake):
        row = Goals.objects.get()
        assert (row.goal, row.pain_now, row.where) == ("Dance again", 3, "")
    assert steps(intake.client)[-1] == journey.INTAKE_REDEEMED  # drafts make no history


def test_an_emptied_list_is_saved_as_empty(opened):
    browser, intake = opened
    save(browser, "comfort", options=["eyes_open", "end_early_any_time"])
    save(browser, "comfort", talk="some")
    with as_link(intake):
        assert Comfort.objects.get().options == ["eyes_open", "end_early_any_time"]
    browser.post("/intake/form/comfort/", {"changed": ["options"]}, headers=AUTOSAVE)
    with as_link(intake):
        assert (Comfort.objects.get().options, Comfort.objects.get().talk) == ([], "some")


def test_a_wrong_field_is_named_in_plain_words_and_kept_on_the_page(opened):
    browser, intake = opened
    answer = save(browser, "goals", pain_now="11")
    assert answer.status_code == 422
    assert answer.json() == {"errors": {"pain_now": "Pain right now is a number from 0 to 10."}}
    page = browser.post("/intake/form/goals/", {"goal": "x" * 1001, "footwear": "boots"})
    assert page.status_code == 422
    assert "x" * 1001 in page.text


def test_an_answer_is_a_row_with_the_question_as_asked(opened):
    browser, intake = opened
    save(browser, "health", q__CV05="yes")
    with as_link(intake):
        row, asked = Answer.objects.get(), question("CV05")
    assert (row.question, row.asked, row.value) == (asked, asked.text, "yes")
    assert (row.intake_id, row.client_id, row.recorded_by) == (intake.pk, intake.client_id, None)


def test_a_retry_adds_no_row_and_a_change_of_mind_does(opened):
    browser, intake = opened
    for value in ("yes", "yes", "no", "yes"):
        save(browser, "health", q__CV05=value)
    assert answers(intake) == [("CV05", "yes", ""), ("CV05", "no", ""), ("CV05", "yes", "")]
    save(browser, "health", more__CV05="warfarin")
    assert answers(intake)[-1] == ("CV05", "yes", "warfarin")
    refused = save(browser, "health", more__CV06="often")
    assert refused.json() == {"errors": {"more-CV06": "Choose an answer first, then add words."}}


def test_an_urgent_yes_is_told_at_once(opened):
    browser, _ = opened
    calm = save(browser, "health", q__CV05="yes").json()
    urgent = save(browser, "health", q__RF17="yes").json()
    words = question("RF17").told_now
    assert ("tell" in calm, urgent["tell"]) == (False, words)
    page = browser.get("/intake/form/health/").text
    assert page.count("note-now message tone-stop stands") == 1
    assert words in page


def test_an_urgent_yes_is_told_without_scripts_before_the_next_page(opened):
    browser, _ = opened
    first = browser.post("/intake/form/health/", {"q-RF17": "yes", "go": "next"})
    assert first.url == "/intake/form/health/#ask-q-RF17"
    again = browser.post("/intake/form/health/", {"q-RF17": "yes", "go": "next"})
    assert again.url == "/intake/form/comfort/"


def test_none_of_these_says_no_to_what_was_left_open(opened):
    browser, intake = opened
    save(browser, "health", q__GI01="unsure")
    answer = browser.post("/intake/form/health/", {"none": "digestion"})
    assert answer.url == "/intake/form/health/#group-digestion"
    asked = [row.code for row in sheet.questions() if row.group == "digestion"]
    rest = [(code, "no", "") for code in asked if code != "GI01"]
    assert answers(intake) == [("GI01", "unsure", ""), *rest]


def test_private_questions_are_behind_a_button(opened):
    browser, _ = opened
    page = browser.get("/intake/form/health/")
    shut = [group["code"] for group in page.context["form"].groups() if not group["open"]]
    assert shut == ["now_private", "private_health"]
    save(browser, "health", q__RP01="prefer_not")
    page = browser.get("/intake/form/health/")
    shut = [group["code"] for group in page.context["form"].groups() if not group["open"]]
    assert shut == ["now_private"]


def test_everything_but_what_therapists_see_is_asked():
    codes = [row.code for row in sheet.questions()]
    assert (len(codes), "RF09" in codes, codes[0]) == (72, False, "RF17")


def test_consents_are_rows_that_follow_each_other(opened):
    browser, intake = opened
    save(browser, "consent", consent__abdomen="given_with_limits")
    save(browser, "consent", limits__abdomen="only the left side")
    save(browser, "consent", consent__abdomen="declined")
    with as_link(intake):
        rows = list(Consent.objects.order_by("pk"))
    assert [(row.decision, row.limits) for row in rows] == [
        ("given_with_limits", ""),
        ("given_with_limits", "only the left side"),
        ("declined", ""),
    ]
    assert [row.follows_id for row in rows] == [None, rows[0].pk, rows[1].pk]
    assert rows[0].wording.startswith("The psoas lies deep behind the belly.")
    assert save(browser, "consent", consent__abdomen="withdrawn").status_code == 422


def test_nothing_on_the_consent_page_is_chosen_beforehand(opened):
    browser, _ = opened
    page = browser.get("/intake/form/consent/")
    assert [area["value"] for area in page.context["form"].areas()] == [""] * 6
    assert " checked" not in page.text


def test_hidden_characters_are_refused_with_a_sentence(opened):
    browser, _ = opened
    answer = save(browser, "goals", goal="Dance\u202eagain")
    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"goal"}


def test_a_sent_intake_takes_no_more_words(as_staff, client):
    therapist = build.a_user()
    intake = a_submitted_intake(therapist=therapist)
    with as_link(intake), pytest.raises(Refused, match=CLOSED):
        actions.save_page(intake, Goals, {"goal": "later"})
    with as_link(intake), pytest.raises(Refused, match=CLOSED):
        actions.answer(intake, question("CV05"), "yes")
    let_in(client, intake)
    assert client.get("/intake/form/goals/").url == "/intake/ended/?sent=1"


def test_staff_do_not_fill_in_a_clients_form(signed_in):
    intake = a_started_intake()
    browser = signed_in(build.a_user())
    assert browser.get("/intake/form/goals/").status_code == 403
    session = browser.session
    session.update({"intake": intake.pk, "browser": intake.browser})
    session.save()
    assert browser.get("/intake/form/goals/").url == "/intake/ended/"


def test_nobody_without_a_code_sees_a_page(client):
    a_started_intake()
    for route in ("start", "check", "later", "send"):
        verb = client.post if route in ("later", "send") else client.get
        assert verb(reverse(f"intake:{route}")).url == "/intake/ended/"


def test_a_page_keeps_its_number_of_queries(opened, django_assert_num_queries):
    browser, intake = opened
    with django_assert_num_queries(8):
        browser.get("/intake/form/health/")
    fill(intake)
    with django_assert_num_queries(8):
        browser.get("/intake/form/health/")
