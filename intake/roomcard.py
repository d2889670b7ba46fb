"""The room card: what the therapist wants in sight in the room, one page on screen and paper."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import bodymap, card, limits, marked, zones
from intake.card import row
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
            "notes": SAID,
        },
    ),
)
FEELS_LESS = "NE01"
REASONS = 6  # closed places: their reasons, at most


def room_card(client, now=None, *, last_position=""):
    """For `notes/room_card.html`. `last_position`: how they lay at the last signed visit.

    Rows as on the client card; `regions`: level and felt limit; `map`: the pictures.
    """
    found = limits.limits(client.pk, now=now)
    known = found["places"].standing
    said = card.page_words(known.intake.pk) if known.intake else None
    safety = [card.decision_row(known), *card.minor_rows(known, said)]
    safety += [*card.flag_rows(found["places"].flags, most=4), *_letters(known)]
    safety += card.consent_rows(known)
    stop = _stop(known, said) if said else []
    said = said and _safely_warm(said, found["places"].flags)
    return {
        "stop": _shown(stop),
        "safety": _shown(safety),
        "set_up": _shown(_set_up(said, last_position)) if said else [],
        "regions": list(by_region(found)),
        "felt": found["felt_limit"],
        "why": _why_closed(found["places"]),
        "map": bodymap.Shown("room", yours=False).of_places(found["places"]),
        "marked": bodymap.small("client", known.drawn),
        "marks": marked.by_kind(known.drawn),
        "intake": known.intake,
    }


def _shown(rows):
    return [each for each in rows if each and each["text"]]


def _stop(known, said):
    """Word and sign, also face down; where hands stay away; how to be understood."""
    face_down = said.get("face_down_signal") and _("face down: %(sign)s") % {
        "sign": said["face_down_signal"]
    }
    words = [card.stop_words(said), face_down]
    yield row("octagon-x", _("Stop"), " · ".join(word for word in words if word), "stop")
    yield card.avoid_row(known, said)
    yield row("message-circle", _("To be understood"), card.needs_words(said), vital=True)
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


def _set_up(said, last_position):
    """How they like to lie, and how they lay last time."""
    if last_position:
        yield row("history", _("Last time"), last_position, vital=True)
    for icon, label, fields in SET_UP:
        yield row(icon, str(label), card.labeled(said, fields))


def _why_closed(places):
    """Why places are closed: each sentence once, with the zones that it closes."""
    reasons = {}
    for place in places.values():
        if place.locks:
            zone = str(zones.LABELS[place.zone])
            reasons.setdefault(place.locks[0], {})[zone] = True
    found = [(", ".join(closed), sentence) for sentence, closed in reasons.items()]
    return found[:REASONS]
