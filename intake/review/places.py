"""Each place of the body as a row of words: open, how far, closed, and by whom.

The text twin of the body map on the review page.
"""

from django.utils.translation import gettext as _

from intake.body import zones

TONES = {"open": "good", "capped": "accent", "locked": "clay"}


def named(found):
    """Zones by name, in the order of the body."""
    return ", ".join(str(zones.LABELS[zone]) for zone in zones.ALL if zone in found)


def rows(places):
    """[{"label", "cells"}] of all zones; one cell where both sides say the same.

    A cell has side (empty for both), tone, words, and why: the sentences behind it.
    """
    return [{"label": zones.LABELS[zone], "cells": _cells(places, zone)} for zone in zones.ALL]


def _cells(places, zone):
    left, right = (_cell(places[zone, side]) for side in zones.SIDES)
    if left == right:
        return [left | {"side": ""}]
    return [left | {"side": _("left")}, right | {"side": _("right")}]


def _cell(place):
    why = place.locks or ((place.binds,) if place.state == "capped" else ())
    why += (place.by_reason,) if place.by_reason else ()
    return {"tone": TONES[place.state], "words": _words(place), "why": why}


def _words(place):
    if place.state == "locked":
        return _("Closed")
    return _("Up to level %(level)d of 5") % {"level": place.level}
