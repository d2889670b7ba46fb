"""What a decision stands on: the flags, the letters, who filled the form in, a minor's guardian."""

from dataclasses import dataclass, field

from intake import gate, places, same_person
from intake.body import zones
from intake.models import Answer
from intake.models.consent import Kind
from intake.models.decision import WAYS_AHEAD, Outcome
from intake.places import Places


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

    def overridden(self, outcome):
        """The codes that a reason overrides (domain 3.1): C where it closes, A for a plain go."""
        if outcome not in WAYS_AHEAD:
            return []
        return [
            flag.question.code
            for flag in self.flags
            if any(self._bends(flag, each, outcome) for each in flag.effects)
        ]

    def _bends(self, flag, effect, outcome):
        """Without abdominal pressure the belly stays closed, so that only the rest is bent.

        A letter that counts has named its places: a reason adds none to them.
        """
        if effect.severity == "A":
            return outcome == Outcome.GO_AHEAD
        if not flag.draft and flag.question.code in self.letters:
            return False
        left = set(effect.zones) - set(zones.BELLY if outcome == Outcome.NO_ABDOMINAL else ())
        bendable = effect.severity == "C" and _may_open(effect) and bool(left)
        return bendable and self._stands(flag, effect)

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


def _opens(letter, flag):
    return bool(set(letter.zones) & set(letter_zones(flag)))


def _may_open(effect):
    return effect.severity in gate.LOCKS and not (effect.fixed or effect.permanent)
