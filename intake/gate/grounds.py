"""What a decision stands on: the flags, the letters, who filled the form in, a minor's guardian."""

from dataclasses import dataclass, field

from intake import same_person
from intake.body import zones
from intake.gate import meaning, places
from intake.gate.places import Places
from intake.models import Answer, Decision
from intake.models.consent import Kind
from intake.models.decision import WAYS_AHEAD, Outcome


@dataclass(frozen=True)
class Grounds:
    """Everything `why_not_decide` weighs. `letters`: {code: the clearance that counts today}.

    `rules`: the version of the rules that the flags were read by. `places`: what came of them.
    """

    flags: list
    letters: dict = field(default_factory=dict)
    doubt: same_person.Doubt | None = None
    needs_guardian: bool = False
    rules: str = ""
    places: Places | None = None

    def flag(self, code):
        """The flag of the answer that stands to one question, or None."""
        found = (flag for flag in self.flags if flag.question.code == code and not flag.draft)
        return next(found, None)

    @property
    def seen(self):
        """The number of the newest answer among these grounds."""
        return max((answer.pk for answer in self._answers()), default=0)

    @property
    def triaged(self):
        """The number of the newest triage among these grounds; 0 without any."""
        rows = [row for answer in self._answers() for row in answer.triages]
        return max((row.pk for row in rows), default=0)

    @property
    def last(self):
        """The number of the newest decision, in force or not; 0 without any."""
        last = self.places.standing.last_decision if self.places else None
        return last.pk if last else 0

    def weighed(self):
        """The codes of every answer that weighs, or would after a change of the rules."""
        counting = {row.question.code for row in self._answers() if row.value != Answer.Value.NO}
        return sorted(counting | {flag.question.code for flag in self.flags})

    def _answers(self):
        return self.places.standing.answers if self.places else ()

    def relied_on(self):
        """The letters that open something here."""
        found = [flag for flag in self.flags if not flag.held]
        letters = [(flag, self.letters.get(flag.question.code)) for flag in found]
        return [letter for flag, letter in letters if letter and _opens(letter, flag)]

    def openable(self, outcome=Outcome.WITH_CHANGES):
        """{place: codes of the answers that close it}: what a reason may open (domain 3.1).

        Never what anything stricter closes as well, or what a letter that counts does not name;
        without abdominal pressure the belly stays closed. A side that it opens is enough.
        """
        if outcome not in WAYS_AHEAD:
            return {}
        shut = zones.BELLY if outcome == Outcome.NO_ABDOMINAL else ()
        left = [zone for zone in zones.ALL if zone not in shut and not self._too_young(zone)]
        return {zone: codes for zone in left if (codes := self._bendable(zone))}

    def overridden(self, outcome, named):
        """The codes that a reason overrides: C that closes a named place, A for a plain go."""
        opened = self.openable(outcome)
        bent = {code for zone in named for code in opened.get(zone, ())}
        if outcome == Outcome.GO_AHEAD:
            bent |= {flag.question.code for flag in self.flags if _adjusts(flag)}
        return [flag.question.code for flag in self.flags if flag.question.code in bent]

    def _bendable(self, zone):
        """The codes that close a place on a side where the widest reason would open it."""
        codes = [flag.question.code for flag in self.flags]
        widest = Decision(overrides=codes, reason_zones=[zone])
        found = []
        for side in zones.SIDES:
            shut = self._closing(zone, side, None)
            found += [] if self._closing(zone, side, widest) else shut
        return list(dict.fromkeys(found))

    def _closing(self, zone, side, decision):
        """The codes that close a place beside `decision`."""
        pairs = [(flag, self.letters.get(flag.question.code)) for flag in self.flags]
        return [
            flag.question.code
            for flag, letter in pairs
            if any(meaning.closing(flag, zone, side, letter, decision))
        ]

    def _too_young(self, zone):
        return self.places is not None and places.too_young(zone, self.places.standing.facts)

    def open_effects(self):
        """What the flags still do: everything that no letter has answered."""
        return [each for flag in self.flags for each in flag.effects if self._stands(flag, each)]

    def is_cleared(self, flag):
        """Is there a letter, and does it cover every place that this flag closes?"""
        closing = [each for each in flag.effects if each.severity != "A"]
        return bool(closing) and not any(self._stands(flag, each) for each in closing)

    def _stands(self, flag, effect):
        letter = self.letters.get(flag.question.code)
        about_this = letter is not None and not flag.draft
        opens = about_this and not flag.held and _may_open(effect)
        return not (opens and set(effect.zones) <= set(letter.zones))


def of(intake, now=None):
    """The grounds of deciding about `intake` now; the client's newest words count."""
    found = places.places(intake.client_id, now=now)
    known = found.standing
    return Grounds(
        found.flags,
        known.letters,
        same_person.doubt(intake),
        known.facts.minor and not known.agreed(Kind.GUARDIAN),
        found.rules,
        found,
    )


def letter_zones(flag):
    """The places that a letter about this flag can open: what S and C close, not for good."""
    found = {zone for each in flag.effects if _may_open(each) for zone in each.zones}
    return tuple(zone for zone in zones.ALL if zone in found)


def _adjusts(flag):
    return any(each.severity == "A" for each in flag.effects)


def _opens(letter, flag):
    return bool(set(letter.zones) & set(letter_zones(flag)))


def _may_open(effect):
    return effect.severity in meaning.LOCKS and not (effect.fixed or effect.permanent)
