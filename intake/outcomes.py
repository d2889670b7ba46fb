"""A decision in words, and how it looks."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.body import naming
from intake.gate import lasting
from intake.models.decision import Outcome

LOOKS = {
    Outcome.GO_AHEAD: ("good", "circle-check"),
    Outcome.WITH_CHANGES: ("clay", "sliders-horizontal"),
    Outcome.NO_ABDOMINAL: ("clay", "shield-alert"),
    Outcome.HOLD: ("stop", "circle-pause"),
    Outcome.NOT_SUITABLE: ("stop", "octagon-alert"),
}
RESTRICTING = (Outcome.NO_ABDOMINAL, Outcome.HOLD, Outcome.NOT_SUITABLE)
WHY_ENDED = {
    lasting.UNTRIAGED: gettext_lazy(
        "Decided %(day)s: no longer counts, a told condition is not triaged"
    ),
    lasting.TRIAGED: gettext_lazy(
        "Decided %(day)s: no longer counts, a condition was triaged since"
    ),
    lasting.ANSWER: gettext_lazy("Decided %(day)s: no longer counts, an answer changed since"),
    lasting.LETTER: gettext_lazy("Decided %(day)s: no longer counts, a letter behind it has ended"),
    lasting.RULES: gettext_lazy("Decided %(day)s: no longer counts, the rules changed since"),
    lasting.BORN: gettext_lazy(
        "Decided %(day)s: no longer counts, the date of birth changed since"
    ),
    lasting.OVER: gettext_lazy("Decided %(day)s: the hold is over"),
    lasting.EXPIRED: gettext_lazy("Decided %(day)s: ran out on %(ended)s"),
}


def outcome_words(decision):
    """The decision in words, a hold with its day."""
    if decision.outcome == Outcome.HOLD and decision.until:
        return _("Hold until %(day)s") % {"day": formats.date_format(decision.until, "j M")}
    return decision.get_outcome_display()


def opens_words(overrides, reason_zones):
    """What the reason of a decision opens, in words; empty where it opens nothing.

    `reason_zones`: None of before they were kept, see `Decision`.
    """
    if reason_zones is None:
        return _("all that these answers close") if overrides else ""
    return naming.of_zones(reason_zones)


def why_not_in_force(decision):
    """“Decided 12 Nov: no longer counts, an answer changed since”; for one that has ended.

    What it forbids still binds, and is said first.
    """
    day = formats.date_format(timezone.localtime(decision.decided_at), "j M")
    ended = formats.date_format(decision.expires_on, "j M")
    why = str(WHY_ENDED[decision.ended_by]) % {"day": day, "ended": ended}
    return f"{still_binds(decision)} {why}".strip()


def still_binds(decision):
    """“Decided before: hold. Decide again.” of one that has ended and forbids; else empty."""
    if decision.outcome not in RESTRICTING:
        return ""
    words = {"outcome": decision.get_outcome_display().lower()}
    return _("Decided before: %(outcome)s. Decide again.") % words
