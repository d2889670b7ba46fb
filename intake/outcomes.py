"""A decision in words, and how it looks."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from intake.models.decision import Outcome

LOOKS = {
    Outcome.GO_AHEAD: ("good", "circle-check"),
    Outcome.WITH_CHANGES: ("clay", "sliders-horizontal"),
    Outcome.NO_ABDOMINAL: ("clay", "shield-alert"),
    Outcome.HOLD: ("stop", "circle-pause"),
    Outcome.NOT_SUITABLE: ("stop", "octagon-alert"),
}


def is_in_force(decision, newest_answer, now=None):
    """Does this decision still count? `newest_answer`: number of the client's newest answer."""
    return decision.expires_on >= timezone.localdate(now) and decision.after_answer >= newest_answer


def outcome_words(decision):
    """The decision in words, a hold with its day."""
    if decision.outcome == Outcome.HOLD and decision.until:
        return _("Hold until %(day)s") % {"day": formats.date_format(decision.until, "j M")}
    return decision.get_outcome_display()


def why_not_in_force(decision, newest_answer):
    """“Decided 12 Nov: no longer counts, an answer changed since”; for one that has ended."""
    day = formats.date_format(timezone.localtime(decision.decided_at), "j M")
    if decision.after_answer < newest_answer:
        return _("Decided %(day)s: no longer counts, an answer changed since") % {"day": day}
    ended = formats.date_format(decision.expires_on, "j M")
    return _("Decided %(day)s: ran out on %(ended)s") % {"day": day, "ended": ended}
