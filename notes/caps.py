"""How firm a zone may be worked, whose limit that is, and what is worth a word of warning."""

import copy
import dataclasses

from django.utils.translation import gettext as _

from notes import stops
from notes.models import CheckIn, Treatment

Zone = Treatment.Zone
DIRECT = (Zone.Z1, Zone.Z2, Zone.Z3, Zone.Z4, Zone.Z5, Zone.Z6)
KNUCKLES_FEEL_LESS = 2  # domain 5.2: knuckles in Z1-Z5 at most at level 2
SIDES = ("left", "right")


def why_not_row(row, limits):
    """The sentence that refuses a technique row, or None. Breathing is always possible.

    `limits`: what `intake.summary.limits` answers for the client at this visit.
    """
    if row.technique == Treatment.Technique.DEEP_BREATHING:
        return None
    level, why = cap_of(row, limits)
    if level == 0:
        return why
    if row.pressure_level is not None and row.pressure_level > level:
        return _("%(zone)s: level %(level)d at most. %(why)s") % {
            "zone": row.get_zone_display(),
            "level": level,
            "why": why,
        }
    return None


def cap_of(row, limits):
    """The highest level 1–5 for this row, 0 when closed, and in words who says so.

    The lowest binds. Work in the middle is held to the stricter of both sides.
    """
    places = [limits["places"][place] for place in touched(row)]
    found = [(place.level, place.binds) for place in places]
    if row.contact_tool == Treatment.Tool.KNUCKLES and row.zone in DIRECT[:5]:
        found.append((KNUCKLES_FEEL_LESS, _("Knuckles feel less than fingers.")))
    return min(found, key=lambda pair: pair[0])


def after_stops(limits, stopped):
    """The same limits, closed where the client said stop at this visit (domain 13, rule 2).

    `stopped`: what `stops.of` answers for the note.
    """
    sides = stops.sides(stopped)
    if not sides:
        return limits
    places, sentence = copy.copy(limits["places"]), _("The client said stop here at this visit.")
    for zone in DIRECT:
        for side in sides:
            place = places[str(zone), side]
            shut = {"level": 0, "state": "locked", "binds": sentence}
            places[str(zone), side] = dataclasses.replace(
                place, **shut, locks=(sentence, *place.locks)
            )
    return limits | {"places": places}


def touched(row):
    """The places that a row touches: one, or both sides."""
    sides = (row.side,) if row.side in SIDES else SIDES
    return [(str(row.zone), side) for side in sides]


def zone_choices(limits):
    """The zones with what is possible there today, for a list to choose from."""
    places = limits["places"]
    return [
        (code, _possible(word, *(places[code, side] for side in SIDES)))
        for code, word in Zone.choices
    ]


def _possible(zone, left, right):
    if left.by_reason or right.by_reason:
        zone = _("%(zone)s (by a reason)") % {"zone": zone}
    said = {"zone": zone, "left": left.level, "right": right.level}
    if left.level == right.level:
        if left.level == 0:
            return _("%(zone)s: closed today") % said
        return _("%(zone)s: up to level %(left)d") % said
    if left.level == 0:
        return _("%(zone)s: left closed, right up to level %(right)d") % said
    if right.level == 0:
        return _("%(zone)s: left up to level %(left)d, right closed") % said
    return _("%(zone)s: up to level %(left)d left, %(right)d right") % said


def warnings(note, limits):
    """Sentences that do not stop a signature but belong in front of whoever signs."""
    said = [_decision_words(limits["places"].standing.decision)]
    if limits["asked_at"] is None:
        said.append(_("Today's questions were not asked."))
    treatments, check_ins = list(note.treatments.all()), list(note.check_ins.all())
    said += [_beyond(row, limits) for row in treatments]
    said += _felt_more(treatments, check_ins, limits)
    in_time = sorted(treatments, key=lambda row: row.done_at or note.started_at)
    direct = [row for row in in_time if row.zone in DIRECT]
    hands_on = [row for row in direct if row.technique != Treatment.Technique.DEEP_BREATHING]
    if hands_on and hands_on[0].technique != Treatment.Technique.GENTLE_PRESSURE:
        said.append(_("The first touch was not gentle pressure."))  # domain 13, rule 15
    if any(row.pressure_perceived is None for row in hands_on):
        said.append(_("The client's own number is missing for work near the psoas."))
    if stopped := [row for row in check_ins if row.wants == CheckIn.Wants.STOP]:
        said.append(stops.to_write(note, stopped))
    return [sentence for sentence in said if sentence]


def _felt_more(treatments, check_ins, limits):
    """Where somebody felt more than their own number; their limit by region, or the general one."""
    most = {}
    for row in treatments:
        if row.pressure_perceived is not None:
            limit = limits["felt_limits"][row.zone]
            most[limit] = max(most.get(limit, 0), row.pressure_perceived)
    for row in check_ins:
        if row.felt is not None:
            limit = limits["felt_limit"]
            most[limit] = max(most.get(limit, 0), row.felt)
    return [
        _("The client felt %(felt)d; their own limit is %(limit)d.")
        % {"felt": felt, "limit": limit}
        for limit, felt in most.items()
        if limit is not None and felt > limit
    ]


def _beyond(row, limits):
    """A limit that came after the row was saved: what was done stays, and is said."""
    if sentence := why_not_row(row, limits):
        return _("Technique %(seq)d: %(sentence)s") % {"seq": row.seq, "sentence": sentence}
    return None


def _decision_words(decision):
    """What the decision in force says against today's work; domain 3.4."""
    if decision is None:
        return _("There is no decision in force on this client's intake.")
    return {
        "hold": _("The intake decision says hold."),
        "not_suitable": _("The intake decision says not suitable."),
        "no_abdominal_pressure": _("The intake decision says no abdominal pressure."),
    }.get(decision.outcome)
