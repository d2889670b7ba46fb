"""The gate's answer as plain data, so that an old visit can be read with the rules of its day."""

from django.utils.translation import gettext as _

from intake import asked
from intake.adjusting import adjustments
from intake.body import zones
from intake.flag import LABELS
from intake.flagging import STOPS
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
