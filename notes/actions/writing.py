"""Starting a note and saving its words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Visit
from intake import summary
from notes.access import why_not_start, why_not_write
from notes.actions.locking import locked
from notes.lying import why_not_lie
from notes.models import DraftSave, Note
from notes.models.note import SET_UP, WORDS

FIELDS = (*WORDS, "pain_before", "pain_after", "position", *SET_UP)


class Conflict(Exception):
    """Somebody saved a newer version meanwhile. Nothing was written; `note` is how it stands."""

    def __init__(self, note):
        super().__init__(f"note {note.pk} is at version {note.version}")
        self.note = note


@dataclass(frozen=True)
class Saved:
    """What a save is answered with: the version after it, and when it was written (UTC)."""

    version: int
    at: datetime


def start(visit, *, by, now=None):
    """The visit's note, made when there is none; a second press finds the first one's note."""
    now = now or timezone.now()
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    refuse_if(why_not_start(by, visit))
    if note := Note.objects.standing().filter(visit=visit).first():
        return note
    note = Note.objects.create(
        visit=visit,
        client_id=visit.client_id,
        therapist_id=visit.therapist_id,
        decision=summary.decision_in_force(visit.client_id, now),
        started_at=now,
        started_by=by,
    )
    summary.weigh(visit, by=by, now=now)
    record(journey.VISIT_STARTED, visit, client=visit.client_id, now=now)
    return note


def save(note, fields, *, version, key, by, now=None):
    """Keep the draft's words. `fields`: values by FIELDS; `version`: the one they were typed on.

    A `key` (UUID) that was saved before is answered from that save, without writing again, and
    so are words that stand there already. Raises Conflict when a newer version exists, Refused for
    a position that an answer rules out.
    """
    now = now or timezone.now()
    note = locked(note)
    if done := DraftSave.objects.filter(note=note, key=key, note__therapist=by).first():
        return Saved(done.version, done.at)
    refuse_if(why_not_write(by, note))
    changed = [name for name in FIELDS if name in fields and getattr(note, name) != fields[name]]
    if not changed and note.saved_at:
        return Saved(note.version, note.saved_at)
    if note.version != version:
        raise Conflict(note)
    if "position" in changed:
        refuse_if(why_not_lie(note, fields["position"], lambda: _limits(note, by, now)))
    for name in changed:
        setattr(note, name, fields[name])
    note.version, note.saved_at = version + 1, now
    note.save(update_fields=[*FIELDS, "version", "saved_at"])
    DraftSave.objects.create(
        note=note, client_id=note.client_id, key=key, version=note.version, at=now
    )
    return Saved(note.version, now)


def _limits(note, by, now):
    """What the gate says at this moment, kept for the database to hold the note against."""
    found = summary.limits(note.client_id, note.visit_id, now)
    summary.weigh(note.visit, by=by, found=found, now=now)
    return found
