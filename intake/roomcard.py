"""The room card: what the therapist wants in sight in the room, one page on screen and paper."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import bodymap, card, roomflags
from intake.body import marked, naming, zones
from intake.card import row
from intake.gate import limits
from intake.regional import by_region

SAID = "%(said)s"
SET_UP = (
    (
        "bed-single",
        gettext_lazy("Lying"),
        {"position": SAID, "side_down": gettext_lazy("down: %(said)s")},
    ),
    (
        "layers",
        gettext_lazy("Cushions"),
        dict.fromkeys(("supports", "placements", "firmness"), SAID),
    ),
    (
        "shirt",
        gettext_lazy("Cover"),
        {
            "cover": SAID,
            "belly_access": gettext_lazy("belly: %(said)s"),
            "groin_access": gettext_lazy("hip crease: %(said)s"),
            "tucks": gettext_lazy("tucking in: %(said)s"),
        },
    ),
    (
        "heart",
        gettext_lazy("At ease"),
        {
            "options": SAID,
            "room_temperature": gettext_lazy("room: %(said)s"),
            "table_warmer": gettext_lazy("table: %(said)s"),
            "blanket": gettext_lazy("blanket: %(said)s"),
            "lighting": gettext_lazy("light: %(said)s"),
            "music": gettext_lazy("music: %(said)s"),
            "music_volume": gettext_lazy("volume: %(said)s of 10"),
            "talk": gettext_lazy("talking: %(said)s"),
            "scent": gettext_lazy("scents: %(said)s"),
            "glide": gettext_lazy("on the skin: %(said)s"),
            "help_on_off": gettext_lazy("help on and off: %(said)s"),
            "step_stool": gettext_lazy("step: %(said)s"),
            "chaperone": gettext_lazy("somebody else: %(said)s"),
            "chaperone_name": SAID,
            "therapist_gender": gettext_lazy("therapist: %(said)s"),
        },
    ),
    ("quote", gettext_lazy("In their words"), {"notes": "“%(said)s”"}),
)
FEELS_LESS = "NE01"
# Letters on the card, and the type that lets so many stand on one sheet of paper.
SIZES = ((5_000, "is-brimful"), (2_600, "is-full"), (1_700, "is-much"), (1_150, "is-more"))


def room_card(client, now=None, *, visit=None, last_set_up=(), found=None):
    """For `notes/room_card.html`. `visit`: today's, or None; `last_set_up`: (label, words) of it.
    `found`: what `limits.once_asked` answered, where somebody knows more limits.

    Rows as on the client card; `regions`: level and felt limit; `map`: the pictures. The levels
    are those that count once today's questions are asked; `ask_first` says that they are not yet.
    """
    found = found or limits.once_asked(client.pk, visit, now=now)
    known = found["places"].standing
    said = card.page_words(known.intake.pk) if known.intake else None
    safety = [card.decision_row(known), *card.minor_rows(known, said)]
    flags = found["places"].flags
    safety += [*roomflags.rows(flags), *_letters(known), *card.consent_rows(known)]
    stop, pressure = (_stop(known, said), _pressure(said)) if said else ((), ())
    needs = [row("message-circle", _("To be understood"), card.needs_words(said))] if said else []
    said = said and _safely_warm(said, flags)
    shown = {
        "stop": _shown([*stop, *roomflags.allergies(flags), *needs]),
        "safety": _shown(safety),
        "pressure": _shown(pressure),
        "set_up": _shown(_set_up(said, last_set_up)),
        "opened": list(naming.opened(found["places"])),
        "why": list(roomflags.reasons(found["places"])),
        "marks": marked.by_kind(known.drawn),
    }
    return shown | {
        "plan": known.decision.conditions if known.decision else "",
        "ask_first": visit is not None and found["asked_at"] is None,
        "regions": [_region(region) for region in by_region(found)],
        "felt": found["felt_limit"],
        "map": bodymap.Shown("room", yours=False).of_places(found["places"]),
        "marked": bodymap.small("client", known.drawn),
        "intake": known.intake,
        "size": _size(_letters_in(shown)),
    }


def _region(region):
    """A region's line says whether a reason alone opens something there."""
    by_reason = any(place.by_reason for place in region["places"])
    return region | {"by_reason": by_reason}


def _letters_in(shown):
    named = ("stop", "safety", "pressure", "set_up")
    words = [row["text"] for name in named for row in shown[name]]
    words += [each for name in ("opened", "why", "marks") for pair in shown[name] for each in pair]
    return sum(map(len, map(str, words)))


def _size(letters):
    """The class of the type: none on a usual card, which is read at arm's length."""
    return next((name for least, name in SIZES if letters > least), "")


def _shown(rows):
    return [each for each in rows if each and each["text"]]


def _stop(known, said):
    """Word and sign, also face down; where hands stay away."""
    face_down = said.get("face_down_signal") and _("face down: %(sign)s") % {
        "sign": said["face_down_signal"]
    }
    words = [card.stop_words(said), face_down]
    yield row("octagon-x", _("Stop"), " · ".join(word for word in words if word), "stop")
    yield card.avoid_row(known, said)


def _pressure(said):
    """What helps to find the right level, beside the limits."""
    yield row("ear", _("How to check"), said.get("feedback_style", ""))
    yield row("quote", _("What “deep” means to them"), said.get("deep_means", ""))


def _letters(known):
    """Each letter that counts, with its last day."""
    for letter in known.letters.values():
        day = formats.date_format(letter.expires_on, "j M Y")
        places = ", ".join(str(zones.LABELS[zone]) for zone in letter.zones)
        words = _("%(who)s, until %(day)s: %(places)s") % {
            "who": letter.provider_name,
            "day": day,
            "places": places,
        }
        limits_said = letter.restrictions and _("not: %(words)s") % {"words": letter.restrictions}
        text = " · ".join(word for word in (words, limits_said) if word)
        yield row("mail-check", _("Letter"), text, "accent")


def _safely_warm(said, flags):
    """Whoever feels less than normal may burn unnoticed: the table stays off (domain 7.4)."""
    if not said.get("table_warmer") or all(flag.question.code != FEELS_LESS for flag in flags):
        return said
    return said | {"table_warmer": _("warmer off, they may not feel the heat")}


def _set_up(said, last_set_up):
    """How they lay last time, and how they like to lie."""
    for label, words in last_set_up:
        yield row("history", label, words, vital=True)
    for icon, label, fields in SET_UP if said else ():
        yield row(icon, str(label), card.labeled(said, fields))
