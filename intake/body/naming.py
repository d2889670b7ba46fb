"""Places in words, as short as a card needs them. Pure."""

from django.utils.translation import gettext as _

from intake.body import zones


def named(keys):
    """Places in words: both sides without a word, and all of a kind as one."""
    left = [zone for zone in zones.ALL if (zone, "left") in keys]
    both = [zone for zone in left if (zone, "right") in keys]
    if both == list(zones.ALL):
        return _("everywhere")
    words = []
    if set(zones.DIRECT) <= set(both):
        words.append(_("all direct psoas places"))
        both = [zone for zone in both if zone not in zones.DIRECT]
    words += [str(zones.LABELS[zone]) for zone in both]
    sides = {"left": _("%(zone)s, left"), "right": _("%(zone)s, right")}
    for zone, side in zones.PLACES:
        other = "right" if side == "left" else "left"
        if (zone, side) in keys and (zone, other) not in keys:
            words.append(sides[side] % {"zone": zones.LABELS[zone]})
    return "; ".join(words) if any("," in word for word in words) else ", ".join(words)


def of_zones(found):
    """Whole zones in words, as many as there are."""
    return named({(zone, side) for zone, side in zones.PLACES if zone in found})


def opened(places):
    """[(where, whose reason)]: what is open only because a therapist said why (domain 3.1)."""
    found = {}
    for key, place in places.items():
        if place.by_reason:
            found.setdefault(place.by_reason, set()).add(key)
    for sentence, keys in found.items():
        yield named(keys), sentence
