"""Counting tries, for the doors that django-allauth does not keep."""

from django.db import connections

COUNT = """
INSERT INTO clinic_cache AS known (cache_key, value, expires)
VALUES (%(key)s, '1', clock_timestamp() + %(seconds)s * interval '1 second')
ON CONFLICT (cache_key) DO UPDATE SET
    value = CASE WHEN known.expires <= clock_timestamp() THEN '1'
        ELSE (known.value::int + 1)::text END,
    expires = CASE WHEN known.expires <= clock_timestamp() THEN excluded.expires
        ELSE known.expires END
RETURNING value::int
"""


def one_more(door, who, *, most, seconds):
    """Count one try of `who` at `door`; False once there were more than `most` in `seconds`.

    One statement, so that parallel tries are all counted, and outside the request's transaction,
    so that a refused request still counts. The row lies in the shared cache's table, which throws
    it away when it has expired.
    """
    with connections["outside"].cursor() as cursor:
        cursor.execute(COUNT, {"key": _key(door, who), "seconds": seconds})
        return cursor.fetchone()[0] <= most


def forget(door, who):
    """The right person came through: their tries are not held against them."""
    with connections["outside"].cursor() as cursor:
        cursor.execute("DELETE FROM clinic_cache WHERE cache_key = %s", [_key(door, who)])


def _key(door, who):
    return f"tries:{door}:{who}"
