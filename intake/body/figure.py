"""The drawn figure: what the art files in `templates/intake/map/` hold, with both sides.

Each file draws the middle and the viewer's right half; the other half is its mirror image. The
numbers are mirrored here and not with a transform, so that hatching runs the same way on both.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from intake.body import regions

FOLDER = settings.ROOT / "templates" / "intake" / "map"
WIDTH = 320
VIEWS = {
    "front": _("Front"),
    "back": _("Back"),
    "side": _("Side"),
    "rest": _("Whole body"),
}
PART = re.compile(r'<path ((?:[\w-]+="[^"]*" ?)+)/>')
FACT = re.compile(r'([\w-]+)="([^"]*)"')
PAIR = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True)
class Shape:
    """One place of one side: its outline, and where its badge stands."""

    region: str
    side: str
    outline: str
    x: float
    y: float

    @property
    def place(self):
        """`f_groin-left`: how forms, ids and scripts name it."""
        return f"{self.region}-{self.side}"

    @property
    def name(self):
        """“Hip crease and groin, left”."""
        return regions.name(self.region, self.side)


@dataclass(frozen=True)
class Figure:
    """One view. `skin`, `lines`: outlines. `halves`: the sides on the viewer's left and right."""

    view: str
    height: int
    skin: tuple
    lines: tuple
    shapes: tuple
    halves: tuple

    @property
    def cropped(self):
        """Does the drawing end within the body? Then its ends fade."""
        return self.view != "rest"


def mirrored(outline):
    """The same outline on the other half; every number pair of our files is absolute."""
    return PAIR.sub(lambda pair: f"{round(WIDTH - float(pair[1]), 1):g} {pair[2]}", outline)


def _load(view):
    text = (FOLDER / f"{view}.svg").read_text()
    height = int(re.search(r'viewBox="0 0 \d+ (\d+)"', text)[1])
    halves = ("left", "right") if view == "back" else ("right", "left")
    skin, lines, shapes = [], [], []
    for part in PART.findall(text):
        facts = dict(FACT.findall(part))
        if facts.get("id") == "body":
            skin += [facts["d"]] + ([mirrored(facts["d"])] if view == "side" else [])
        elif "id" in facts:
            shapes += _shapes(facts, halves)
        else:
            middle = facts["class"] == "middle"
            lines += [facts["d"]] if middle else [facts["d"], mirrored(facts["d"])]
    return Figure(view, height, tuple(skin), tuple(lines), tuple(shapes), halves)


def _shapes(facts, halves):
    """The shape as drawn, and its other side where there is one."""
    x, y = (float(number) for number in facts["data-at"].split())
    code, outline = facts["id"], facts["d"]
    if not regions.BY_CODE[code].paired:
        return [Shape(code, "mid", outline, x, y)]
    other = Shape(code, halves[0], mirrored(outline), WIDTH - x, y)
    return [other, Shape(code, halves[1], outline, x, y)]


FIGURES = {view: _load(view) for view in VIEWS}
