"""Intakes in every state, made through the real actions by the link's own actor."""

import datetime
import time

from django.conf import settings
from django.utils import timezone

from clinic import scope
from intake import actions, links, minors, sheet, today, visitor
from intake.gate import grounds
from intake.models import About, Comfort, Cushions, Goals, Intake, Pressure, Question
from intake.models.consent import Choice
from tests.build import a_client, a_user

PAGES = {
    About: {
        "legal_name": "Sample Signer",
        "date_of_birth": datetime.date(1980, 5, 17),
        "emergency_name": "Sample Friend",
        "emergency_phone": "555 0100",
    },
    Goals: {"goal": "Sit through a film again", "pain_now": 4},
    Comfort: {"nothing_to_avoid": True, "talk": "some", "options": ["eyes_open"]},
    Cushions: {"position": "supine_hooklying", "supports": ["round_bolster", "pillow"]},
    Pressure: {"comfort_limit": 5, "general": 2, "stop_word": "red", "stop_signal": "raise_hand"},
}


def as_link(intake):
    """`with as_link(intake):` everything inside runs for the browser that opened it."""
    return scope.acting_as(scope.link(intake.pk))


def as_sender(intake, copy=None):
    """`with as_sender(intake):` the same, after it was sent; `copy`: another browser's nonce."""
    return scope.acting_as(scope.link(intake.pk, copy=copy or intake.browser))


def an_intake(client=None, *, therapist=None, now=None):
    """An invitation; nobody has opened it. `therapist`: of the client's care team."""
    therapist = therapist or a_user()
    client = client or a_client(therapist)
    with scope.acting_as(scope.staff(therapist)):
        return actions.invite(client, by=therapist, now=now)


def redeem(intake, *, now=None):
    """Open the intake with a code; the nonce of that browser."""
    with as_link(intake):
        passcode = actions.ask_code(intake, now=now)
        return actions.redeem(intake.pk, links.code(passcode), now=now)


def a_started_intake(client=None, *, therapist=None, now=None):
    """Opened, nothing written."""
    intake = an_intake(client, therapist=therapist, now=now)
    intake.browser = redeem(intake, now=now)
    return intake


def an_open_intake(client=None, *, therapist=None, now=None):
    """(an opened intake, the secret part of its link)."""
    intake = a_started_intake(client, therapist=therapist, now=now)
    return intake, links.token_of(intake)


def visiting(intake):
    """What the session of the browser that opened it holds."""
    now = time.time()
    return {
        visitor.INTAKE: intake.pk,
        visitor.BROWSER: intake.browser,
        visitor.DOOR: intake.link_digest,
        visitor.SEEN: now,
        visitor.SINCE: now,
    }


def let_in(browser, intake):
    """Make `browser` (a Django test client) the one that opened this intake."""
    session = browser.session
    session.update(visiting(intake))
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return browser


def fill(intake, *, now=None, consents=None, person=None, **values):
    """Answer everything: "no" to each health question but those named, `CV05="yes"`.

    `person`: what the first page says beside the usual.
    """
    consents = consents or {}
    with as_link(intake):
        for model, facts in PAGES.items():
            more = (person or {}) if model is About else {}
            actions.save_page(intake, model, facts | more, now=now)
        given = [(row, *_pair(values.get(row.code, "no"))) for row in sheet.questions()]
        actions.answers(intake, given, now=now)
        for kind in minors.decisions(Intake.objects.get(pk=intake.pk), now):
            decision = consents.get(kind, Choice.GIVEN)
            actions.consent(intake, kind, decision, now=now)


def _pair(value):
    return value if isinstance(value, tuple) else (value, "")


def a_filled_intake(client=None, *, therapist=None, now=None, **values):
    """Ready to be sent."""
    intake = a_started_intake(client, therapist=therapist, now=now)
    fill(intake, now=now, **values)
    return intake


def a_submitted_intake(client=None, *, therapist=None, now=None, **values):
    """Sent and sealed."""
    intake = a_filled_intake(client, therapist=therapist, now=now, **values)
    with as_link(intake):
        sent = actions.submit(intake, signer(values.get("person")), now=now)
    sent.client = intake.client  # from here on the link reaches nothing
    return sent


def signer(person=None):
    """Who signs the form: for a minor the guardian that the first page names."""
    return (person or {}).get("guardian_name") or PAGES[About]["legal_name"]


def decide(intake, therapist, *, now=None, **facts):
    """The therapist's decision; "go ahead" unless said otherwise. An old one was made in time.

    Its reason opens every place that it may, unless `reason_zones` says which.
    """
    if now is None and (day := facts.get("expires_on")) and day < timezone.localdate():
        now = timezone.now() - (timezone.localdate() - day)
    why = "Better help is elsewhere." if facts.get("outcome") == "not_suitable" else ""
    facts = {"outcome": "go_ahead", "conditions": "", "reason": why, "until": None} | facts
    with scope.acting_as(scope.staff(therapist)):
        openable = list(grounds.of(intake, now).openable(facts["outcome"]))
        facts = {"reason_zones": openable if facts["reason"] else []} | facts
        return actions.review(intake, facts, by=therapist, now=now)


def observed(intake, therapist, code, value="yes", details=None, **more):
    """The sent intake, after its therapist wrote down an answer."""
    question = Question.objects.filter(code=code).order_by("-version").first()
    with scope.acting_as(scope.staff(therapist)):
        actions.observe(intake, question, value, "Seen", details, by=therapist, **more)
    return intake


def question(code):
    """The newest wording of a question."""
    return Question.objects.filter(code=code).order_by("-version").first()


def said_at(visit, by, code, value="yes", details=None):
    """An answer that the therapist took down at a visit."""
    with scope.acting_as(scope.staff(by)):
        given = [(question(code), value, "", details or {})]
        return actions.ask_today(visit, given, [], by=by)


def asked_today(visit, by):
    """Today's questions, all of them answered with "no" at this visit."""
    with scope.acting_as(scope.staff(by)):
        rows = [row for group in today.questions() for row in group["questions"]]
        return actions.ask_today(visit, [], [row for row in rows if not row.if_raised], by=by)


def a_reviewed_intake(client=None, *, therapist=None, now=None, values=None, **facts):
    """Sent and decided by `therapist`. `facts` of the decision; `values` of the answers."""
    therapist = therapist or a_user()
    intake = a_submitted_intake(client, therapist=therapist, now=now, **(values or {}))
    decide(intake, therapist, now=now, **facts)
    with scope.acting_as(scope.staff(therapist)):
        return Intake.objects.select_related("client").get(pk=intake.pk)
