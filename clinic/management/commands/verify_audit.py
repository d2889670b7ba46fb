"""Check the history's chain: edited, missing, swapped and cut-off rows are reported."""

import hashlib
import json

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

FIELDS = "id at_us actor user_id intake_id step subject client_id address previous_hash".split()
# Moments are hashed as microseconds since 1970 in UTC, so that no time zone can break the chain.
COLUMNS = ", ".join(FIELDS).replace("at_us", "(extract(epoch FROM at) * 1000000)::bigint AS at_us")


def canonical(row):
    """The row as PostgreSQL's jsonb writes it: keys by length, then by letter."""
    fields = dict(zip(FIELDS, row, strict=True))
    ordered = {key: fields[key] for key in sorted(fields, key=lambda key: (len(key), key))}
    return json.dumps(ordered, ensure_ascii=False, separators=(", ", ": "))


def faults(rows, head=None):
    """Yield a sentence for every break. `rows`: tuples of FIELDS + hash, by id.

    `head`: (id, hash) of the last row known to exist, from an earlier run.
    """
    number, previous = 0, ""
    seen = {}
    for *row, digest in rows:
        number += 1
        if row[0] != number:
            yield f"Rows {number} to {row[0] - 1} are missing."
            number = row[0]
        if row[-1] != previous:
            yield f"Row {row[0]} does not follow the row before it."
        if hashlib.sha256(canonical(row).encode()).hexdigest() != digest:
            yield f"Row {row[0]} was changed."
        previous = digest
        if head and row[0] == head[0]:
            seen[row[0]] = digest
    if head and head[0] > number:
        yield f"The history ends at row {number}; row {head[0]} was known and is cut off."
    elif head and seen.get(head[0]) != head[1]:
        yield f"Row {head[0]} is not the row that was known."


class Command(BaseCommand):
    """`manage.py verify_audit [--head ID:HASH]`; run by the owner. Exit code 1 on any fault."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--head", help="the last known row, as ID:HASH from an earlier run")

    def handle(self, *args, head=None, **options):
        known = None
        if head:
            number, _, digest = head.partition(":")
            known = (int(number), digest)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {COLUMNS}, hash FROM clinic_auditentry ORDER BY id")  # noqa: S608 (our own words)
            rows = cursor.fetchall()
        if not rows:
            raise CommandError(
                "No history is visible. Only the tables' owner reads all of it:"
                " python3 run.py manage --owner verify_audit"
            )
        found = list(faults(rows, known))
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(f"{len(found)} faults in {len(rows)} rows.")
        self.stdout.write(f"{len(rows)} rows, 0 faults. Head: {rows[-1][0]}:{rows[-1][-1]}")
