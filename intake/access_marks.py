"""When the body map may be changed: the sentence to show, or None when the way is clear."""

from django.utils.translation import gettext as _

from intake.access import why_not_write
from intake.models.marks import MOST, Mark


def why_not_mark(intake, region, side, kind):
    """A sent intake is sealed; a new mark needs room, an older one may always be changed."""
    if sentence := why_not_write(intake):
        return sentence
    known = set(Mark.objects.filter(intake=intake).values_list("region", "side", "kind"))
    if (region, side, kind) not in known and len(known) >= MOST:
        return _("You have marked %(most)s places. Remove one to mark another.") % {"most": MOST}
    return None
