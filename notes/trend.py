"""Pain before and after, visit by visit, as one small picture drawn on the server.

Two series that are never joined with each other: each joins only its own neighboring visits, and
a visit without a number is a gap. The band marks what is too small a change to be sure of:
less than 2 points or less than 30 % of the first number (domain 4.10: NPRS, MIC 2 and 30 %).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WIDTH, HEIGHT, LEFT, TOP, FOOT, RIGHT = 320, 150, 22, 10, 22, 58
SERIES = (
    ("pain_before", gettext_lazy("Before"), "right"),  # dashed, in clay
    ("pain_after", gettext_lazy("After"), "left"),  # a line, in the accent
)
VISITS_SHOWN = 20


def numbers(notes):
    """The last twenty signed notes, oldest first: (moment, before, after)."""
    notes = notes.standing().filter(signed_at__isnull=False).order_by("-visit__starts_at", "-pk")
    rows = notes.values_list("visit__starts_at", "pain_before", "pain_after")[:VISITS_SHOWN]
    return list(rows)[::-1]


def drawn(rows):
    """What `notes/_trend.html` draws, or None while fewer than two visits have a number."""
    if sum(1 for row in rows if row[1] is not None or row[2] is not None) < 2:
        return None
    series = [
        _series(str(word), look, [row[place] for row in rows])
        for place, (_name, word, look) in enumerate(SERIES, start=1)
    ]
    _keep_apart(series)
    first = next((row[1] for row in rows if row[1] is not None), None)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "from": LEFT,
        "to": WIDTH - RIGHT,
        "wide": WIDTH - RIGHT - LEFT,
        "foot": HEIGHT - 4,
        "lines": [(_y(value), value) for value in (0, 5, 10)],
        "series": series,
        "band": _band(first),
        "started": rows[0][0],
        "ended": rows[-1][0],
        "said": " ".join(said["text"] for said in series),
    }


def _keep_apart(series):
    """The words at the lines' ends do not stand on each other."""
    first, second = sorted((said for said in series if said["dots"]), key=_end) + [None] * (
        2 - sum(1 for said in series if said["dots"])
    )
    for said in series:
        said["word_y"] = f"{_end(said) + 4:.1f}" if said["dots"] else ""
    if first and second and _end(second) - _end(first) < 16:
        second["word_y"] = f"{_end(first) + 20:.1f}"


def _end(said):
    return float(said["dots"][-1][1])


def _x(place, of):
    room = WIDTH - LEFT - RIGHT - 12
    return f"{LEFT + 6 + room * (place / (of - 1) if of > 1 else 0):.1f}"


def _y(value):
    return f"{TOP + (HEIGHT - TOP - FOOT) * (1 - value / 10):.1f}"


def _band(first):
    """Around the first number: changes within it may be noise."""
    if first is None:
        return None
    top, low = min(10, first + 2), max(0, first - max(2, first * 0.3))
    return {"y": _y(top), "height": f"{float(_y(low)) - float(_y(top)):.1f}"}


def _series(word, look, values):
    """Dots, the lines between neighbors, and the same in words."""
    dots, lines, run = [], [], []
    for place, value in enumerate(values):
        if value is None:
            lines, run = lines + [run], []
            continue
        dot = (_x(place, len(values)), _y(value))
        dots.append(dot)
        run.append(",".join(dot))
    said = ", ".join(_("not asked") if value is None else str(value) for value in values)
    return {
        "word": word,
        "look": look,
        "dots": dots,
        "lines": [" ".join(run) for run in lines + [run] if len(run) > 1],
        "text": f"{word}: {said}.",
    }
