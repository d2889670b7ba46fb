"""What was decided so far, and the letters: each with its state today, in words."""

from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import clearances, gate, review_places, screening
from intake.models import Answer, Decision


def tally(case):
    """[(kind of chip, words)]: how many answers of each weight, for one look; strictest first."""
    unsettled = sum(flag.unsettled for flag in case.flags)
    if unsettled:
        words = ngettext("%(n)d answer to settle", "%(n)d answers to settle", unsettled)
        yield "clay", words % {"n": unsettled}
    for severity, label in gate.LABELS.items():
        found = [flag for flag in case.flags if flag.severity == severity and not flag.unsettled]
        left = sum(not case.is_cleared(flag) for flag in found)
        if left:
            yield gate.TONES[severity], _("%(what)s: %(n)d") % {"what": label, "n": left}
    if cleared := sum(case.is_cleared(flag) for flag in case.flags):
        yield "good", _("Cleared by a letter: %(n)d") % {"n": cleared}


def decisions(client_id, now=None):
    """[(decision, kind of chip, state in words, in short)], newest first; one query."""
    later = Answer.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_answer"))
    first_change = later.order_by("pk").values("recorded_at")[:1]
    rows = Decision.objects.filter(client_id=client_id).select_related("decided_by")
    rows = list(rows.annotate(changed_at=Subquery(first_change)).order_by("-pk"))
    today, followers = timezone.localdate(now), [None, *rows]
    return [
        (row, *state(row, follower, today)) for row, follower in zip(rows, followers, strict=False)
    ]


def state(row, follower, today):
    """(kind of chip, state in words, the same in short) of one decision.

    Whatever ended it first is named. `follower`: the decision after it, or None.
    """
    ends = list(_ends(row, follower, today))
    if not ends:
        return "good", _("In force"), row.get_outcome_display()
    day, why, short = min(ends, key=lambda end: end[0])
    said = why % {"day": formats.date_format(day, "j M Y")}
    kind = "quiet" if follower else "clay"
    return kind, _("No longer in force: %(why)s") % {"why": said}, short


def _ends(row, follower, today):
    if row.changed_at:
        day = timezone.localdate(row.changed_at)
        yield day, _("an answer changed on %(day)s"), _("Answers changed: decide again")
    if follower:
        day = timezone.localdate(follower.decided_at)
        yield day, _("decided anew on %(day)s"), ""
    if row.expires_on < today:
        yield row.expires_on, _("it expired on %(day)s"), _("Decision expired")


def letters(rows, today):
    """The letters, newest first: dicts with row, about, counts, places and state.

    `rows`: all of one client's; a revoking is told by the letter that it ends.
    """
    newest = clearances.newest(rows)
    enders = {row.follows_id: row for row in rows if row.follows_id}
    return [
        {
            "row": row,
            "about": _about(row.code),
            "counts": newest[row.code] is row and clearances.counts(row, today),
            "places": review_places.named(row.zones),
            "state": _letter_state(row, enders.get(row.pk), today),
        }
        for row in sorted(rows, key=lambda row: -row.pk)
        if not row.revoked
    ]


def _about(code):
    known = screening.rows().get(code)
    return _(known["question"]) if known else code


def _letter_state(row, ender, today):
    if ender:
        day = formats.date_format(timezone.localdate(ender.recorded_at), "j M Y")
        if ender.revoked:
            return _("Revoked by %(name)s on %(day)s") % {
                "name": ender.recorded_by.name,
                "day": day,
            }
        return _("Replaced on %(day)s") % {"day": day}
    day = formats.date_format(row.expires_on, "j M Y")
    if row.expires_on < today:
        return _("Ended on %(day)s") % {"day": day}
    return _("Counts until %(day)s") % {"day": day}
