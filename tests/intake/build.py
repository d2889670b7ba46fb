"""Intakes in every state, made through the real actions by the link's own actor."""

from clinic import scope
from intake import actions, links, sheet
from intake.models import Comfort, Cushions, Goals, Intake, Pressure
from intake.models.consent import Choice, Kind
from tests.build import a_client, a_user

PAGES = {
    Goals: {"goal": "Sit through a film again", "pain_now": 4},
    Comfort: {"avoid": "none", "talk": "some", "options": ["eyes_open"]},
    Cushions: {"position": "supine_hooklying", "supports": ["round_bolster", "pillow"]},
    Pressure: {"comfort_limit": 5, "general": 2, "stop_word": "red", "stop_signal": "raise_hand"},
}


def as_link(intake):
    """`with as_link(intake):` everything inside runs for the browser that opened it."""
    return scope.acting_as(scope.link(intake.pk))


def an_intake(client=None, *, by=None, now=None):
    """An invitation; nobody has opened it. `by`: a therapist of the client's care team."""
    by = by or a_user()
    client = client or a_client(by)
    with scope.acting_as(scope.staff(by)):
        return actions.invite(client, by=by, now=now)


def redeem(intake, *, now=None):
    """Open the intake with a code; the nonce of that browser."""
    with as_link(intake):
        passcode = actions.ask_code(intake, now=now)
        return actions.redeem(intake.pk, links.code(passcode), now=now)


def a_started_intake(client=None, *, by=None, now=None):
    """Opened, nothing written."""
    intake = an_intake(client, by=by, now=now)
    redeem(intake, now=now)
    return intake


def fill(intake, *, now=None, consents=None, **values):
    """Answer everything: "no" to each health question but those named, `CV05="yes"`."""
    consents = consents or {}
    with as_link(intake):
        for model, facts in PAGES.items():
            actions.save_page(intake, model, facts, now=now)
        for question in sheet.questions():
            value = values.get(question.code, "no")
            value, words = value if isinstance(value, tuple) else (value, "")
            actions.answer(intake, question, value, words, now=now)
        for kind in Kind:
            decision = consents.get(kind, Choice.GIVEN)
            actions.consent(intake, kind, decision, now=now)


def a_filled_intake(client=None, *, by=None, now=None, consents=None, **values):
    """Ready to be sent."""
    intake = a_started_intake(client, by=by, now=now)
    fill(intake, now=now, consents=consents, **values)
    return intake


def a_submitted_intake(client=None, *, by=None, now=None, consents=None, **values):
    """Sent and sealed."""
    intake = a_filled_intake(client, by=by, now=now, consents=consents, **values)
    with as_link(intake):
        return actions.submit(intake, "Sample Signer", now=now)


def a_reviewed_intake(client=None, *, by=None, now=None, values=None, **facts):
    """Sent and decided by `by`. `facts` of the decision; `values` of the answers."""
    by = by or a_user()
    intake = a_submitted_intake(client, by=by, now=now, **(values or {}))
    facts = {"outcome": "go_ahead", "conditions": "", "reason": "", "until": None} | facts
    with scope.acting_as(scope.staff(by)):
        actions.review(intake, facts, by=by, now=now)
        return Intake.objects.select_related("client").get(pk=intake.pk)
