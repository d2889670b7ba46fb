"""Levels and felt limits told by region, as short as a card needs them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.body import zones
from intake.models.consent import SIGNED
from intake.models.pressure import AREAS

SIGNED_ZONES = {zone for kind in SIGNED for zone in zones.BY_CONSENT.get(kind, ())}
WORDS = {
    "belly": gettext_lazy("belly"),
    "groin": gettext_lazy("groin"),
    "thigh": gettext_lazy("inner thigh"),
    "back": gettext_lazy("low back"),
    "hip": gettext_lazy("side of the hip"),
    "glute": gettext_lazy("buttocks"),
}


def by_region(found):
    """A dict for each region: code, word, level (words), felt (0–10 or None), open, places,
    and each_visit: without a visit, does something still have to be signed at one (domain 8.3)?

    `found`: what `limits.limits` answered.
    """
    signed = () if found["places"].standing.visit else SIGNED_ZONES
    for code, area in AREAS.items():
        places = [found["places"][zone, side] for zone in area for side in zones.SIDES]
        felt = [found["felt_limits"][zone] for zone in area]
        yield {
            "code": code,
            "word": str(WORDS[code]),
            "level": _level(places),
            "felt": min((n for n in felt if n is not None), default=None),
            "open": any(place.level for place in places),
            "places": places,
            "each_visit": any(place.level and place.zone in signed for place in places),
        }


def _level(places):
    """“2”, “1 to 3”, “2, partly closed”; empty where everything is closed."""
    levels = {place.level for place in places if place.level}
    if not levels:
        return ""
    low, high = min(levels), max(levels)
    said = str(high) if low == high else _("%(low)d to %(high)d") % {"low": low, "high": high}
    if all(place.level for place in places):
        return said
    closed = {place.side for place in places if not place.level}
    if len(closed) == 1 and not any(p.level for p in places if p.side in closed):
        sides = {"left": _("%(level)s, left closed"), "right": _("%(level)s, right closed")}
        return sides[closed.pop()] % {"level": said}
    return _("%(level)s, partly closed") % {"level": said}


def level_words(regions):
    """“belly 2 · low back 3”: the regions that are open, with the firmest level for each."""
    return " · ".join(_told(row) for row in regions if row["open"])


def _told(row):
    said = f"{row['word']} {row['level']}"
    return (
        _("%(region)s, once signed at the visit") % {"region": said} if row["each_visit"] else said
    )


def closed_words(regions):
    """The regions that are closed on both sides."""
    return ", ".join(row["word"] for row in regions if not row["open"])


def felt_words(regions, general):
    """“5 of 10; belly 3”: the client's own limit, and the regions where it is another one."""
    other = [row for row in regions if row["felt"] is not None and row["felt"] != general]
    said = [f"{row['word']} {row['felt']}" for row in other]
    if general is not None:
        said = [_("%(n)d of 10") % {"n": general}, *said]
    return " · ".join(said)
