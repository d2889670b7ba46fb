"""How firm each place may be worked today, and who says so (domain 3.4, 6.2 and 8.3).

The strictest of everything that is known: the zone itself, the answers, the therapist's decision,
what was agreed to, and what the client asked for. Twenty places: ten zones on two sides.
"""

import dataclasses
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from intake import minors, wordings
from intake.body import regions, zones
from intake.gate import heard, meaning, standing
from intake.gate.meaning import blank_codes
from intake.models.consent import Choice, Kind, Sides
from intake.models.pressure import AREAS

__all__ = ["Place", "Places", "blank_codes", "felt_limits", "places", "weigh"]

AREA_OF = {zone: area for area, found in AREAS.items() for zone in found}
KIND_OF = {zone: Kind(kind) for kind, found in zones.BY_CONSENT.items() for zone in found}
TENDER = ("belly", "groin", "thigh")  # level 2 and felt limit 5 until asked (domain 6.2)
TENDER_LEVEL, TENDER_LIMIT = 2, 5
A_YEAR = 365  # days, the setting as it comes
FOR_ADULTS = zones.DIRECT[3:]  # Z4-Z6: never under sixteen (domain 8.6)


@dataclass(frozen=True)
class Place:
    """One zone on one side. `level` 1-5 at most, 0 when closed; `default`: the zone's own limit.

    `state`: open, capped or locked; what only a reason opens is capped. `binds`: the sentence of
    whoever set the level. `locks`: every sentence that closes it. `codes`: the screening questions
    behind it. `by_reason`: whose reason alone keeps it open, in a sentence; else empty.
    """

    zone: str
    side: str
    level: int
    default: int
    state: str
    binds: str
    locks: tuple = ()
    codes: tuple = ()
    by_reason: str = ""

    @property
    def label(self):
        sides = {"left": _("%(zone)s, left"), "right": _("%(zone)s, right")}
        return sides[self.side] % {"zone": zones.LABELS[self.zone]}


class Places(dict):
    """{(zone, side): Place}, and what they were weighed from.

    `flags`: the answers that matter. `notes`: codes of meaning.NOTES, such as "prone_off".
    `blanks`: questions that could stop the visit and have no answer. `standing`: the facts.
    """

    def __init__(self, found, flags, blanks, known):
        super().__init__(found)
        self.flags, self.blanks, self.standing = flags, blanks, known
        self.notes = tuple(dict.fromkeys(note for flag in flags for note in flag.notes))
        self.rules = meaning.version(known.changes)


def places(client_id, *, visit=None, now=None):
    """The Places of a client today. `visit`: what is agreed to there opens avoid marks again."""
    return weigh(standing.of(client_id, visit=visit, now=now))


def weigh(known):
    """The Places, of a Standing. Pure: no queries."""
    flags = meaning.flags(known.answers, known.facts, known.changes, today=known.day)
    blanks = blank_codes(heard.answered(known.answers), known.changes)
    scale = _Scale(known, flags, blanks)
    return Places({place: scale.place(*place) for place in zones.PLACES}, flags, blanks, known)


class _Scale:
    """Weighs one place after the other."""

    def __init__(self, known, flags, blanks):
        self.known, self.flags, self.blanks = known, flags, blanks
        self.marks = {(mark.region, mark.side) for mark in known.marks}

    def place(self, zone, side):
        caps, locks, codes = [(zones.CAPS[zone], _("That is the limit of this zone."))], [], []
        bent = []
        for flag in self.flags:
            effects = [each for each in flag.effects if each.touches(zone, side)]
            closing = list(self._closing(flag, zone, side))
            caps += [(each.cap, _cap_words(flag)) for each in effects if each.cap]
            locks += closing
            bent += [flag.question.code] if self._bent(flag, effects, zone, closing) else []
            codes += [flag.question.code] if effects or closing else []
        locks += [sentence for sentence in self._others(zone, side) if sentence]
        caps += [*self._agreed_level(zone), *self._asked_for(zone)]
        if zone in zones.DIRECT:
            codes += self.blanks
        found = _place(zone, side, caps, tuple(dict.fromkeys(locks)), tuple(codes))
        if not bent or not found.level:
            return found
        return dataclasses.replace(found, state="capped", by_reason=self._by_reason(bent))

    def _closing(self, flag, zone, side):
        letter = self.known.letters.get(flag.question.code)
        return meaning.closing(flag, zone, side, letter, self.known.decision)

    def _bent(self, flag, effects, zone, closing):
        """Is it only the decision's reason that keeps this answer from closing the place?"""
        letter = self.known.letters.get(flag.question.code)
        asks = any(each.severity in meaning.LOCKS for each in effects)
        cleared = letter and zone in letter.zones and not flag.draft
        return asks and not closing and not cleared

    def _by_reason(self, codes):
        """Domain 3.1: an override is shown wherever it opens something, and whose it is."""
        facts = {"name": self.known.decision.decided_by.name, "codes": ", ".join(codes)}
        return _("Open only by the reason of %(name)s, in spite of %(codes)s.") % facts

    def _others(self, zone, side):
        """Everything but the answers, in the order in which it is told."""
        yield self._unknown(zone)
        yield self._decided(zone)
        yield self._too_young(zone)
        yield self._avoided(zone, side)
        yield self._left_out(zone)
        yield self._not_agreed(zone)
        yield self._other_side(zone, side)

    def _decided(self, zone):
        """In force or not, what the newest decision forbids stays closed."""
        ended = self.known.decision is None
        return meaning.why_decided(
            zone, self.known.decision or self.known.last_decision, ended=ended
        )

    def _unknown(self, zone):
        """Domain 13, rule 1: what nobody answered closes the direct zones."""
        if zone not in zones.DIRECT:
            return None
        if self.known.intake is None:
            return _("There is no intake yet.")
        if sentence := too_old(self.known.intake, self.known.day):
            return sentence
        if self.blanks:
            codes = ", ".join(self.blanks)
            return _("Not asked yet, and it could stop the visit: %(codes)s.") % {"codes": codes}
        return None

    def _too_young(self, zone):
        return _("Not under sixteen.") if too_young(zone, self.known.facts) else None

    def _avoided(self, zone, side):
        """Domain 13, rule 8: a mark closes what lies under it, until they agree at this visit."""
        for region in regions.UNDER[zone]:
            marked = {(region, side), (region, "mid")} & self.marks
            if marked and not self.known.agreed_here(regions.BY_CODE[region].consent):
                label = regions.BY_CODE[region].label
                return _("The client asked not to be touched here: %(place)s.") % {"place": label}
        return None

    def _left_out(self, zone):
        if _asked_level(self.known.pressure, zone) == 0:
            return _("The client asked us to leave this area out.")
        return None

    def _not_agreed(self, zone):
        kind = KIND_OF[zone]
        if self.known.agreed(kind):
            return None
        return _consent_words(self.known.consents.get(kind)) % {"area": kind.label}

    def _other_side(self, zone, side):
        """Domain 8.3: only the side that was named is open; `both` and nothing named close none."""
        row = self.known.consents.get(KIND_OF[zone])
        if row is None or row.sides in ("", Sides.BOTH, side):
            return None
        words = _("The client agreed to the other side only: %(area)s.")
        return words % {"area": KIND_OF[zone].label}

    def _agreed_level(self, zone):
        """Domain 6.2: what was agreed to is a limit of its own."""
        row = self.known.consents.get(KIND_OF[zone])
        if row is not None and row.max_level:
            yield row.max_level, _("That is the level that the client agreed to.")

    def _asked_for(self, zone):
        """The levels that the client asked for; the careful ones until they do."""
        pressure, area = self.known.pressure, AREA_OF[zone]
        if level := _asked_level(pressure, zone):
            yield level, _("That is what the client asked for here.")
        elif level is None:
            if area in TENDER:
                yield TENDER_LEVEL, _("The client has not said more for this area.")
            if pressure and pressure.general:
                yield pressure.general, _("That is what the client asked for in general.")


def too_old(intake, day):
    """The sentence of a sent intake that is too old on `day`, or None (domain 3.1: yearly)."""
    sent, most = intake.submitted_at, settings.INTAKE_COUNTS_DAYS
    if sent is None or (day - timezone.localdate(sent)).days <= most:
        return None
    if most == A_YEAR:
        return _("The answers are more than a year old; ask anew.")
    return _("The answers are more than %(days)d days old; ask anew.") % {"days": most}


def too_young(zone, facts):
    """Is this place left alone at the client's age (domain 8.6)?"""
    return zone in FOR_ADULTS and facts.age is not None and facts.age < minors.YOUNG


def _asked_level(pressure, zone):
    return getattr(pressure, f"{AREA_OF[zone]}_level", None)


def _cap_words(flag):
    words = {"code": flag.question.code, "action": flag.action}
    return _("An answer about health (%(code)s). %(action)s") % words


def _consent_words(row):
    if row is None:
        return _("The client has not agreed to this area yet: %(area)s.")
    if row.decision == Choice.TALK:
        return _("The client wants to talk about this area first: %(area)s.")
    if row.decision in (Choice.DECLINED, Choice.WITHDRAWN):
        return _("The client did not agree to this area: %(area)s.")
    if not wordings.current(row):
        return _("The wording of this agreement has changed; ask again: %(area)s.")
    return _("The agreement to this area has ended; ask again: %(area)s.")


def _place(zone, side, caps, locks, codes):
    default = zones.CAPS[zone]
    if locks:
        return Place(zone, side, 0, default, "locked", locks[0], locks, codes)
    level, binds = min(caps, key=lambda pair: pair[0])  # the first of equals: the zone itself
    state = "capped" if level < default else "open"
    return Place(zone, side, level, default, state, binds, (), codes)


def felt_limits(pressure):
    """{zone: the highest number 0-10 that the client wants to feel there, or None}.

    `pressure`: the page of the newest intake, or None. Belly, groin and inner thigh stay at five
    until the client gives a number for them (domain 6.2).
    """
    return {zone: _felt_limit(pressure, AREA_OF[zone]) for zone in zones.ALL}


def _felt_limit(pressure, area):
    own = getattr(pressure, f"{area}_limit", None)
    if own is not None:
        return own
    general = getattr(pressure, "comfort_limit", None)
    known = [] if general is None else [general]
    return min([*known, TENDER_LIMIT] if area in TENDER else known, default=None)
