"""The corpus on what is said about adaptations, incidents and referrals."""

import pytest
from django.utils import timezone

from clinic.models import Visit
from intake.forms.stops import IncidentForm, RecordForm, ReferralForm
from intake.models import Referral
from tests.intake import build as intakes
from tests.intake import corpus
from tests.intake.build_stops import rows
from tests.intake.corpus_work import Asked, Desk, Filled
from tests.notes.build import a_note, known
from tests.notes.test_corpus_work import tried

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
WHY = "For this reason, and no other: "


def at_desk(signed_in, user):
    browser = signed_in(user)
    browser.raise_request_exception = False
    return Desk(browser, user)


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def test_an_adaptation(signed_in):
    note = known(a_note())
    intakes.said_at(note.visit, note.therapist, "NE03")
    at, path = at_desk(signed_in, note.therapist), f"/notes/{note.pk}/adapt/"
    usual = {"code": "NE03", "used": "no"}
    for category, typed in corpus.REFUSED_TEXTS[::4] + corpus.too_long(500)[:1]:
        answer, tables, _seen = at.post(path, usual | {"reason": typed})
        assert (answer.status_code, tables) == (422, set()), (category, typed)
        assert Filled(answer.text).shows("reason", typed), typed
    for category, typed in corpus.KEPT_TEXTS[::5]:
        sent = WHY + typed
        answer, _tables, stored = at.post(path, usual | {"reason": sent}, at.stored(sent))
        assert (answer.status_code, stored) == (302, True), (category, typed)
    for category, typed in corpus.WRONG_CHOICES[::3]:
        for name in ("code", "used"):
            answer, tables, _seen = at.post(path, usual | {"reason": WHY, name: typed})
            assert (answer.status_code in (404, 422), tables) == (True, set()), (category, typed)


def test_writing_up_an_incident(signed_in):
    note = a_note()
    intakes.said_at(note.visit, note.therapist, "RF17")
    (first,) = rows(note.therapist)
    usual = {
        "seen": str(first.pk),
        "at": moment(first.at),
        "kind": "other",
        "severity": "mild",
        "action": "Waited.",
    }
    usual |= {"client_informed": "yes", "description": "Pain.", "referred_to": "A clinic"}
    asked = Asked(f"/incidents/{first.pk}/", usual, skip=("seen", "mistaken"))
    tried(at_desk(signed_in, note.therapist), asked, IncidentForm(last=first), 4)


def test_recording_an_incident(signed_in):
    note = a_note()
    usual = {
        "seen": "0",
        "key": "7d1a1a52-4a5b-4f3c-9f0e-2f0c7c3f0a11",
        "visit": str(note.visit_id),
        "at": moment(timezone.now()),
        "kind": "bruise",
        "severity": "mild",
        "action": "Waited.",
    }
    usual |= {"client_informed": "yes", "description": "Left.", "referred_to": "A clinic"}
    visits = Visit.objects.filter(pk=note.visit_id)
    form = RecordForm(visits=visits, visit="", seen=0)
    asked = Asked(f"/clients/{note.client_id}/incident/", usual, skip=("seen", "key", "visit"))
    tried(at_desk(signed_in, note.therapist), asked, form, 4)


def test_writing_up_a_referral(signed_in):
    note = a_note()
    intakes.said_at(note.visit, note.therapist, "RF06")
    (first,) = rows(note.therapist, Referral)
    usual = {
        "seen": str(first.pk),
        "urgency": "today",
        "to_whom": "A clinic",
        "outcome": "Seen there.",
    }
    usual |= {"told_at": moment(first.recorded_at)}
    asked = Asked(f"/referrals/{first.pk}/", usual, skip=("seen", "mistaken"))
    tried(at_desk(signed_in, note.therapist), asked, ReferralForm(last=first), 6)
