"""What a decision stands on: the flags, the letters, who filled the form in, a minor's guardian."""

from dataclasses import dataclass, field

from django.utils import timezone

from intake import clearances, gate, minors, same_person, zones
from intake.models import Consent
from intake.models.consent import AGREEING, Kind


@dataclass(frozen=True)
class Grounds:
    """Everything `why_not_decide` weighs. `letters`: {code: the clearance that counts today}."""

    flags: list
    letters: dict = field(default_factory=dict)
    doubt: same_person.Doubt | None = None
    needs_guardian: bool = False

    @property
    def open_flags(self):
        """The flags that no letter has answered."""
        return [flag for flag in self.flags if not self.is_cleared(flag)]

    def is_cleared(self, flag):
        """Does a letter cover every place that this flag closes?"""
        letter, closed = self.letters.get(flag.question.code), letter_zones(flag)
        return bool(letter and closed and set(closed) <= set(letter.zones))


def of(intake, answers=None, *, rows=None, now=None):
    """The grounds of deciding about `intake` now.

    `answers`: {code: the newest answer}, `rows`: all clearances, where the caller has them already.
    """
    answers = gate.newest(intake.client_id) if answers is None else answers
    rows = clearances.of(intake.client_id) if rows is None else rows
    return Grounds(
        gate.flags(answers.values()),
        clearances.in_force(rows, timezone.localdate(now)),
        same_person.doubt(intake),
        lacks_guardian(intake, now),
    )


def lacks_guardian(intake, now=None):
    """Is this a minor without a guardian's agreement that counts today (domain 8.6)?"""
    if not minors.is_minor(intake, now):
        return False
    rows = Consent.objects.filter(client_id=intake.client_id, kind=Kind.GUARDIAN)
    last = rows.order_by("-pk").first()
    if last is None or last.decision not in AGREEING:
        return True
    return last.valid_until is not None and last.valid_until < timezone.localdate(now)


def letter_zones(flag):
    """The places that a letter about this flag can open: what S and C close, not for good."""
    if flag.severity not in gate.LOCKS:
        return ()
    return zones.spread(flag.question.scope)
