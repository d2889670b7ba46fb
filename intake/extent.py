"""How far an agreement reaches, in words: the level at most, and the side that was named."""

from django.utils.translation import gettext as _

from intake.models.consent import Sides


def words(max_level, sides):
    """“level 2 at most · left side only”; empty where nothing was said."""
    level = max_level and _("level %(n)d at most") % {"n": max_level}
    side = sides and str(Sides(sides).label)
    return " · ".join(word for word in (level, side) if word)


def of(row):
    """How far one Consent reaches."""
    return words(row.max_level, row.sides)
