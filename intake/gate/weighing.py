"""The gate's answer as plain data, so that an old visit can be read with the rules of its day."""

from django.utils.translation import gettext as _

from intake import asked
from intake.body import zones
from intake.gate.adjusting import Adjustment, adjustments
from intake.gate.flag import LABELS
from intake.gate.flagging import STOPS
from intake.gate.places import Place
from intake.models import Weighing


def told(places, therapist_id):
    """What a Weighing keeps of Places: levels and who set them, adjustments, stops, notes.

    The database holds techniques against `adapt` and `stops`.
    """
    return {
        "places": [_zone(places, zone) for zone in zones.ALL],
        "adapt": [
            {
                "code": each.code,
                "action": each.action,
                "places": [" ".join(place) for place in each.places],
            }
            for each in adjustments(places, therapist_id)
        ],
        "stops": [_stop(flag) for flag in places.flags if flag.severity in STOPS],
        "notes": list(places.notes),
    }


def _zone(places, zone):
    """One zone: the level at most on both sides, 0 when closed, and who says so."""
    left, right = (places[zone, side] for side in zones.SIDES)
    why = [str(left.binds), str(right.binds)]
    why += [place.by_reason for place in (left, right) if place.by_reason]
    return {
        "zone": zone,
        "left": left.level,
        "right": right.level,
        "why": list(dict.fromkeys(why)),
    }


def _stop(flag):
    return {
        "code": flag.question.code,
        "severity": flag.severity,
        "settled": not (flag.held or flag.draft),
    }


def last_of(visit_id, until=None):
    """The visit's last Weighing, and when today's questions were asked; None without any.

    `at` is when the gate's answer changed last, `by` at whose work; that need not be the asking.
    `until`: a moment; what came later is left out. Two queries.
    """
    rows = Weighing.objects.filter(visit=visit_id).select_related("by").order_by("-pk")
    row = (rows.filter(at__lte=until) if until else rows).first()
    return row and {
        "at": row.at,
        "by": row.by.name,
        "rules": row.rules,
        "zones": [_shown(each) for each in row.found["places"]],
        "stops": stop_words(row.found),
        "asked": asked.told(visit_id, until),
    }


def stood(visit_id, moment):
    """What the gate's kept word was at a moment of a visit, or None where it was not asked yet.

    {"places": {(zone, side): Place}, "adapt": [Adjustment]}: as far as a technique row needs it.
    """
    rows = Weighing.objects.filter(visit=visit_id, at__lte=moment).order_by("-pk")
    found = rows.values_list("found", flat=True).first()
    return found and {
        "places": {
            (each["zone"], side): _place(each, side)
            for each in found["places"]
            for side in zones.SIDES
        },
        "adapt": [
            Adjustment(
                each["code"], each["action"], tuple(tuple(one.split()) for one in each["places"])
            )
            for each in found["adapt"]
        ],
    }


def _place(kept, side):
    level = kept[side]
    state = "open" if level else "locked"
    return Place(kept["zone"], side, level, level, state, " ".join(kept["why"]))


def closed_since(visit_id):
    """{(zone, side): moment} of the places that are closed now and were open at this visit before.

    A place that was opened again, after a tap that was wrong, is not among them.
    """
    since, before = {}, set()
    rows = Weighing.objects.filter(visit=visit_id).order_by("pk")
    for at, found in rows.values_list("at", "found"):
        now_open = _open(found)
        since |= dict.fromkeys(before - now_open, at)
        since = {place: moment for place, moment in since.items() if place not in now_open}
        before = now_open
    return since


def _open(found):
    """The places that take any touch; none while an answer stops the visit."""
    if found["stops"]:
        return set()
    return {(each["zone"], side) for each in found["places"] for side in zones.SIDES if each[side]}


def _shown(zone):
    return zone | {"word": zones.LABELS[zone["zone"]], "why": " ".join(zone["why"])}


def stop_words(found):
    """“RF17 Stop: emergency” for each answer that stopped the visit."""
    return [f"{each['code']} {LABELS[each['severity']]}" for each in found["stops"]]


def words(found):
    """A whole weighing in one line: stops first, then each zone with its level at most."""
    levels = [
        _("%(zone)s: %(levels)s") % {"zone": zones.LABELS[each["zone"]], "levels": _levels(each)}
        for each in found["places"]
    ]
    return " · ".join([*stop_words(found), *levels])


def _levels(zone):
    left, right = (zone[side] or _("closed") for side in zones.SIDES)
    if left == right:
        return left
    return _("%(left)s left, %(right)s right") % {"left": left, "right": right}
