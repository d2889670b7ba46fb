"""The room card: what the therapist wants in sight in the room, one page on screen and paper."""

from django.utils import formats
from django.utils.translation import gettext as _

from intake import bodymap, card, limits, zones
from intake.card import row
from intake.regional import by_region

SET_UP = (
    ("position", "bed-single", ("position",)),
    ("cushions", "layers", ("supports", "placements", "firmness")),
    ("cover", "shirt", ("cover", "belly_access", "tucks")),
)
WISHES = (
    "room_temperature blanket lighting music talk scent glide help_on_off chaperone"
    " therapist_gender options notes"
).split()
REASONS = 6  # closed places: their reasons, at most


def room_card(client, now=None, *, last_position=""):
    """For `notes/room_card.html`. `last_position`: how they lay at the last signed visit.

    Rows as on the client card; `regions`: level and felt limit; `map`: the pictures.
    """
    found = limits.limits(client.pk, now=now)
    known = found["places"].standing
    said = card.page_words(known.intake.pk) if known.intake else None
    safety = [card.decision_row(client.pk, known), card.minor_row(known)]
    safety += [*card.flag_rows(found["places"].flags, most=4), *_letters(known)]
    safety += card.consent_rows(known)
    stop = [card.avoid_row(known, said), *_stop(said)] if said else []
    return {
        "stop": _shown(stop),
        "safety": _shown(safety),
        "set_up": _shown(_set_up(said, last_position)) if said else [],
        "regions": list(by_region(found)),
        "felt": found["felt_limit"],
        "why": _why_closed(found["places"]),
        "map": bodymap.Shown("room", yours=False).of_places(found["places"]),
        "intake": known.intake,
    }


def _shown(rows):
    return [each for each in rows if each and each["text"]]


def _stop(said):
    """Word, sign, and the sign for lying face down; allergies stand with the flags."""
    yield row("octagon-x", _("Stop"), card.stop_words(said), "stop")
    yield row("hand", _("Face down"), said.get("face_down_signal", ""), vital=True)
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


def _set_up(said, last_position):
    """How they like to lie, and how they lay last time."""
    labels = {"position": _("Lying"), "cushions": _("Cushions"), "cover": _("Cover")}
    if last_position:
        yield row("history", _("Last time"), last_position, vital=True)
    for name, icon, fields in SET_UP:
        yield row(icon, labels[name], _joined(said, fields))
    yield row("heart", _("At ease"), _joined(said, WISHES))


def _joined(said, fields):
    return " · ".join(word for word in (said.get(name, "") for name in fields) if word)


def _why_closed(places):
    """Why places are closed: each sentence once, with the zones that it closes."""
    reasons = {}
    for place in places.values():
        if place.locks:
            zone = str(zones.LABELS[place.zone])
            reasons.setdefault(place.locks[0], {})[zone] = True
    found = [(", ".join(closed), sentence) for sentence, closed in reasons.items()]
    return found[:REASONS]
