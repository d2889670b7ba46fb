"""When the body map may be changed: the sentence to show, or None when the way is clear."""

from django.utils.translation import gettext as _

from intake import minors
from intake.access import why_not_write
from intake.models.marks import MOST, MOST_PAINS, RESTRICTED, Mark, MarkKind

NOT_FOR_THE_YOUNG = ("f_groin", "f_thigh_med")  # over zones Z4 to Z6 (domain 8.6)
OPPOSITES = {MarkKind.AVOID: MarkKind.PREFERRED, MarkKind.PREFERRED: MarkKind.AVOID}


def why_not_mark(intake, region, side, kind):
    """A sent intake is sealed; a new mark needs room, an older one may always be changed."""
    if sentence := why_not_write(intake):
        return sentence
    known = set(Mark.objects.filter(intake=intake).values_list("region", "side", "kind"))
    if sentence := why_not_beside(known, region, side, kind):
        return sentence
    if kind == MarkKind.PREFERRED:
        return why_not_prefer(intake, region)
    return None


def why_not_beside(known, region, side, kind):
    """What the marks that are there leave room for. `known`: {(region, side, kind)}."""
    if (region, side, OPPOSITES.get(kind)) in known:
        return _opposite(kind)
    if (region, side, kind) in known:
        return None
    if len(known) >= MOST:
        return _("You have marked %(most)s places. Remove one to mark another.") % {"most": MOST}
    if kind == MarkKind.PAIN and sum(one[2] == MarkKind.PAIN for one in known) >= MOST_PAINS:
        return _(
            "You have marked %(most)s places that hurt. Keep those that matter most:"
            " remove one to mark another."
        ) % {"most": MOST_PAINS}
    return None


def why_not_prefer(intake, region):
    """Some places are left out, whoever asks (domain 2.4); some until somebody is sixteen (8.6)."""
    if region in RESTRICTED:
        return _(
            "We always leave this place out. You may say that it hurts there, or choose another."
        )
    if region in NOT_FOR_THE_YOUNG and minors.is_young(intake):
        return _("Under sixteen we leave this place out. You may say that it hurts there.")
    return None


def _opposite(kind):
    if kind == MarkKind.AVOID:
        return _(
            "You asked us to work here. Remove that mark first, then choose “Please do not touch”."
        )
    return _("You asked us not to touch this place. Remove that mark first, if we may work here.")
