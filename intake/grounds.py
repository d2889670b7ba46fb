"""What a decision stands on: the flags, the letters, who filled the form in, a minor's guardian."""

from dataclasses import dataclass, field

from intake import gate, places, same_person, zones
from intake.models.consent import Kind
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
        opens = about_this and not flag.unsettled and _may_open(effect)
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


def _may_open(effect):
    return effect.severity in gate.LOCKS and not (effect.fixed or effect.permanent)
