"""When the client said stop: which places that closes, and what is still to be written about it.

Domain 13, rule 2: no later touch there at this visit; no reason is asked of the client. A check-in
names no zone: its stop is about the direct zones of its side, or of both sides.
"""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from notes.models import CheckIn, Note

SIDES = ("left", "right")
TEXTS = ("subjective", "objective", "assessment", "plan")


def of(note):
    """The stops of its visit, oldest first; those of a note in error count as well."""
    return at_visit(note.visit_id)


def at_visit(visit_id):
    """The same for a visit that may have no note yet."""
    rows = CheckIn.objects.filter(note__visit_id=visit_id, wants=CheckIn.Wants.STOP)
    return list(rows.order_by("at", "pk"))


def sides(stops):
    """The sides that are closed."""
    return {side for row in stops for side in ((row.side,) if row.side in SIDES else SIDES)}


def banner(stops):
    """What the page says as long as the visit lasts: when, where, and why; None without a stop."""
    if not stops:
        return None
    closed = sides(stops)
    return {
        "at": ", ".join(_clock(row.at) for row in stops),
        "where": _("on both sides") if len(closed) > 1 else _one_side(*closed),
    }


def until(note):
    """{side: the clock of its first stop}, as far as the signature knew of it."""
    known = [row for row in of(note) if note.signed_at is None or row.at <= note.signed_at]
    return {side: _clock(row.at) for row in reversed(known) for side in sides([row])}


def _one_side(side):
    return _("on the left") if side == "left" else _("on the right")


def to_write(note, stops):
    """The sentence that asks for words about the stop, naming the texts that are empty."""
    said = {"at": ", ".join(_clock(row.at) for row in stops)}
    empty = [name for name in TEXTS if not getattr(note, name).strip()]
    if len(empty) < len(TEXTS):
        return _("The client said stop at %(at)s. Write what you did then.") % said
    labels = [str(Note._meta.get_field(name).verbose_name) for name in empty]
    said["texts"] = ", ".join(f"“{label}”" for label in labels)
    return (
        _(
            "The client said stop at %(at)s, and nothing is written about it: %(texts)s are empty. "
            "Write what you did then."
        )
        % said
    )


def _clock(moment):
    return formats.date_format(timezone.localtime(moment), "H:i")
