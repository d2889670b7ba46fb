"""How a client may lie at a visit: what the answers rule out (domain 7.1; 13, rule 9)."""

from django.utils.translation import gettext as _

from notes.models import Note


def ruled_out(limits):
    """{position: the sentence that rules it out}. `limits`: what `summary.limits` answers."""
    if "prone_off" not in limits["places"].notes:
        return {}
    return {Note.Position.PRONE: _("Not face down: pregnant for 20 weeks or more, or for how long"
            " is not known. Choose the side, or leaning back.")}  # fmt: skip


def why_not_lie(note, position, limits):
    """The sentence that refuses a position, or None; what was noted before stays.

    `limits`: as a function, because most saves never ask.
    """
    if position != Note.Position.PRONE or note.position == position:
        return None
    return ruled_out(limits()).get(position)
