"""What fills a place of the picture: a hatch, an outline, and badges with a number or a glyph."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from intake.body.bodyzones import CLOSED_ALWAYS, strictest
from intake.body.figure import FIGURES
from intake.body.hatching import GLYPHS, PAPER, hatches
from intake.body.marked import ordered
from intake.models.marks import MarkKind

APART = 18  # between two badges on one place, in the drawing's units
ABREAST = 3  # badges on one place; the list tells the rest


@dataclass(frozen=True)
class Badge:
    """A round sign on a place: a number, or the glyph of its tone."""

    x: float
    y: float
    tone: str
    number: str = ""

    @property
    def glyph(self):
        """The path of the sign; none beside a number."""
        return "" if self.number else GLYPHS[self.tone]


@dataclass(frozen=True)
class Paint:
    """One place that has something to show. `framed`: hands are welcome there as well."""

    shape: object
    tone: str
    badges: tuple
    framed: bool = False


def of_marks(view, marks):
    """The paints of one view for what a client marked."""
    found = []
    for shape in FIGURES[view].shapes:
        here = [mark for mark in ordered(marks) if lies_on(mark, shape)]
        if here:
            framed = len(here) > 1 and here[-1].kind == MarkKind.PREFERRED
            found.append(Paint(shape, here[0].kind, _badges(shape, here[:ABREAST]), framed))
    return found


def lies_on(mark, shape):
    """Is this the place of the mark?"""
    return (mark.region, mark.side) == (shape.region, shape.side)


def _badges(shape, marks):
    start = shape.x - APART * (len(marks) - 1) / 2
    return tuple(
        Badge(start + APART * nth, shape.y, mark.kind, _number(mark.intensity))
        for nth, mark in enumerate(marks)
    )


def _number(value):
    return "" if value is None else str(value)


def of_places(view, places):
    """The paints of one view for what each zone allows. Where zones overlap the strictest shows."""
    found = []
    for shape in FIGURES[view].shapes:
        state, level = strictest(places, shape.region, shape.side)
        if shape.region in CLOSED_ALWAYS:
            state, level = "locked", 0
        if state:
            number = str(level) if state == "capped" else ""
            found.append(Paint(shape, state, (Badge(shape.x, shape.y, state, number),)))
    return found


def drawn(view, paints, *, key, inks="", yours=False, said="", paper=False, live=False):
    """One view as SVG text. `key` begins every id in it, `inks` those of the page's hatches.

    `said`: the text alternative. `paper`: hatches and colors are inside, for a file of its own.
    `live`: its places can be chosen.
    """
    figure = FIGURES[view]
    context = {
        "figure": figure,
        "key": key,
        "inks": inks or key,
        "paints": paints,
        "hatches": hatches({paint.tone for paint in paints}) if paper else (),
        "said": said,
        "sides": sides_of(view, yours),
        "tones": PAPER if paper else None,
        "live": live,
    }
    text = render_to_string("intake/map/_figure.svg", context)
    return mark_safe("".join(line.strip() for line in text.splitlines()))  # noqa: S308 (escaped)


def sides_of(view, yours):
    """Whose left and right: the words below a view, on the viewer's left and right."""
    return [_side(side, yours) for side in FIGURES[view].halves]


def _side(side, yours):
    if yours:
        return _("Your left") if side == "left" else _("Your right")
    return _("Client’s left") if side == "left" else _("Client’s right")
