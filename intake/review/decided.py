"""What was decided so far, and the letters: each with its state today, in words."""

import datetime

from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import clearances, screening
from intake.gate import lasting, meaning, triage
from intake.gate.flag import where
from intake.models import Answer, Decision, Triage
from intake.outcomes import opens_words, still_binds
from intake.review import places as review_places


def tally(case):
    """[(kind of chip, words)]: how many answers of each weight, for one look; strictest first."""
    if untriaged := sum(flag.untriaged for flag in case.flags):
        words = ngettext("%(n)d condition to triage", "%(n)d conditions to triage", untriaged)
        yield "stop", words % {"n": untriaged}
    unsettled = sum(flag.unsettled for flag in case.flags)
    if unsettled:
        words = ngettext("%(n)d answer to settle", "%(n)d answers to settle", unsettled)
        yield "clay", words % {"n": unsettled}
    for severity, label in meaning.LABELS.items():
        found = [flag for flag in case.flags if flag.severity == severity and not flag.held]
        left = sum(not case.is_cleared(flag) for flag in found)
        if left:
            yield meaning.TONES[severity], _("%(what)s: %(n)d") % {"what": label, "n": left}
    if cleared := sum(case.is_cleared(flag) for flag in case.flags):
        yield "good", _("Cleared by a letter: %(n)d") % {"n": cleared}


def triages(rows):
    """[(triage, kind of chip, its weight, its places)]; each reads as it was written."""
    for row in rows:
        effects = triage.outcome(row).effects
        yield row, meaning.TONES[row.severity], meaning.LABELS[row.severity], where(effects)


def decisions(client_id, kept=(), now=None):
    """[(decision, kind of chip, state in words, in short)], newest first; one query.

    `kept`: every letter of the client, to know since when one no longer counts.
    """
    later = Answer.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_answer"))
    first_change = later.order_by("pk").values("recorded_at")[:1]
    first_rule = lasting.changes().order_by("pk").values("changed_at")[:1]
    rows = Decision.objects.filter(client_id=client_id).select_related("decided_by")
    first_triage = Triage.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_triage"))
    first_triage = first_triage.order_by("pk").values("triaged_at")[:1]
    rows = rows.annotate(
        changed_at=Subquery(first_change),
        ruled_at=Subquery(first_rule),
        weighed_at=Subquery(first_triage),
    )
    rows = list(lasting.watched(rows, now).order_by("-pk"))
    today, followers = timezone.localdate(now), [None, *rows]
    pairs = zip(rows, followers, strict=False)
    found = [(row, state(row, follower, kept, today)) for row, follower in pairs]
    for row in rows:
        row.opened = opens_words(row.overrides, row.reason_zones)
        row.overridden = [_about(code) for code in row.overrides]
    return [(row, *said) for row, said in found]


def state(row, follower, kept, today):
    """(kind of chip, state in words, the same in short) of one decision.

    Whatever ended it first is named. `follower`: the decision after it, or None.
    """
    ends = list(_ends(row, follower, kept, today))
    if not ends:
        return "good", _("In force"), row.get_outcome_display()
    day, why, short = min(ends, key=lambda end: end[0])
    said = why % {"day": formats.date_format(day, "j M Y")}
    kind = "quiet" if follower else "clay"
    binds = "" if follower else still_binds(row)
    said = _("No longer in force: %(why)s") % {"why": said}
    return kind, f"{said}. {binds}" if binds else said, short


def _ends(row, follower, kept, today):
    """(day, words, in short) of everything that has ended it."""
    if row.ended_by == lasting.UNTRIAGED and not follower:
        short = lasting.SHORT[lasting.UNTRIAGED]
        yield datetime.date.min, _("a told condition is not triaged yet"), short
    if row.weighed_at:
        yield _end(lasting.TRIAGED, row.weighed_at, _("a condition was triaged on %(day)s"))
    if row.changed_at:
        yield _end(lasting.ANSWER, row.changed_at, _("an answer changed on %(day)s"))
    if follower:
        yield timezone.localdate(follower.decided_at), _("decided anew on %(day)s"), ""
    for day in _letter_days(row, kept, today):
        yield day, _("a letter behind it ended on %(day)s"), lasting.SHORT[lasting.LETTER]
    if row.ruled_at:
        yield _end(lasting.RULES, row.ruled_at, _("the rules changed on %(day)s"))
    elif row.ended_by == lasting.RULES:
        yield today, _("its reason does not say what it opens"), lasting.SHORT[lasting.RULES]
    if row.ended_by == lasting.BORN:
        yield today, _("the date of birth on record changed"), lasting.SHORT[lasting.BORN]
    if row.ended_by == lasting.OVER:
        yield row.until, _("the hold was over on %(day)s"), lasting.SHORT[lasting.OVER]
    if row.expires_on < today:
        yield row.expires_on, _("it expired on %(day)s"), lasting.SHORT[lasting.EXPIRED]


def _end(what, moment, words):
    return timezone.localdate(moment), words, lasting.SHORT[what]


def _letter_days(row, kept, today):
    """The days on which letters behind it stopped to count: replaced, revoked, or over."""
    enders = {each.follows_id: each for each in kept if each.follows_id}
    for letter in kept:
        if letter.pk in row.relied_on:
            if letter.pk in enders:
                yield timezone.localdate(enders[letter.pk].recorded_at)
            elif letter.expires_on < today:
                yield letter.expires_on


def letters(rows, answers, today):
    """The letters, newest first: dicts with row, about, counts, places and state.

    `rows`: all of one client's; a revoking is told by the letter that it ends. `answers`: the
    client's, the newest to each question last.
    """
    in_force = clearances.in_force(rows, answers, today)
    said = {answer.question.code: answer for answer in answers}
    enders = {row.follows_id: row for row in rows if row.follows_id}
    return [
        {
            "row": row,
            "about": _about(row.code),
            "counts": in_force.get(row.code) is row,
            "may_end": row.pk not in enders and row.expires_on >= today,
            "places": review_places.named(row.zones),
            "state": _letter_state(row, enders.get(row.pk), said.get(row.code), today),
        }
        for row in sorted(rows, key=lambda row: -row.pk)
        if not row.revoked
    ]


def _about(code):
    known = screening.rows().get(code)
    return _(known["question"]) if known else code


def _letter_state(row, ender, answer, today):
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
    if clearances.is_outdated(row, answer):
        return _("This letter was about an earlier answer.")
    return _("Counts until %(day)s") % {"day": day}
