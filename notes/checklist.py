"""What is asked before, during and after every session (domain 9), and what is still open."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from notes.models.session import PHASES

MUST, SHOULD = "must", "should"


@dataclass(frozen=True)
class Item:
    """One question of the checklist. `level`: a must gates signing, a should is only counted."""

    code: str
    phase: str
    level: str
    text: str


def _items(phase, *rows):
    return [Item(code, phase, level, text) for code, level, text in rows]


# "Must if planned / chosen / after an event" is a must here that "not applicable" answers.
BEFORE = _items(
    "before",
    ("B1", MUST, _("Name and date of birth asked; this is the right record")),
    ("B2", MUST, _("Any change in health since last time asked")),
    ("B3", MUST, _("Goal for today asked; pain and stress now, 0 to 10")),
    (
        "B4",
        MUST,
        _("Explained: which muscle, why, how it feels, where hands go, what is uncovered"),
    ),
    ("B5", MUST, _("Work on the belly agreed: zones named, sides, over clothing or on skin")),
    ("B6", MUST, _("Groin or inner thigh: signature there, if planned")),
    ("B7", MUST, _("Said again: you can stop or refuse at any time")),
    ("B8", MUST, _("Stop word and hand signal chosen and tried")),
    ("B9", MUST, _("Number scale explained; comfort limit set for each region")),
    ("B10", MUST, _("Bathroom offered; last meal asked")),
    ("B11", MUST, _("Pregnancy, period, IUD, new medicines asked again where it matters")),
    ("B12", SHOULD, _("Jewelry, belt, phone in a pocket, piercing")),
    ("B13", MUST, _("Allergies and the oil or lotion confirmed")),
    ("B14", MUST, _("Position and cushions set; comfort 7 or more, or adjusted")),
    ("B15", MUST, _("Draping agreed, and who tucks")),
    ("B16", MUST, _("Chaperone or interpreter in place, if chosen")),
    ("B17", SHOULD, _("Warm hands, room, music, talking or quiet")),
    ("B18", SHOULD, _("Five slow breaths tried")),
    ("B19", MUST, _("Areas to avoid read aloud")),
    ("B20", MUST, _("Questions invited and answered")),
)
DURING = _items(
    "during",
    ("D1", MUST, _("First touch and every new zone announced")),
    ("D2", MUST, _("Pressure asked, 0 to 10: lighter, the same, or more?")),
    ("D3", MUST, _("Pain asked, 0 to 10: anything sharp, electric or pulsing?")),
    ("D4", MUST, _("Watched: held breath, guarding, grimace, fists, toes, color, sweating")),
    ("D5", SHOULD, _("Breathing cue given")),
    ("D6", SHOULD, _("Temperature and drape still fine")),
    ("D7", MUST, _("Pins and needles, numbness or heavy leg asked")),
    ("D8", MUST, _("Pulse found and avoided")),
    ("D9", MUST, _("Feelings noticed; a pause offered")),
    ("D10", SHOULD, _("Time left and second side agreed")),
    ("D11", MUST, _("Every stop or change was done within one breath")),
    ("D12", MUST, _("Helped to change position; never left alone when dizzy")),
)
AFTER = _items(
    "after",
    ("AF1", SHOULD, _("Hands off slowly, covered, time to rest")),
    ("AF2", MUST, _("Asked how they feel: pain, stress, relaxation, comfort")),
    ("AF3", MUST, _("Dizziness asked on rolling and sitting; sat a minute before standing")),
    ("AF4", SHOULD, _("One measure checked again, if planned")),
    ("AF5", MUST, _("Skin looked at: redness, marks")),
    ("AF6", MUST, _("What to expect: a mild ache for up to about two days")),
    ("AF7", MUST, _("When to call, and when it is an emergency")),
    ("AF8", SHOULD, _("Aftercare: water as usual, gentle walking, no hard belly exercise today")),
    ("AF9", SHOULD, _("Home care shown and written down")),
    ("AF10", SHOULD, _("Feedback: what helped, what to change")),
    ("AF11", SHOULD, _("Next visit and how we follow up")),
    ("AF12", MUST, _("Anything beyond mild is written up as an event")),
)
# AF13, "note signed", is computed: it is the signature itself.
ITEMS = BEFORE + DURING + AFTER
BY_CODE = {item.code: item for item in ITEMS}
MUSTS = {item.code for item in ITEMS if item.level == MUST}


def open_musts(ticks):
    """The must-items without an answer, in order. `ticks`: rows of one note."""
    answered = {tick.item for tick in ticks}
    return [item for item in ITEMS if item.level == MUST and item.code not in answered]


def board(ticks):
    """The whole checklist for a page: phases with items, ticks, and how many musts are left."""
    by_item = {tick.item: tick for tick in ticks}
    phases = []
    for code, word in PHASES:
        rows = [
            {"item": item, "tick": by_item.get(item.code)} for item in ITEMS if item.phase == code
        ]
        left = [r for r in rows if r["item"].level == MUST and not r["tick"]]
        first_open = bool(left) and not any(phase["left"] for phase in phases)
        phases.append(
            {
                "code": code,
                "word": word,
                "rows": rows,
                "left": len(left),
                "first_open": first_open,
            }
        )
    return phases
