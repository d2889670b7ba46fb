"""The signature, and the words and vows that may follow it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from notes.access import (
    why_not_amend,
    why_not_approve,
    why_not_mark_in_error,
    why_not_remark,
    why_not_sign,
    why_not_sign_shown,
)
from notes.actions.locking import locked
from notes.models import Amendment, Remark


def meaning():
    """What a signature says, in the signer's language of the day."""
    return _("I treated this client as written here, and I vouch for this note.")


def sign(note, *, by, shown_hash, now=None):
    """Sign what was on screen. `shown_hash`: the digest of the page that was read."""
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_sign(by, note) or why_not_sign_shown(note, shown_hash))
    note.signed_at, note.signed_by = now, by
    note.signed_hash, note.signed_meaning = shown_hash, meaning()
    note.save(update_fields=["signed_at", "signed_by", "signed_hash", "signed_meaning"])
    record(journey.NOTE_SIGNED, note, client=note.client_id, now=now)
    return note


def amend(note, *, kind, text, by, reason="", event_at=None, now=None):
    """Add words to a signed note. `kind`: Amendment.Kind; `event_at`: when it happened."""
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_amend(by, note, kind, reason, event_at, now))
    amendment = Amendment.objects.create(
        note=note,
        client_id=note.client_id,
        number=note.amendments.count() + 1,
        kind=kind,
        text=text,
        reason=reason,
        event_at=event_at,
        written_at=now,
        written_by=by,
    )
    record(journey.NOTE_AMENDED, amendment, client=note.client_id, now=now)
    return amendment


def remark(note, *, text, by, now=None):
    """Ask or say something about a signed note; the therapist answers with an amendment."""
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_remark(by, note))
    row = Remark.objects.create(note=note, client_id=note.client_id, text=text, by=by, at=now)
    record(journey.NOTE_REMARKED, row, client=note.client_id, now=now)
    return row


def approve(note, *, up_to, by, now=None):
    """Vouch, as an admin, for having read the note and its first `up_to` amendments."""
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_approve(by, note, up_to))
    note.approved_at, note.approved_by, note.approved_up_to = now, by, up_to
    note.save(update_fields=["approved_at", "approved_by", "approved_up_to"])
    record(journey.NOTE_APPROVED, note, client=note.client_id, now=now)
    return note


def mark_in_error(note, *, reason, by, now=None):
    """Say that this note should not exist. It stays readable; the visit may get a new one."""
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_mark_in_error(by, note, reason))
    note.errored_at, note.errored_by, note.errored_reason = now, by, reason.strip()
    note.save(update_fields=["errored_at", "errored_by", "errored_reason"])
    record(journey.NOTE_IN_ERROR, note, client=note.client_id, now=now)
    return note
