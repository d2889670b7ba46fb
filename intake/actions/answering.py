"""What a client writes: pages, answers. Each action locks, asks and writes: all or nothing."""

import json
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from clinic.access import refuse_if
from clinic.trips import one_trip
from intake import followups
from intake.access import why_not_write
from intake.actions.opening import locked
from intake.models import Answer

# One look into the index for each question, however often it was answered anew.
NEWEST = """
SELECT DISTINCT ON (question.code) question.code, said.value, said.words, said.details
FROM intake_question question CROSS JOIN LATERAL (
    SELECT id, value, words, details FROM intake_answer
    WHERE intake_id = %(pk)s AND question_id = question.id ORDER BY id DESC LIMIT 1
) said
WHERE question.code = ANY(%(codes)s) ORDER BY question.code, said.id DESC
"""


def save_page(intake, model, facts, *, whole=False, now=None):
    """Keep what was written on a page. `facts`: checked values by field name.

    `whole`: everything on the page was seen and sent, so that its blanks are blanks.
    """
    intake, now = locked(intake), now or timezone.now()
    refuse_if(why_not_write(intake))
    facts = facts | {"saved_at": now} | ({"whole_at": now} if whole else {})
    if not model.objects.filter(intake=intake).update(**facts):  # the lock keeps it to one row
        model.objects.create(intake=intake, client_id=intake.client_id, **facts)


def answer(intake, question, value, words="", details=None, *, now=None):
    """A new answer to one question. The same answer again adds no row, so a retry is harmless."""
    return answers(intake, [(question, value, words, details or {})], now=now)


def answers(intake, given, *, known=None, now=None):
    """The answers of a whole page in three statements; the rows that were added.

    `given`: (question, value, words) or (question, value, words, details). An empty value and
    words of None stay as they were; `details` holds the follow-ups that changed, None for one that
    was emptied (`intake.followups`). What follows a yes goes when the answer becomes a no.
    `known`: what stands as their answers, from whoever read it when the intake was held already.
    Each row that was added has `before`, the answer it replaces, or None.
    """
    given = [(*one, {})[:4] for one in given]
    intake, known = _opened(intake, [one[0] for one in given], known)
    return _add(intake, [_next(known.get(one[0].code), *one) for one in given], now)


def none_of_these(intake, questions, *, now=None):
    """A dated "no" to each of the questions that has no answer yet; answers given stay."""
    intake, known = _opened(intake, questions)
    left = (question for question in questions if question.code not in known)
    return _add(intake, [_next(None, question, Answer.Value.NO, "") for question in left], now)


class Said(NamedTuple):
    """What stands as the answer to one question."""

    code: str
    value: str
    words: str
    details: dict


def newest_answers(intake, codes):
    """{code: Said} of this intake: the newest answer to each of the questions `codes`."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, {"pk": intake.pk, "codes": list(codes)})
        return _said(cursor)


def held_with_answers(holding, pk, codes):
    """(what `holding` found, the newest answers to `codes`), on one way to the database.

    `holding`: (statement, values) that locks the intake `pk` and says whether it may be written.
    """
    with connection.cursor() as hold, connection.cursor() as newest:
        with one_trip():
            hold.execute(*holding)
            newest.execute(NEWEST, {"pk": pk, "codes": list(codes)})
        return hold.fetchone(), _said(newest)


def _said(cursor):
    rows = [Said(*row[:3], json.loads(row[3])) for row in cursor.fetchall()]
    return {row.code: row for row in rows}


def _opened(intake, questions, known=None):
    fresh = known is not None and intake.is_held
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    codes = [question.code for question in questions]
    return intake, known if fresh else newest_answers(intake, codes)


def _next(last, question, value, words, details=()):
    """The answer as it will stand after `last`, or None when nothing changed."""
    value = value or (last.value if last else "")
    if not value:
        return None
    words = words if words is not None else (last.words if last else "")
    before = last.details if last else {}
    whole = followups.merged(before, dict(details)) if value in followups.OPENED_BY else {}
    if last and (last.value, last.words) == (value, words) and followups.same(before, whole):
        return None
    row = Answer(question=question, value=value, words=words, details=whole)
    row.asked, row.before = gettext(question.text), last
    return row


def _add(intake, rows, now):
    """Write them in one statement, whose plan is the same for one row and for seventy."""
    rows = [row for row in rows if row is not None]
    if not rows:
        return rows
    for row in rows:
        row.client_id, row.intake_id = intake.client_id, intake.pk
        row.recorded_at = now or timezone.now()
    facts = [{name: getattr(row, name) for name in _columns()} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_adding(), [json.dumps(facts, default=str)])
        for row, (row.pk,) in zip(rows, cursor.fetchall(), strict=True):
            row._state.adding = False
    return rows


@cache
def _columns():
    """What an answer says, in the database's names; the database numbers it."""
    return tuple(field.column for field in Answer._meta.concrete_fields if not field.primary_key)


@cache
def _adding():
    columns = ", ".join(_columns())
    return (
        f"INSERT INTO intake_answer ({columns}) SELECT {columns}"  # noqa: S608 - our own names
        " FROM jsonb_populate_recordset(NULL::intake_answer, %s) RETURNING id"
    )
