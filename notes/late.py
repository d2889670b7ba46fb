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
LONGER = datetime.timedelta(hours=2)  # than a visit was booked for


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
    until = _clock(min(moments[-1], _over(note, start)), start)
    return {"at": ", ".join(at), "from": _clock(start, start), "until": until}


def moment(note, row, clock, stopped):
    """The last moment that `clock` showed on the visit's day, before the row's place was closed.

    A minute lasts until its end, or until the stop. A visit may go on after midnight.
    """
    start, ends = began(note), _ends(row, closed(note.visit_id, stopped)) or timezone.now()
    day = timezone.localdate(start)
    first, second = (
        timezone.make_aware(datetime.datetime.combine(each, clock)) for each in (day, day + DAY)
    )
    at = first if first + MINUTE > start or second >= ends else second
    return min(at + MINUTE, ends) - datetime.timedelta.resolution if at < ends else at


def _over(note, start):
    """When the visit was over at the latest, also one that began late and took longer."""
    visit = note.visit
    return max(visit.ends_at, start + (visit.ends_at - visit.starts_at)) + LONGER


def _ends(row, since):
    """When the row's place was closed; where it still is open, when the last one was."""
    own = [since[place] for place in caps.touched(row) if place in since]
    return min(own) if own else max(since.values(), default=None)


def why_not_then(note, row, stopped):
    """The sentence that refuses a row with a time before a stop, or None: as it stood then."""
    start, ends = began(note), _ends(row, closed(note.visit_id, stopped))
    if ends is None:
        return _("Nothing was stopped at this visit. Add the technique without a time.")
    ends = min(ends, _over(note, start))
    if not start <= row.done_at < ends:
        said = {"from": _clock(start, start), "to": _clock(ends, start)}
        return _("Give a time from %(from)s, when the visit began, to %(to)s at the latest.") % said
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
