"""What the marks of a body map say in words, and in which order (domain 2.4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.body import regions
from intake.models.marks import MarkKind, Quality

# The strictest first: what must not be touched is never hidden by what hurts.
RANK = (
    MarkKind.AVOID,
    MarkKind.PAIN,
    MarkKind.REFERRED,
    MarkKind.NUMB,
    MarkKind.TINGLING,
    MarkKind.TIGHT,
    MarkKind.BRUISE,
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
    MarkKind.BRUISE: gettext_lazy("a bruise"),
    MarkKind.AVOID: gettext_lazy("please do not touch"),
    MarkKind.PREFERRED: gettext_lazy("please work here"),
}


def said(mark):
    """What one mark says, without its place: “it hurts, 6 of 10, pulling”."""
    parts = [str(SAID[mark.kind])]
    if mark.intensity is not None:
        parts.append(_("%(number)s of 10") % {"number": mark.intensity})
    parts += [str(label).lower() for code, label in Quality.choices if code in mark.qualities]
    line = ", ".join(parts)
    return _("%(said)s: “%(words)s”") % {"said": line, "words": mark.words} if mark.words else line


def ordered(marks):
    """In the order of the body: by region, by side, then the strictest kind first."""
    return sorted(marks, key=_rank)


def _rank(mark):
    return regions.CODES.index(mark.region), mark.side, RANK.index(mark.kind)


def lines(marks):
    """[(mark, its place, what it says)], in order."""
    return [(mark, regions.name(mark.region, mark.side), said(mark)) for mark in ordered(marks)]


def by_kind(marks):
    """[(kind in words, its places)], the strictest first: as short as one sheet of paper needs."""
    found = {}
    for mark in ordered(marks):
        place = str(regions.name(mark.region, mark.side))
        if mark.intensity is not None:
            place = _("%(place)s (%(number)s of 10)") % {"place": place, "number": mark.intensity}
        found.setdefault(mark.kind, []).append(place)
    return [(MarkKind(kind).label, "; ".join(found[kind])) for kind in RANK if kind in found]


def words(marks):
    """One sentence for each mark: “Hip crease and groin, left: it hurts, 6 of 10, pulling”."""
    return [sentence(place, what) for _mark, place, what in lines(marks)]


def sentence(place, what):
    """A place and what is said of it."""
    return _("%(place)s: %(what)s") % {"place": place, "what": what}
