"""What has to be adapted at this visit, and what the therapist has said about it so far."""

from django.utils.translation import gettext as _

from intake import summary
from notes import caps
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


def unsaid(note, row, asked):
    """Those of `asked` whose places `row` touches and about which nothing was said yet."""
    if row.technique == Treatment.Technique.DEEP_BREATHING:
        return []
    touched = set(caps.touched(row))
    said = {row.code for row in note.adaptations.all()}
    return [each for each in asked if each.code not in said and touched & set(each.places)]


def why_not_before(note, row, asked):
    """The sentence that asks for the adaptations first, or None."""
    if left := unsaid(note, row, asked):
        actions = " ".join(f"{each.code}: {each.action}" for each in left)
        return _("Before you work here, say above how you adapted. %(actions)s") % {
            "actions": actions
        }
    return None


def warnings(note, limits):
    """An answer that came after the touch: what was done stays, and is said."""
    asked = summary.adjustments(limits["places"], note.therapist_id)
    for row in note.treatments.all():
        codes = ", ".join(each.code for each in unsaid(note, row, asked))
        if codes:
            yield _("Technique %(seq)d: not said yet how it was adapted (%(codes)s).") % {
                "seq": row.seq,
                "codes": codes,
            }
