"""What is tapped during the session: techniques, what was adapted, check-ins, ticks.

Drafts leave no history.
"""

import datetime

from django.db.models import Max
from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from intake import summary
from notes import stops
from notes.access import (
    why_not_adapt,
    why_not_take_back,
    why_not_tick,
    why_not_treat,
    why_not_write,
)
from notes.actions.locking import locked
from notes.adapting import adjustment
from notes.checklist import BY_CODE
from notes.late import why_not_then
from notes.models import Adaptation, CheckIn, Tick

AROUND = datetime.timedelta(minutes=30)  # a tick this close to the visit counts as live
MOST_ASKED = 2000  # characters that an adaptation keeps of what was asked
SAID = ["asked", "used", "reason", "at", "by"]
ANSWERED = ["phase", "asked", "answer", "reason", "live", "at", "by"]


def add_treatment(note, row, *, by, done_at=None, now=None):
    """Put an unsaved technique row at the end of the note's list, as the gate says now.

    `done_at`: when it was done, if that was before a stop; the gate's word of then counts.
    """
    note = locked(note)
    refuse_if(why_not_write(by, note))
    limits = summary.limits(note.client_id, note.visit_id)
    summary.weigh(note.visit, by=by, found=limits)
    row.entered_at = now or timezone.now()
    row.done_at = done_at or row.entered_at
    late = done_at is not None
    refuse_if(why_not_then(note, row, stops.of(note)) if late else why_not_treat(note, row, limits))
    last = note.treatments.aggregate(last=Max("seq"))["last"] or 0
    row.note, row.client_id, row.seq = note, note.client_id, last + 1
    row.save(force_insert=True)
    return row


def adapt(note, code, used, *, by, reason="", now=None):
    """Say how the work was adapted to an answer, or why not; saying it again replaces the word.

    `code`: of the screening question.
    """
    note = locked(note)
    asked = adjustment(note, summary.limits(note.client_id, note.visit_id), code)
    refuse_if(why_not_adapt(by, note, asked, used, reason))
    row = Adaptation(
        note=note,
        client_id=note.client_id,
        code=code,
        asked=asked.action[:MOST_ASKED],
        used=used,
        reason="" if used else reason.strip(),
        at=now or timezone.now(),
        by=by,
    )
    return Adaptation.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["note", "code"], update_fields=SAID
    )[0]


def remove_treatment(note, pk, *, by):
    """Take a technique row off a draft; a row that is gone already is no error."""
    note = locked(note)
    refuse_if(why_not_write(by, note))
    note.treatments.filter(pk=pk).delete()


def check_in(note, *, wants, by, side="", felt=None, pain=None, now=None):
    """One answer of the client. `wants`: CheckIn.Wants; `felt`, `pain`: 0–10 or not asked."""
    note = locked(note)
    refuse_if(why_not_write(by, note))
    return CheckIn.objects.create(
        note=note,
        client_id=note.client_id,
        side=side,
        felt=felt,
        wants=wants,
        pain=pain,
        at=now or timezone.now(),
    )


def remove_check_in(note, pk, *, by, wrong_tap=False):
    """Take back a mistaken tap; one that is gone already is no error.

    `wrong_tap`: was it said in so many words? A stop needs it, and the history keeps that it stood.
    """
    note = locked(note)
    refuse_if(why_not_write(by, note))
    for row in note.check_ins.filter(pk=pk):
        if row.wants == CheckIn.Wants.STOP:
            refuse_if(why_not_take_back(wrong_tap))
            record(journey.STOP_TAKEN_BACK, note, client=note.client_id)
        row.delete()


def tick(note, code, answer, *, by, reason="", live=None, now=None):
    """Answer one item of the checklist; answering again replaces the answer while it is a draft.

    `live`: made during the visit; left out, the visit's time and the clock decide.
    """
    now = now or timezone.now()
    note = locked(note)
    refuse_if(why_not_tick(by, note, code, answer, reason))
    item = BY_CODE[code]
    if live is None:
        live = note.visit.starts_at - AROUND <= now <= note.visit.ends_at + AROUND
    row = Tick(
        note=note,
        client_id=note.client_id,
        item=code,
        phase=item.phase,
        asked=str(item.text),
        answer=answer,
        reason=reason.strip() if answer == Tick.Answer.NOT_DONE else "",
        live=live,
        at=now,
        by=by,
    )
    return Tick.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["note", "item"], update_fields=ANSWERED
    )[0]
