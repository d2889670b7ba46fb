"""What each zone allows today, put onto the body map: which state a region shows, and in words.

`places`: {(zone, side): Place} of intake.places; here only its attributes are read.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake.body import regions, zones

STATES = ("locked", "capped", "open")  # the strictest first
CLOSED_ALWAYS = ("f_suprapubic",)  # domain 2.4: avoid by default


@dataclass(frozen=True)
class Line:
    """One line of the list beside the picture."""

    place: str
    said: str
    tone: str
    number: str = ""


def strictest(places, region, side):
    """(state, level) of a region: that of the strictest zone under it. A middle has both sides."""
    sides = ("left", "right") if side == "mid" else (side,)
    under = [
        places[zone, each]
        for zone in regions.zones_under(region)
        for each in sides
        if (zone, each) in places
    ]
    if not under:
        return None, None
    place = min(under, key=lambda one: (STATES.index(one.state), one.level))
    return place.state, place.level


def lines(places):
    """What is closed first, then what is limited, then what is open."""
    found = [line for zone in zones.ALL for line in _of_zone(places, zone)]
    found += [_always(region) for region in CLOSED_ALWAYS]
    return sorted(found, key=lambda line: STATES.index(line.tone))


def _of_zone(places, zone):
    """One line when both sides say the same, else one for each."""
    here = [places[zone, side] for side in ("left", "right") if (zone, side) in places]
    label = capfirst(zones.LABELS[zone])
    if len(here) == 2 and _result(here[0]) == _result(here[1]):
        return [_line(_("%(place)s, both sides") % {"place": label}, here[0])]
    return [_line(_sided(label, place.side), place) for place in here]


def _result(place):
    return place.state, place.level, _why(place), place.by_reason


def _sided(label, side):
    words = _("%(place)s, left") if side == "left" else _("%(place)s, right")
    return words % {"place": label}


def _why(place):
    return " ".join(str(lock) for lock in place.locks) or str(place.binds)


def _line(name, place):
    if place.state == "locked":
        said = _("closed – %(why)s") % {"why": _why(place)}
        return Line(name, said, "locked")
    facts, by_reason = {"level": place.level, "why": place.binds}, place.by_reason
    if place.state == "capped":
        said = _("up to level %(level)s – %(why)s") % facts
        return Line(name, f"{said} {by_reason}".strip(), "capped", str(place.level))
    return Line(name, _("open, up to level %(level)s") % facts, "open")


def _always(region):
    label = capfirst(regions.BY_CODE[region].label)
    return Line(label, _("closed – this place is always left out."), "locked")
