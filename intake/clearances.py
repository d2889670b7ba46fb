"""Letters that open a place again: which of them counts today (domain 3.1).

The newest row about an answer is the last word on it: a letter, a newer letter, or its revoking.
It speaks of the answer that its writer knew; once the client says something else, it opens nothing.
"""

import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from intake.models import Clearance, Letter

LASTS = datetime.timedelta(days=183)  # six months
SHORT = datetime.timedelta(days=28)  # pregnancy, birth and fresh operations
SHORT_FOR = ("RP01", "RP02", "SX01", "SX04")
LONGEST = datetime.timedelta(days=731)


def lasts(code):
    """How long a letter about this answer counts when it names no day (domain 3.1)."""
    return SHORT if code in SHORT_FOR else LASTS


def of(client_id):
    """Every row of a client, newest first, each with `has_letter`; one query, no file is loaded."""
    rows = Clearance.objects.filter(client_id=client_id).select_related("recorded_by", "about")
    return list(rows.annotate(has_letter=Exists(Letter.objects.filter(clearance=OuterRef("pk")))))


def newest(rows):
    """{code: its newest row}, of rows in any order."""
    return {row.code: row for row in sorted(rows, key=lambda row: row.pk)}


def in_force(rows, answers, day=None):
    """{code: the row that counts on `day`}; revoked, replaced and expired ones are not among them,
    nor those about an answer that has changed since.

    `rows`: one client's, with `about`. `answers`: the client's, the newest to each question last.
    `day`: a date, today unless it is said.
    """
    day = day or timezone.localdate()
    said = {answer.question.code: answer for answer in answers}
    found = newest(rows)
    return {code: row for code, row in found.items() if counts(row, said.get(code), day)}


def counts(row, answer, day):
    """Does this newest row open anything on `day`? `answer`: the newest to its question or None."""
    in_time = row.dated_on <= day <= row.expires_on
    return not row.revoked and in_time and not is_outdated(row, answer)


def is_outdated(row, answer):
    """Was it about another answer than the newest one? The same words again keep it."""
    if answer is None or answer.pk == row.about_id:
        return False
    if row.about is None:  # kept before we knew, or it followed from age and sex alone
        return answer.recorded_at > row.recorded_at
    return said(answer) != said(row.about)


def said(answer):
    """What an answer says, however it was asked: its value, and what the follow-ups hold."""
    details = {name: each.get("value") for name, each in answer.details.items()}
    return answer.value, {name: value for name, value in details.items() if value not in (None, "")}
