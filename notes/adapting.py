"""What has to be adapted at this visit, and what the therapist has said about it so far."""

from django.utils.translation import gettext as _

from intake import summary
from notes.caps import SIDES
from notes.models import Treatment


def board(note, limits):
    """For the page: each adjustment that the gate asks for, with the therapist's word or None."""
    said = {row.code: row for row in note.adaptations.all()}
    asked = summary.adjustments(limits["places"], note.therapist_id)
    return [{"asked": each, "said": said.get(each.code)} for each in asked]


def adjustment(note, limits, code):
    """What is asked for under this code now, or None."""
    asked = summary.adjustments(limits["places"], note.therapist_id)
    return next((each for each in asked if each.code == code), None)


def unsaid(note, row, limits):
    """The adjustments of the places that `row` touches about which nothing was said yet."""
    if row.technique == Treatment.Technique.DEEP_BREATHING:
        return []
    sides = (row.side,) if row.side in SIDES else SIDES
    touched = {(str(row.zone), side) for side in sides}
    left = [line["asked"] for line in board(note, limits) if line["said"] is None]
    return [each for each in left if touched & set(each.places)]


def why_not_before(note, row, limits):
    """The sentence that asks for the adaptations first, or None."""
    if left := unsaid(note, row, limits):
        actions = " ".join(f"{each.code}: {each.action}" for each in left)
        return _("Before you work here, say above how you adapted. %(actions)s") % {
            "actions": actions
        }
    return None


def warnings(note, limits):
    """An answer that came after the touch: what was done stays, and is said."""
    for row in note.treatments.all():
        codes = ", ".join(each.code for each in unsaid(note, row, limits))
        if codes:
            yield _("Technique %(seq)d: not said yet how it was adapted (%(codes)s).") % {
                "seq": row.seq,
                "codes": codes,
            }
