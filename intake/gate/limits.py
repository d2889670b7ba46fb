"""What may be done today, in one reading that a page shares: places, levels, felt limits."""

import dataclasses

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import today
from intake.body import zones
from intake.gate import meaning, places
from intake.models.consent import AGREEING, SIGNED, Kind
from intake.scales import FELT

UNDECIDED = gettext_lazy(
    "No decision is in force. Go on as decided under “Today’s questions”, or read the intake and "
    "decide."
)


def limits(client_id, visit=None, now=None):
    """Everything that a technique row is held against, in at most nine queries.

    {"felt_limit": 0–10 or None, "felt_limits": {zone: 0–10 or None}, "felt_words": what the
    numbers mean, "level_cap": 1–5 or None, "places": intake.places.Places, "asked_at": moment or
    None}. Felt limits are the client's own numbers and only warn; levels are the therapist's and
    bind. `visit`: a Visit or its id; areas that are signed at every visit stay closed until they
    are signed at this one, and the direct zones until today's questions are asked there (domain
    3.1, and 13, rule 1).
    """
    visit_id = getattr(visit, "pk", visit)
    found = _signed(client_id, visit_id, now)
    if visit_id is not None and asked_at(found.standing.answers, visit_id) is None:
        _close(found, zones.DIRECT, _("Ask today's questions first."))
    elif visit_id is not None and found.standing.decision is None:
        _close(found, zones.DIRECT, UNDECIDED)
    return _told(found, visit_id)


def once_asked(client_id, visit=None, now=None):
    """The same, as it will be when today's questions are asked and bring nothing new.

    For what is read before the visit, such as the room card; techniques are held against `limits`.
    """
    visit_id = getattr(visit, "pk", visit)
    return _told(_signed(client_id, visit_id, now), visit_id)


def _signed(client_id, visit_id, now):
    """The places; what is signed at every visit is closed until it is signed at this one."""
    found = places.places(client_id, visit=visit_id, now=now)
    if visit_id is not None:
        _close_unsigned(found)
        _close_taken_back(found)
    return found


def _told(found, visit_id):
    known = found.standing
    pressure = known.pressure
    caps = [meaning.level_cap(found.flags), getattr(pressure, "general", None)]
    return {
        "felt_limit": getattr(pressure, "comfort_limit", None),
        "felt_words": tuple(FELT.items()),
        "felt_limits": places.felt_limits(pressure),
        "level_cap": min((cap for cap in caps if cap), default=None),
        "places": found,
        "asked_at": asked_at(known.answers, visit_id),
    }


def _close_unsigned(found):
    """Close what has to be signed at each visit and was not signed at this one (domain 8.3)."""
    known = found.standing
    for kind in SIGNED:
        row = known.consents.get(kind)
        if row is None or row.decision not in AGREEING or known.at_visit(kind):
            continue  # signed here, or closed already
        sentence = _("This area is signed at every visit: %(area)s.") % {"area": kind.label}
        _close(found, zones.BY_CONSENT.get(kind, ()), sentence)


def _close_taken_back(found):
    """No later row where an agreement was taken back at this visit (domain 13, rule 2)."""
    for kind, touched in zones.BY_CONSENT.items():
        if found.standing.taken_back_here(kind):
            sentence = _("The client took this back at this visit; no more work there: %(area)s.")
            _close(found, touched, sentence % {"area": Kind(kind).label})


def _close(found, touched, sentence):
    for zone in touched:
        for side in zones.SIDES:
            found[zone, side] = _closed(found[zone, side], sentence)


def _closed(place, sentence):
    locks = (*place.locks, sentence)
    return dataclasses.replace(place, level=0, state="locked", binds=locks[0], locks=locks)


def asked_at(answers, visit_id):
    """When today's questions were asked at this visit, or None while some of them are open.

    `answers`: as `meaning.telling` gives them for this visit.
    """
    if visit_id is None:
        return None
    moments = {row.question.code: row.recorded_at for row in answers if row.visit_id == visit_id}
    if not asked_of_everybody() <= set(moments):
        return None
    return max(moments.values())


def asked_of_everybody():
    """The codes of today's questions that are asked at every visit; no query."""
    return today.codes() - set(today.ONLY_IF_RAISED)
