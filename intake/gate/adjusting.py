"""What has to be adapted before hands touch a place, where an answer says “adjust” (domain 3.4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake.body import zones
from intake.body.naming import named
from intake.card import allergy_words
from intake.models.decision import Outcome
from intake.roomflags import ALLERGIES

GRAVE = "hide_product"  # a note of the rules that no eye may pass over


@dataclass(frozen=True)
class Adjustment:
    """One answer to adapt to. `action`: what the table says, in words. `grave`: life is at stake.

    `places`: (zone, side) of each place where it counts.
    """

    code: str
    action: str
    places: tuple
    grave: bool = False

    @property
    def where(self):
        """The places in words."""
        return named(set(self.places))


def adjustments(found, therapist_id):
    """One Adjustment for each answer that adjusts something, in the order of the flags.

    `found`: the Places. What the treating therapist overrode with a reason asks for nothing more
    (domain 3.1): the reason is the word on why not. No reason takes away what is grave.
    """
    kept = {}
    for flag in found.flags:
        code = flag.question.code
        touched = {place for each in flag.effects if each.severity == "A" for place in _of(each)}
        bent = _overridden(code, found.standing.decision, therapist_id)
        if touched and (GRAVE in flag.notes or not bent):
            kept.setdefault(code, []).append((flag, touched))
    return [_adjustment(code, told) for code, told in kept.items()]


def _of(effect):
    return (place for place in zones.PLACES if effect.touches(*place))


def _overridden(code, decision, therapist_id):
    plain = decision is not None and decision.outcome == Outcome.GO_AHEAD
    return plain and decision.decided_by_id == therapist_id and code in decision.overrides


def _adjustment(code, told):
    """`told`: (flag, places) of each form that says so; they ask for the same thing."""
    touched = set().union(*(places for _flag, places in told))
    words = " ".join(dict.fromkeys(_words(flag) for flag, _places in told))
    places = tuple(place for place in zones.PLACES if place in touched)
    return Adjustment(code, words, places, any(GRAVE in flag.notes for flag, _places in told))


def _words(flag):
    if flag.question.code == ALLERGIES:
        return _("Keep away from the skin: %(what)s") % {"what": allergy_words(flag)}
    return " ".join(str(word) for word in (flag.action, flag.note) if word)
