"""The only writer of the history. Steps are collected and written last, in the same transaction."""

import json

from django.db import connection
from django.utils import timezone

from clinic import scope


def subject_of(thing):
    """`notes.note:42`: the subject as text, so that the ground floor need not know the row."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def record(step, subject, *, client=None, now=None):
    """Note that the current actor did `step` to `subject` (a row, or text made of ids).

    `client`: the client it is about (a row or an id). Written once per step and subject in a
    transaction. Raises RuntimeError outside `acting_as`: history without a name is none.
    """
    actor = scope.current()
    if actor is scope.NOBODY:
        raise RuntimeError("record() needs acting_as(...)")
    entry = {
        "step": step,
        "subject": subject if isinstance(subject, str) else subject_of(subject),
        "client_id": getattr(client, "pk", client),
        "at": (now or timezone.now()).isoformat(),
    }
    if _key(entry) not in map(_key, actor.steps):
        actor.steps.append(entry)


def forget(step):
    """A page that was made is not shown after all: it was not read."""
    actor = scope.current()
    actor.steps[:] = [entry for entry in actor.steps if entry["step"] != step]


def _key(entry):
    return (entry["step"], entry["subject"], entry["client_id"])


def write_down(actor):
    """Send the collected steps to the database's chain, in one statement."""
    if not actor.steps:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clinic_record(%s::jsonb)", [json.dumps(actor.steps)])
    actor.steps.clear()
