"""A return visit: what was said last time, and the one tap that says it still holds.

A link reaches one intake only, so an invitation takes along what the earlier one said, as plain
JSON. Agreements and the date of birth are never taken along; nor is what is asked in private about
safety (domain 3.2, RF19). Numbers of today come along to be seen, and are asked anew (`anew`).
Everything is looked at again before it is copied: a choice that no longer exists is dropped, and a
question that is asked in other words is asked anew.
"""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from clinic.access import refuse_if
from intake import actions, completeness, sheet, told, took
from intake.access import why_not_write
from intake.access.marks import why_not_beside, why_not_prefer
from intake.anew import ANEW, NEVER, NUMBERS
from intake.differences import differences
from intake.gate import meaning
from intake.models import SECTIONS, Intake, Mark
from intake.models.marks import MarkKind
from intake.models.sections import is_blank
from intake.needs import NEEDED

__all__ = ["differences", "offered", "remembered", "sent_on", "still_true"]

PRIVATE = ("RF19",)
BY_SLUG = {slug: model for model, slug in sheet.SLUGS.items()}


def remembered(client_id):
    """What the client's newest sent intake said, and their newest answers; {} for a first visit."""
    rows = Intake.objects.sent().filter(client_id=client_id).defer("asked", "last_time")
    last = rows.select_related(*BY_SLUG).order_by("-submitted_at", "-pk").first()
    if last is None:
        return {}
    return {
        "sent_at": last.submitted_at.isoformat(),
        "intake": last.pk,
        **{sheet.SLUGS[model]: _page(last, model) for model in SECTIONS},
        "health": {
            code: _answer(row)
            for code, row in meaning.newest(client_id).items()
            if code not in PRIVATE and not row.question.observed
        },
        "marks": [_mark(mark) for mark in last.marks.all()],
    }


def sent_on(intake):
    """The day on which the earlier intake was sent, or None."""
    sent = intake.last_time.get("sent_at")
    return timezone.localdate(parse_datetime(sent)) if sent else None


def offered(intake, slug):
    """Is there something from last time that this page does not have yet?"""
    if slug == "health":
        return bool(_answers_left(intake))
    if slug not in BY_SLUG:
        return False
    marks = slug == "goals" and intake.last_time.get("marks") and not intake.marks.exists()
    return bool(_fields_left(intake, BY_SLUG[slug]) or marks)


def still_true(intake, page, now=None):
    """Take over what this page does not have yet. What was answered here is never overwritten.

    `page`: its slug; agreements are never taken over. The answer: health questions whose words for
    the client must be read at once, now that their answers stand.
    """
    now = now or timezone.now()
    locked = actions.locked(intake)
    refuse_if(why_not_write(locked))
    if page == "health":
        return _take_answers(locked, now)
    if page in BY_SLUG:
        _take_fields(locked, BY_SLUG[page], now)
    if page == "goals":
        _take_marks(locked, now)
    return []


def number_left(intake, slug):
    """The first number of this page that is needed and asked anew, and not said yet; or ""."""
    if slug not in BY_SLUG:
        return ""
    row = BY_SLUG[slug].objects.filter(intake=intake).first()
    left = (name for name in NEEDED[slug] if name in NUMBERS and getattr(row, name, None) is None)
    return next(left, "")


def _page(intake, model):
    """What was filled in on one page, as plain JSON; blanks are left out."""
    row = getattr(intake, sheet.SLUGS[model], None)
    values = {field.name: getattr(row, field.name, None) for field in sheet.fields_of(model)}
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else sheet.plain(value)
        for name, value in values.items()
        if name not in NEVER and not is_blank(value)
    } | {name: False for name, value in values.items() if value is False and name not in NEVER}


def _answer(row):
    """One answer. The words of somebody at work are not the client's, and stay behind."""
    return {
        "value": row.value,
        "words": "" if row.recorded_by_id else row.words,
        "details": row.details,
        "asked": row.question.text,
        "version": row.question.version,
    }


def _mark(mark):
    names = ("region", "side", "kind", "intensity", "qualities", "words")
    return {name: getattr(mark, name) for name in names}


def _fields_left(intake, model):
    """{field: value} that last time had and this page has not; checked."""
    last = intake.last_time.get(sheet.SLUGS[model]) or {}
    own = getattr(intake, sheet.SLUGS[model], None)
    if own is not None and own.whole_at:  # seen and sent as a whole: its blanks are meant
        return {}
    found = {}
    for field in sheet.fields_of(model):
        value = getattr(own, field.name, None)
        if field.name in last and field.name not in ANEW and _is_open(field, value):
            checked = took.value(field, last[field.name])
            if checked is not None and checked not in ("", []) and checked != value:
                found[field.name] = checked
    return found


def _is_open(field, value):
    """Was nothing said here yet? A "no" to a question of yes and no is an answer."""
    if value is False and field.null:
        return False
    return is_blank(value) or value == field.get_default()


def _answers_left(intake):
    """[(question, value, words, details)] of the questions that have no answer here yet."""
    last = intake.last_time.get("health") or {}
    if not last:
        return []
    known = completeness.newest_answers(intake)
    rows = [row for row in sheet.questions() if row.code not in known and row.code in last]
    return [answer for row in rows if (answer := took.answer(row, last[row.code]))]


def _take_fields(intake, model, now):
    if facts := _fields_left(intake, model):
        try:
            with transaction.atomic():
                actions.save_page(intake, model, facts, now=now)
        except IntegrityError:  # a rule became stricter since: the page is asked anew
            return


def _take_answers(intake, now):
    added = actions.answers(intake, _answers_left(intake), now=now)
    others = {row.question.code: row.value for row in added}
    said = [told.said(row.question, row.value, row.details, others) for row in added]
    return [row.question for row, words in zip(added, said, strict=True) if words]


def _free(intake, facts, taken):
    """Where a mark goes, or None when today's form would refuse it there."""
    place = facts["region"], facts["side"], facts["kind"]
    if why_not_beside(set(taken), *place):
        return None
    if facts["kind"] == MarkKind.PREFERRED and why_not_prefer(intake, facts["region"]):
        return None
    return place


def _take_marks(intake, now):
    if intake.marks.exists():
        return
    found = {}
    for last in intake.last_time.get("marks") or []:
        facts = took.mark(last)
        if facts and (place := _free(intake, facts, found)):
            found[place] = facts
    Mark.objects.bulk_create(
        Mark(intake=intake, client_id=intake.client_id, marked_at=now, **facts)
        for facts in found.values()
    )
