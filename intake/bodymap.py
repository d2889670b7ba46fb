"""The body map: what was marked in words, and as pictures for the screen and for paper.

A mark has `region`, `side`, `kind`, `intensity`, `qualities`, `words` (intake.models.Mark, or
anything shaped like it). Left and right are always the client's own (domain 2.4).
"""

from django.template.loader import render_to_string

from intake.body import bodyzones, regions
from intake.body.figure import FIGURES, VIEWS
from intake.body.hatching import hatches
from intake.body.marked import SAID, lines, sentence, words
from intake.body.painting import Badge, drawn, lies_on, of_marks, of_places, sides_of
from intake.forms.marks import MarkForm, places_by_view
from intake.models.marks import FELT, Mark, MarkKind, Quality

__all__ = [
    "Badge",
    "Shown",
    "context",
    "find",
    "picture",
    "redrawn",
    "small",
    "views_of",
    "words",
    "writing",
]

FIRST = (MarkKind.PAIN, MarkKind.AVOID, MarkKind.PREFERRED)  # what the panel asks at once


def picture(marks=(), places=None, view="front", *, yours=False):
    """One view as the text of an SVG file of its own, for paper.

    Colors and hatches are inside, nothing outside is referred to. `places` (of intake.places)
    draws what each zone allows in place of the marks.
    """
    if places is None:
        marks = list(marks)
        paints, told = of_marks(view, marks), words(_on_view(view, marks))
    else:
        paints = of_places(view, places)
        told = [sentence(line.place, line.said) for line in bodyzones.lines(places)]
    said = _told(view, told)
    return str(drawn(view, paints, key=f"paper-{view}", yours=yours, said=said, paper=True))


def views_of(marks):
    """The views that have something to show, in their order."""
    marks = list(marks)
    return [view for view in VIEWS if _on_view(view, marks)]


def _on_view(view, marks):
    return [mark for mark in marks if any(lies_on(mark, at) for at in FIGURES[view].shapes)]


def _told(view, sentences):
    return "; ".join([str(VIEWS[view]), *sentences])


class Shown:
    """One read-only map of a page. `number`: which one it is; `yours`: the client reads it."""

    def __init__(self, number, yours):
        self.number, self.yours = number, yours

    def of_marks(self, marks):
        """What a client marked; only the views with a mark."""
        inks = f"marks{self.number}"
        told = [
            bodyzones.Line(place, what, mark.kind, "" if mark.intensity is None else mark.intensity)
            for mark, place, what in lines(marks)
        ]
        paints = {view: of_marks(view, marks) for view in views_of(marks)}
        return self._part(inks, paints, told)

    def of_places(self, places):
        """What each zone allows; the views that have zones."""
        inks = f"zones{self.number}"
        paints = {view: of_places(view, places) for view in ("front", "back", "side")}
        return self._part(inks, paints, bodyzones.lines(places))

    def _part(self, inks, paints, told):
        # The list beside the pictures says the same; the text alternative only names the view.
        pictures = [
            {
                "view": view,
                "title": VIEWS[view],
                "sides": sides_of(view, self.yours),
                "drawn": drawn(
                    view,
                    found,
                    key=f"{inks}-{view}",
                    inks=inks,
                    yours=self.yours,
                    said=str(VIEWS[view]),
                ),
            }
            for view, found in paints.items()
        ]
        tones = {line.tone for line in told}
        return {"inks": inks, "hatches": hatches(tones), "pictures": pictures, "lines": told}


def small(number, marks):
    """A client's marks for the side of a page of the team's, or None when there are none."""
    return Shown(number, yours=False).of_marks(list(marks)) if marks else None


def find(intake, facts):
    """The mark of an intake at `facts` (region, side, kind), or None."""
    return Mark.objects.filter(intake=intake, **facts).first()


def context(intake, form=None):
    """What the part `intake/map/_edit.html` shows; one query. `form`: a mark being written."""
    marks = list(Mark.objects.filter(intake=intake))
    return _form_context(form or MarkForm()) | {
        "writing": form is not None,
        "lines": lines(marks),
        "pictures": [_editable(view, marks) for view in VIEWS],
    }


def writing(form, changing=False):
    """What the page of one mark shows. `changing`: its place and kind are given."""
    known = _form_context(form)
    if changing:
        region, side = form["region"].value(), form["side"].value()
        known |= {
            "changing": f"{region}-{side}",
            "name": regions.name(region, side),
            "what": SAID[form["kind"].value()],
            "felt": form["kind"].value() in FELT,
        }
    return known


def _form_context(form):
    return {
        "form": form,
        "chosen": f"{form['region'].value()}-{form['side'].value()}",
        "hatches": hatches(set(MarkKind.values)),
        "kinds": _kinds(),
        "qualities": Quality.choices,
        "numbers": range(11),
        "places": places_by_view(),
        "changing": "",
    }


def _editable(view, marks):
    paints = of_marks(view, marks)
    said = _told(view, words(_on_view(view, marks)))
    picture = drawn(view, paints, key=f"map-{view}", inks="map", yours=True, said=said, live=True)
    return {"view": view, "title": VIEWS[view], "drawn": picture}


def redrawn(intake, view):
    """What a change on one view leaves: its paint, its badges, and the list of all marks."""
    marks = list(Mark.objects.filter(intake=intake))
    known = {"paints": of_marks(view, marks), "key": f"map-{view}", "inks": "map"}
    return {
        "view": view,
        "said": _told(view, words(_on_view(view, marks))),
        "paint": render_to_string("intake/map/_paints.svg", known),
        "badges": render_to_string("intake/map/_badges.svg", known),
        "marks": render_to_string("intake/map/_marks.html", {"lines": lines(marks)}),
    }


def _kinds():
    """The kinds of mark as the form asks for them, the three that matter most first."""
    rest = [kind for kind in MarkKind if kind not in FIRST]
    return [
        {"code": kind.value, "label": kind.label, "felt": kind in FELT} for kind in [*FIRST, *rest]
    ]
