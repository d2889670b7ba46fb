"""The body map: what was marked in words, and as pictures for the screen and for paper.

A mark has `region`, `side`, `kind`, `intensity`, `qualities`, `words` (intake.models.Mark, or
anything shaped like it). Left and right are always the client's own (domain 2.4).
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import regions
from intake.figure import FIGURES, VIEWS
from intake.hatching import GLYPHS, PAPER, hatches
from intake.forms_marks import MarkForm
from intake.models.marks import FELT, Mark, MarkKind, Quality

# The strictest first: it fills the place; what hurts hides nothing that must not be touched.
RANK = (
    MarkKind.AVOID,
    MarkKind.PAIN,
    MarkKind.REFERRED,
    MarkKind.NUMB,
    MarkKind.TINGLING,
    MarkKind.TIGHT,
    MarkKind.DEVICE,
    MarkKind.SCAR,
    MarkKind.PREFERRED,
)
SAID = {
    MarkKind.PAIN: gettext_lazy("it hurts"),
    MarkKind.REFERRED: gettext_lazy("the pain spreads to here"),
    MarkKind.NUMB: gettext_lazy("numb"),
    MarkKind.TINGLING: gettext_lazy("tingling"),
    MarkKind.TIGHT: gettext_lazy("tight"),
    MarkKind.SCAR: gettext_lazy("a scar"),
    MarkKind.DEVICE: gettext_lazy("a device or implant"),
    MarkKind.AVOID: gettext_lazy("please do not touch"),
    MarkKind.PREFERRED: gettext_lazy("please work here"),
}
FIRST = (MarkKind.PAIN, MarkKind.AVOID, MarkKind.PREFERRED)  # what the panel asks at once
GROUPS = {**VIEWS, "rest": gettext_lazy("Rest of the body")}
APART = 18  # between two badges on one place, in the drawing's units
ABREAST = 3  # badges on one place; more are told by the list


def said(mark):
    """What one mark says, without its place: “it hurts, 6 of 10, pulling”."""
    parts = [str(SAID[mark.kind])]
    if mark.intensity is not None:
        parts.append(_("%(number)s of 10") % {"number": mark.intensity})
    parts += [str(label).lower() for code, label in Quality.choices if code in mark.qualities]
    line = ", ".join(parts)
    return _("%(said)s: “%(words)s”") % {"said": line, "words": mark.words} if mark.words else line


def ordered(marks):
    """In the order of the body: by region, side, then the strictest kind first."""
    return sorted(
        marks,
        key=lambda mark: (
            regions.CODES.index(mark.region),
            mark.side,
            RANK.index(mark.kind),
        ),
    )


def lines(marks):
    """[(mark, its place, what it says)], in order."""
    return [(mark, regions.name(mark.region, mark.side), said(mark)) for mark in ordered(marks)]


def words(marks):
    """One sentence for each mark: “Hip crease and groin, left: it hurts, 6 of 10, pulling”."""
    return [_say(place, what) for _mark, place, what in lines(marks)]


def _say(place, what):
    return _("%(place)s: %(what)s") % {"place": place, "what": what}


@dataclass(frozen=True)
class Badge:
    """A round sign on a place: a number, or a glyph. `tone`: whose color and shape."""

    x: float
    y: float
    tone: str
    number: str = ""

    @property
    def glyph(self):
        return "" if self.number else GLYPHS[self.tone]


@dataclass(frozen=True)
class Paint:
    """One place that has something to show: its hatch, its outline, its badges."""

    shape: object
    tone: str
    framed: bool = False  # also asked for: an outline around what fills it
    badges: tuple = ()


def of_marks(view, marks):
    """The paints of one view for what a client marked."""
    found = []
    for shape in FIGURES[view].shapes:
        here = [mark for mark in ordered(marks) if _on(mark, shape)]
        if not here:
            continue
        shown = here[:ABREAST]
        start = shape.x - APART * (len(shown) - 1) / 2
        badges = tuple(
            Badge(start + APART * i, shape.y, mark.kind, _number(mark))
            for i, mark in enumerate(shown)
        )
        framed = len(here) > 1 and here[-1].kind == MarkKind.PREFERRED
        found.append(Paint(shape, here[0].kind, framed, badges))
    return found


def _on(mark, shape):
    return (mark.region, mark.side) == (shape.region, shape.side)


def _number(mark):
    return "" if mark.intensity is None or mark.kind not in FELT else str(mark.intensity)


def drawn(view, paints, *, key, inks="", yours=False, said="", paper=False):
    """One view as SVG text. `key` begins every id in it, `inks` those of the page's hatches.

    `paper`: hatches and colors are inside, for a file of its own.
    """
    figure = FIGURES[view]
    sides = _your_sides() if yours else _their_sides()
    context = {
        "figure": figure,
        "key": key,
        "inks": inks or key,
        "paints": paints,
        "hatches": hatches({paint.tone for paint in paints}) if paper else (),
        "said": said,
        "sides": [sides[side] for side in figure.halves],
        "tones": PAPER if paper else None,
    }
    return render_to_string("intake/map/_figure.svg", context)


def _your_sides():
    return {"left": _("Your left"), "right": _("Your right")}


def _their_sides():
    return {"left": _("Client’s left"), "right": _("Client’s right")}


def picture(marks=(), places=None, view="front", *, yours=False):
    """One view as an SVG file's text with colors of its own, for paper. No outside references."""
    from intake.bodyzones import of_places, zone_words

    marks = list(marks)
    paints = of_marks(view, marks) if places is None else of_places(view, places)
    told = words(marks) if places is None else [line.text for line in zone_words(places)]
    said = "; ".join([str(VIEWS[view]), *told])
    return drawn(view, paints, key=f"paper-{view}", yours=yours, said=said, paper=True)


def views_of(marks):
    """The views that have something to show, in their order."""
    shown = {(mark.region, mark.side) for mark in marks}
    return [
        view
        for view, figure in FIGURES.items()
        if any((shape.region, shape.side) in shown for shape in figure.shapes)
    ]


def choices():
    """Every place by name, for a list: [(group, [(`f_groin-left`, name)])]."""
    found = {view: [] for view in VIEWS}
    for region in regions.REGIONS:
        for side in region.sides:
            place = (f"{region.code}-{side}", regions.name(region.code, side))
            found[region.view].append(place)
    return [(str(GROUPS[view]), places) for view, places in found.items()]


def find(intake, facts):
    """The mark of an intake at `facts` (region, side, kind), or None."""
    return Mark.objects.filter(intake=intake, **facts).first()


def context(intake, form=None):
    """What the part `intake/map/_edit.html` shows; one query. `form`: a mark being written."""
    marks = list(Mark.objects.filter(intake=intake))
    return {
        "lines": lines(marks),
        "pictures": [_editable(view, marks) for view in VIEWS],
        "hatches": hatches(set(MarkKind.values)),
        "kinds": kinds(),
        "qualities": Quality.choices,
        "numbers": range(11),
        "places": choices(),
        "form": form or MarkForm(),
    }


def _editable(view, marks):
    paints = of_marks(view, marks)
    here = [mark for paint in paints for mark in marks if _on(mark, paint.shape)]
    said_here = "; ".join([str(VIEWS[view]), *words(here)])
    return {
        "view": view,
        "title": VIEWS[view],
        "drawn": drawn(view, paints, key=f"map-{view}", inks="map", yours=True, said=said_here),
    }


def redrawn(intake, view):
    """What a change on one view leaves: its paint, its badges, and the list of all marks."""
    marks = list(Mark.objects.filter(intake=intake))
    context = {"paints": of_marks(view, marks), "key": f"map-{view}", "inks": "map"}
    return {
        "view": view,
        "paint": render_to_string("intake/map/_paints.svg", context),
        "badges": render_to_string("intake/map/_badges.svg", context),
        "marks": render_to_string("intake/map/_marks.html", {"lines": lines(marks)}),
    }


def kinds():
    """The kinds of mark as the form asks for them, the three that matter most first."""
    rest = [kind for kind in MarkKind if kind not in FIRST]
    return [
        {"code": kind.value, "label": kind.label, "felt": kind in FELT, "first": kind in FIRST}
        for kind in [*FIRST, *rest]
    ]
