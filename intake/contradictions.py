"""Where hands were asked away and were asked for as well, on pages that do not see each other.

Nothing is decided here: a place that is marked “do not touch” stays closed (domain 13, rule 8),
whatever else was said of it. But the client is asked which of the two is right before they send,
and the therapist is told what was left open.
"""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake import minors
from intake.body import marked, regions, zones
from intake.forms.pressure import NAMES
from intake.gate import places
from intake.models.choices import HereLevel
from intake.models.consent import Choice, Kind
from intake.models.marks import MarkKind


@dataclass(frozen=True)
class Said:
    """One answer in a few words, and where it was given."""

    page: str
    anchor: str
    words: str


@dataclass(frozen=True)
class Contradiction:
    """A place that is marked “do not touch”, and everything that asks for hands there."""

    place: str
    said: tuple


def of(form, marks, consents):
    """In the order of the body; no queries. `form`: an Intake or a Whole, with its pages.

    `marks`: its marks; `consents`: {kind: the row that counts}.
    """
    asked = {kind: row for kind, row in consents.items() if kind in minors.decisions(form)}
    pressure = getattr(form, "pressure", None)
    found = []
    for region in regions.REGIONS:
        sides = [
            side for side in region.sides if _is_marked(marks, region.code, side, MarkKind.AVOID)
        ]
        said = [
            *_preferred(region, sides, marks),
            *_pressure(region, pressure),
            *_agreed(region, asked),
        ]
        if sides and said:
            found.append(Contradiction(_named(region, sides), tuple(said)))
    return found


def unsettled(intake, standing):
    """Those of a sent intake that stand: a later word on an agreement takes that part away.

    `intake`: with its marks prefetched. `standing`: what stands for the client now.
    """
    rows = {kind: row for kind, row in standing.consents.items() if row.intake_id == intake.pk}
    return of(intake, intake.marks.all(), rows)


def _is_marked(marks, region, side, kind):
    return any((mark.region, mark.side, mark.kind) == (region, side, kind) for mark in marks)


def _named(region, sides):
    if len(sides) == 2:
        return _("%(place)s, both sides") % {"place": capfirst(region.label)}
    return regions.name(region.code, sides[0])


def _preferred(region, sides, marks):
    """“Please work here” on a neighbor: one zone of the work lies under both (domain 2.4).

    The very same place cannot be marked both ways; the database refuses it.
    """
    closed = _closed(region.code, sides)
    for mark in marked.ordered(marks):
        if mark.kind == MarkKind.PREFERRED and closed & _closed(mark.region, [mark.side]):
            place = regions.name(mark.region, mark.side)
            yield Said("goals", "map", marked.sentence(place, MarkKind.PREFERRED.label))


def _closed(region, sides):
    """{(zone, side)} under a place; the middle is on both sides."""
    both = zones.SIDES if "mid" in sides else sides
    return {(zone, side) for zone in regions.zones_under(region) for side in both}


def _pressure(region, pressure):
    """A level, or else a number to feel, for the area in which the place lies."""
    for area in dict.fromkeys(places.AREA_OF[zone] for zone in regions.zones_under(region.code)):
        level = getattr(pressure, f"{area}_level", None)
        limit = getattr(pressure, f"{area}_limit", None)
        if level:
            said = _("Pressure for “%(area)s”: %(level)s")
            facts = {"area": NAMES[area], "level": HereLevel(level).label}
            yield Said("pressure", f"div_id_{area}_level", said % facts)
        elif limit and level is None:
            said = _("Highest number for “%(area)s”: %(number)d of 10")
            facts = {"area": NAMES[area], "number": limit}
            yield Said("pressure", f"div_id_{area}_limit", said % facts)


def _agreed(region, consents):
    """A plain yes to the class of the place. A yes with limits may name this very place.

    What is agreed to in general is no yes to each place of the body.
    """
    row = consents.get(region.consent)
    if region.consent != Kind.GENERAL and row is not None and row.decision == Choice.GIVEN:
        said = _("Agreement to “%(area)s”: %(said)s")
        facts = {"area": Kind(region.consent).label, "said": Choice.GIVEN.label}
        yield Said("consent", f"ask-consent-{region.consent}", said % facts)
