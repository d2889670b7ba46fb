"""Letters that open a place again: which of them counts today (domain 3.1).

The newest row about an answer is the last word on it: a letter, a newer letter, or its revoking.
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
    rows = Clearance.objects.filter(client_id=client_id).select_related("recorded_by")
    return list(rows.annotate(has_letter=Exists(Letter.objects.filter(clearance=OuterRef("pk")))))


def newest(rows):
    """{code: its newest row}, of rows in any order."""
    return {row.code: row for row in sorted(rows, key=lambda row: row.pk)}


def in_force(rows, day=None):
    """{code: the row that counts on `day`}; revoked, replaced and expired ones are not among them.

    `rows`: all of one client's, as `of` gives them. `day`: a date, today unless it is said.
    """
    day = day or timezone.localdate()
    return {code: row for code, row in newest(rows).items() if counts(row, day)}


def counts(row, day):
    """Does this newest row open anything on `day`?"""
    return not row.revoked and row.dated_on <= day <= row.expires_on
