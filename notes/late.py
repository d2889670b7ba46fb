"""Work that was done before a stop and is entered after it.

Domain 13, rule 2 closes places for what is done later, not for what is written later: such a row
is held against what stood when it was done, and says both of its times (rule 11).
"""

import datetime

from django.db.models import Min
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from intake import summary
from notes import adapting, caps, stops
from notes.models import Note

DAY, MINUTE = datetime.timedelta(days=1), datetime.timedelta(minutes=1)


def closed(visit_id, stopped):
    """{(zone, side): since when} of the places that were closed while the visit lasted.

    By the gate, an agreement that was taken back, or the client's stop; the first one counts.
    `stopped`: what `stops.of` answers for the note.
    """
    since = summary.closed_since(visit_id)
    for row in stopped:
        for side in stops.sides([row]):
            since |= {
                (str(zone), side): min(row.at, since.get((str(zone), side), row.at))
                for zone in caps.DIRECT
            }
    return since


def began(note):
    """When its visit began; a note in error may have been the first."""
    notes = Note.objects.filter(visit=note.visit_id)
    return notes.aggregate(first=Min("started_at"))["first"]


def choice(note, stopped):
    """What the technique's form offers once something is closed: from when until when, or None."""
    if not (since := closed(note.visit_id, stopped)):
        return None
    start, moments = began(note), sorted(set(since.values()))
    at = list(dict.fromkeys(_clock(moment, start) for moment in moments))
    return {"at": ", ".join(at), "from": _clock(start, start), "until": at[-1]}


def moment(note, row, clock, stopped):
    """The last moment that `clock` showed before the row's place was closed.

    A minute lasts until its end, or until the stop.
    """
    ends = _ends(row, closed(note.visit_id, stopped)) or timezone.now()
    days = (timezone.localdate(ends), timezone.localdate(ends) - DAY)
    moments = (timezone.make_aware(datetime.datetime.combine(day, clock)) for day in days)
    last = next(at for at in moments if at < ends)
    return min(last + MINUTE, ends) - datetime.timedelta.resolution


def _ends(row, since):
    """When the row's place was closed; where it still is open, when the last one was."""
    own = [since[place] for place in caps.touched(row) if place in since]
    return min(own) if own else max(since.values(), default=None)


def why_not_then(note, row, stopped):
    """The sentence that refuses a row with a time before a stop, or None: as it stood then."""
    start, ends = began(note), _ends(row, closed(note.visit_id, stopped))
    if ends is None:
        return _("Nothing was stopped at this visit. Add the technique without a time.")
    if not start <= row.done_at < ends:
        return _("Give a time from %(from)s, when the visit began, to the stop at %(to)s.") % {
            "from": _clock(start, start),
            "to": _clock(ends, start),
        }
    if sentence := _as_it_stood(note, row):
        said = {"at": _clock(row.done_at, start), "sentence": sentence}
        return _("As it stood at %(at)s: %(sentence)s") % said
    return None


def _as_it_stood(note, row):
    if row.technique == row.Technique.DEEP_BREATHING:
        return None
    then = summary.stood(note.visit_id, row.done_at)
    if then is None:  # a visit of before the gate's word was kept
        return _("It is not known what was open.")
    return caps.why_not_row(row, then) or adapting.why_not_before(note, row, then["adapt"])


def _clock(moment, start):
    """The time of day; with the day where that is not the visit's."""
    at = timezone.localtime(moment)
    same = at.date() == timezone.localdate(start)
    return formats.date_format(at, "H:i" if same else "j M, H:i")
