"""Letters from somebody who knows the client's health: kept, and revoked. Every change is a row."""

import hashlib

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Client
from intake import clearances
from intake.access.review import (
    why_not_clear,
    why_not_revoke_clearance,
    why_not_seen,
    why_not_without_file,
)
from intake.actions.weighing import weigh_anew
from intake.gate import places
from intake.models import Clearance, Letter

SAID = (
    "code about_id provider_name provider_role contact method dated_on expires_on zones scope"
    " restrictions"
).split()


def clear(client_id, code, facts, *, by, letter=None, about=None, now=None):
    """Keep a provider's word about one answer; it replaces the last one about the same answer.

    `facts`: checked values of `ClearanceForm`. `letter`: (kind, bytes) that `letters.checked` let
    through, or None. `about`: the number of the answer that was on the page. A decision that rests
    on the letter before ends; any other stays as it is.
    """
    now = now or timezone.now()
    last = _last_word(client_id, code)
    found = places.places(client_id, now=now).flags
    standing = [flag for flag in found if not flag.draft]
    flag = next((flag for flag in standing if flag.question.code == code), None)
    refuse_if(why_not_clear(by, client_id, flag))
    newest = flag.answer.pk or 0
    refuse_if(why_not_seen(newest, newest if about is None else about))
    refuse_if(why_not_without_file(facts, letter))
    row = Clearance.objects.create(
        client_id=client_id,
        code=code,
        about=flag.answer if flag.answer.pk else None,
        recorded_at=now,
        recorded_by=by,
        follows=last,
        **facts,
    )
    if letter:
        kind, content = letter
        digest = hashlib.sha256(content).hexdigest()
        Letter.objects.create(
            clearance=row, client_id=client_id, kind=kind, content=content, sha256=digest
        )
    record(journey.CLEARANCE_RECORDED, row, client=client_id, now=now)
    weigh_anew(client_id, by=by, now=now)
    return row


def revoke_clearance(row, *, by, now=None):
    """From now on the letter opens nothing: a new row that says so, after the one it ends.

    A decision that rests on it ends as well (`intake.lasting`).
    """
    now = now or timezone.now()
    last = _last_word(row.client_id, row.code)
    refuse_if(why_not_revoke_clearance(by, row, last))
    ended = Clearance.objects.create(
        client_id=row.client_id,
        recorded_at=now,
        recorded_by=by,
        follows=row,
        revoked=True,
        **{name: getattr(row, name) for name in SAID},
    )
    record(journey.CLEARANCE_REVOKED, ended, client=row.client_id, now=now)
    weigh_anew(row.client_id, by=by, now=now)
    return ended


def _last_word(client_id, code):
    """The newest row about the answer; the client is held, so that one word follows the other."""
    Client.objects.select_for_update().get(pk=client_id)
    return clearances.newest(clearances.of(client_id)).get(code)
