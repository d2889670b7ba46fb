"""Builders for the top floor: the smallest true thing, made through the real actions."""

import datetime
import functools
import uuid

from django.utils import timezone

from clinic import scope
from intake import screening, sheet, summary, wordings
from intake.gate import meaning
from intake.gate.limits import asked_of_everybody
from intake.models import Answer, Consent, Decision, Intake, Pressure, Question
from intake.models.consent import AREAS
from intake.models.pressure import AREAS as REGIONS
from notes import actions
from notes.checklist import ITEMS
from notes.models import Note, Treatment
from tests import build

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
LIVE = {"wants": "right", "side": "left", "felt": 4}
BREATH = {
    "technique": "deep_breathing",
    "contact_tool": "none",
    "motion": "none",
    "pressure_level": None,
    "pressure_perceived": None,
}


def acting(note):
    """Everything inside is done by the note's therapist."""
    return scope.acting_as(scope.staff(note.therapist))


def a_note(client=None, therapist=None, *, visit=None, now=None):
    """A draft: the visit was started."""
    visit = visit or build.a_visit(client, therapist)
    with scope.acting_as(scope.staff(visit.therapist)):
        note = actions.start(visit, by=visit.therapist, now=now)
        return Note.objects.select_related("therapist", "client", "visit").get(pk=note.pk)


@functools.cache
def _asked():
    return sheet.frozen()


def screened(client, therapist, *, now=None, leaving_out=()):
    """A sent intake with nothing to mind, and the decision to go ahead: written row by row.

    The way through the real pages (`tests.intake.build`) takes a hundred times as long.
    `leaving_out`: codes of questions that stay without an answer.
    """
    now = now or timezone.now()
    with scope.acting_as(scope.Actor("job", client=client.pk)):
        intake = Intake.objects.create(
            client=client,
            invited_at=now - DAY,
            invited_by=therapist,
            lives_until=now + DAY,
            mailed_at=now - DAY,
            link_nonce=uuid.uuid4().hex,
            link_digest=uuid.uuid4().hex * 2,
            redeemed_at=now - HOUR,
        )
        own = {"client": client, "intake": intake}
        levels = {f"{area}_level": 5 for area in REGIONS}  # so that only the zones bind
        Pressure.objects.create(**own, **levels, comfort_limit=5, stop_word="red", saved_at=now)
        Answer.objects.bulk_create(
            Answer(**own, question=row, asked=row.text, value="no", recorded_at=now)
            for row in sheet.questions()
            if row.code not in leaving_out
        )
        Consent.objects.bulk_create(
            Consent(
                **own,
                kind=kind,
                wording=str(wordings.WORDINGS[kind]),
                wording_hash=wordings.version(kind),
                decision="given",
                decided_at=now,
            )
            for kind in AREAS
        )
        intake.submitted_at, intake.signer_name, intake.asked = now, "Sample Signer", _asked()
        intake.save(update_fields=["submitted_at", "signer_name", "asked"])
    decide(intake, therapist, now=now)
    return intake


def decide(intake, therapist, *, now=None):
    """Go ahead."""
    now = now or timezone.now()
    with scope.acting_as(scope.staff(therapist)):
        return Decision.objects.create(
            client_id=intake.client_id,
            intake=intake,
            outcome="go_ahead",
            expires_on=timezone.localdate(now) + DAY,
            decided_at=now,
            decided_by=therapist,
            after_answer=meaning.newest_id(intake.client_id),
        )


def decided(note):
    """The same note; its client's decision has seen every answer so far."""
    with acting(note):
        intake = Intake.objects.sent().filter(client=note.client_id).order_by("-pk").first()
    decide(intake, note.therapist)
    return note


def known(note):
    """The note's client has a sent intake, made when there is none, and was asked at the visit."""
    with acting(note):
        there = Intake.objects.sent().filter(client=note.client_id).exists()
    if not there:
        screened(note.client, note.therapist)
    return asked_today(note)


def asked_today(note, *, now=None):
    """A "no" at the visit to whatever of today's questions has no answer there yet.

    A decision that counted before is made anew, as `actions.go_on` would.
    """
    with acting(note):
        client, visit, by = note.client_id, note.visit_id, note.therapist
        said = Answer.objects.filter(visit=visit).values_list("question__code", flat=True)
        left = asked_of_everybody() - set(said)
        decision = summary.decision_in_force(client)
        intake = decision and decision.intake
        rows = Question.objects.filter(version=screening.LATEST, code__in=left)
        own = {"client_id": client, "visit_id": visit, "recorded_by": by, "value": "no"}
        now = now or timezone.now()
        Answer.objects.bulk_create(
            Answer(**own, question=row, asked=row.text, recorded_at=now) for row in rows
        )
    if left and intake:
        decide(intake, by)
    return note


def a_row(**facts):
    """A technique row that was not saved yet."""
    facts = {
        "technique": "gentle_pressure",
        "contact_tool": "finger_pads",
        "motion": "sink_and_wait",
        "side": "left",
        "zone": "Z2_abd_lower",
        "pressure_level": 2,
        "pressure_perceived": 4,
        "duration_s": 60,
        **dict.fromkeys(("done_at", "entered_at"), timezone.now()),
    } | facts
    return Treatment(**facts)


def a_treatment(note, **facts):
    """One technique on the draft; its client was screened."""
    known(note)
    with acting(note):
        return actions.add_treatment(note, a_row(**facts), by=note.therapist)


def words(note, *, version=None, key=None, now=None, **fields):
    """Save words on the draft, as an autosave does."""
    with acting(note):
        version = Note.objects.get(pk=note.pk).version if version is None else version
        return actions.save(
            note, fields, version=version, key=key or uuid.uuid4(), by=note.therapist, now=now
        )


def a_ready_note(note=None, **fields):
    """A draft with words, a technique, a check-in and every item answered: it can be signed."""
    note = note or a_note()
    words(note, **{"objective": "Left psoas firm, right soft.", "pain_before": 5} | fields)
    a_treatment(note)
    with acting(note):
        actions.check_in(note, by=note.therapist, **LIVE)
        for item in ITEMS:
            actions.tick(note, item.code, "done", by=note.therapist)
    return note


def a_signed_note(note=None, now=None, **fields):
    """A note that its therapist read over and signed."""
    note = a_ready_note(note, **fields)
    with acting(note):
        shown = Note.objects.get(pk=note.pk).digest()
        actions.sign(note, by=note.therapist, shown_hash=shown, now=now)
        return Note.objects.select_related("therapist", "client", "visit").get(pk=note.pk)


def an_amendment(note, **facts):
    """Words added by the signer."""
    facts = {"kind": "addendum", "text": "Called the next day: no soreness."} | facts
    with acting(note):
        return actions.amend(note, by=note.therapist, **facts)


def an_approved_note(note=None, by=None):
    """A signed note that an admin approved."""
    note, by = note or a_signed_note(), by or build.an_admin()
    with scope.acting_as(scope.staff(by)):
        actions.remark(note, text="Thank you for the clear words.", by=by)
        actions.approve(note, up_to=note.amendments.count(), by=by)
    with acting(note):
        return Note.objects.select_related("therapist", "client", "visit").get(pk=note.pk)
