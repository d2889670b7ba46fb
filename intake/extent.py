"""How far an agreement reaches, in words: the level at most, and the side that was named."""

from django.utils.translation import gettext as _

from intake.models.consent import Sides


def words(row):
    """“level 2 at most · left side only”; empty where nothing was said."""
    level = row.max_level and _("level %(n)d at most") % {"n": row.max_level}
    side = row.sides and str(Sides(row.sides).label)
    return " · ".join(word for word in (level, side) if word)
