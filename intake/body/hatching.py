"""Every tone of the body map has a hatch and a glyph of its own, so that color never speaks alone.

On screen the colors are CSS custom properties (`map.css`); on paper those of `PAPER`.
"""

from dataclasses import dataclass

from intake.models.marks import MarkKind


@dataclass(frozen=True)
class Hatch:
    """A pattern: a square of `size` units, turned by `turn` degrees; the pen is `width` wide."""

    tone: str
    size: float
    turn: int
    stroke: str
    width: float


HATCHES = {
    hatch.tone: hatch
    for hatch in (
        Hatch(MarkKind.PAIN.value, 7, 45, "M0 3.5H7", 2.8),
        Hatch(MarkKind.REFERRED.value, 9, 45, "M1 4.5H6", 2.4),
        Hatch(MarkKind.NUMB.value, 8, 0, "M4 4h.01", 3.4),
        Hatch(MarkKind.TINGLING.value, 9, 0, "M0 6L2.25 3L4.5 6L6.75 3L9 6", 1.7),
        Hatch(MarkKind.TIGHT.value, 6, 0, "M3 0V6", 2),
        Hatch(MarkKind.SCAR.value, 11, 0, "M0 5.5H11M3 2.5V8.5M8 2.5V8.5", 1.5),
        Hatch(MarkKind.DEVICE.value, 11, 0, "M3.5 3.5H7.5V7.5H3.5Z", 1.2),
        Hatch(MarkKind.BRUISE.value, 12, 0, "M3 6a3 3 0 1 0 6 0a3 3 0 1 0-6 0", 1.6),
        Hatch(MarkKind.AVOID.value, 9, 45, "M0 4.5H9M4.5 0V9", 2.4),
        Hatch(MarkKind.PREFERRED.value, 11, 0, "M5.5 3V8M3 5.5H8", 1.7),
        Hatch("open", 14, 0, "M7 7h.01", 2.4),
        Hatch("capped", 8, -45, "M0 4H8", 1.8),
        Hatch("locked", 8, 45, "M0 4H8M4 0V8", 2.4),
    )
}

# Drawn around the middle of a badge, about eleven units wide.
GLYPHS = {
    MarkKind.PAIN.value: "M0-5.5V-2.5M0 2.5V5.5M-5.5 0H-2.5M2.5 0H5.5M-3.8-3.8L-2-2M2 2L3.8 3.8"
    "M3.8-3.8L2-2M-2 2L-3.8 3.8",
    MarkKind.REFERRED.value: "M-5 0H4.5M1-3.5L4.5 0L1 3.5",
    MarkKind.NUMB.value: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    MarkKind.TINGLING.value: "M-6 2L-3-2.5L0 2L3-2.5L6 2",
    MarkKind.TIGHT.value: "M-6 0H-1.5M-3.8-2.5L-1.5 0L-3.8 2.5M6 0H1.5M3.8-2.5L1.5 0L3.8 2.5",
    MarkKind.SCAR.value: "M-5.5 0H5.5M-3-3V3M0-3V3M3-3V3",
    MarkKind.DEVICE.value: "M-4-4H4V4H-4ZM0-1.5V1.5",
    MarkKind.BRUISE.value: "M-5-1C-3-5 3-5 5-1C6 3 1 5-1 4.5C-5 4-6 2-5-1ZM-1 0h2",
    MarkKind.AVOID.value: "M-3.6-3.6L3.6 3.6M3.6-3.6L-3.6 3.6",
    MarkKind.PREFERRED.value: "M-4.5.3L-1.5 3.3L4.5-3",
    "open": "M-4.5.3L-1.5 3.3L4.5-3",
    "capped": "M-4.5-4.5H4.5M0 5V-1.5M-3 1.5L0-1.5L3 1.5",
    "locked": "M-4-.8H4V5H-4ZM-2.4-.8V-2.8a2.4 2.4 0 0 1 4.8 0V-.8",
}

PAPER = {
    MarkKind.PAIN.value: "#9a4a22",
    MarkKind.REFERRED.value: "#80560c",
    MarkKind.NUMB.value: "#44597d",
    MarkKind.TINGLING.value: "#7b3d78",
    MarkKind.TIGHT.value: "#5d5a1d",
    MarkKind.SCAR.value: "#55635f",
    MarkKind.DEVICE.value: "#23302e",
    MarkKind.BRUISE.value: "#5b4a8a",
    MarkKind.AVOID.value: "#a3212b",
    MarkKind.PREFERRED.value: "#2c6537",
    "open": "#2c6537",
    "capped": "#80560c",
    "locked": "#a3212b",
}


def hatches(tones):
    """The hatches of these tones, in the order of the table."""
    return [hatch for tone, hatch in HATCHES.items() if tone in tones]
