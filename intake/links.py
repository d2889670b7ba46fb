"""The client's link and code. Both are derived, so that neither the database nor a job holds them.

A link is 256 bits, made from the intake's id, a nonce and a key that only the server has; the
database keeps its SHA-256. A code is six digits, made the same way from the code's own row.
"""

import base64
import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clinic.models import Visit

CODE_LASTS = datetime.timedelta(minutes=10)
CODES_PER_HOUR = 5


@dataclass(frozen=True)
class Door:
    """What stands behind a link before anybody has shown a code: ids and moments, no words."""

    id: int
    client_id: int
    submitted_at: datetime.datetime | None
    lives_until: datetime.datetime

    def is_open(self, now=None):
        """May a code be asked for?"""
        return self.submitted_at is None and self.lives_until > (now or timezone.now())


def fresh():
    """128 random bits, as 32 letters."""
    return secrets.token_hex(16)


def digest(token):
    """What the database keeps of a link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def token(pk, nonce, key=None):
    """The link's secret part, 43 letters."""
    sealed = _seal("link", f"{pk}:{nonce}", key or settings.SECRET_KEY)
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def token_of(intake):
    """The token that was mailed; older server keys are tried too. LookupError: none made it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        found = token(intake.pk, intake.link_nonce, key)
        if hmac.compare_digest(digest(found), intake.link_digest):
            return found
    raise LookupError("the key that made this link is gone")


def address(intake):
    """The whole link, for the mail."""
    return settings.SITE_URL + reverse("intake:open", args=[token_of(intake)])


def code(passcode):
    """The six digits of a code."""
    sealed = _seal("code", f"{passcode.pk}:{passcode.nonce}", settings.SECRET_KEY)
    return f"{int.from_bytes(sealed[:8], 'big') % 1_000_000:06d}"


def same_code(passcode, typed):
    """Did somebody type this code? Spaces do not matter."""
    typed = "".join(typed.split())
    return hmac.compare_digest(code(passcode).encode(), typed.encode("utf-8", "replace"))


def knock(token):
    """The Door behind a link, or None. The one look-up that needs no scope."""
    return behind(digest(token))


def behind(kept):
    """The same for what the database keeps of a link."""
    return _door("SELECT * FROM intake_knock(%s)", kept)


def _door(look_up, kept):
    with connection.cursor() as cursor:
        cursor.execute(look_up, [kept])
        row = cursor.fetchone()
    return Door(*row) if row else None


def replaced(token):
    """The Door behind a link that a newer one took the place of, or None. It opens nothing."""
    return _door("SELECT * FROM intake_knock_replaced(%s)", digest(token))


def lives_until(client_id, now):
    """Fourteen days from `now`, or the end of the next visit's day if that is later."""
    shortest = now + datetime.timedelta(days=settings.INTAKE_LINK_DAYS)
    visit = Visit.objects.kept().filter(client_id=client_id, starts_at__gt=now).first()
    if visit is None:
        return shortest
    midnight = timezone.localtime(visit.starts_at).replace(
        hour=23, minute=59, second=59, microsecond=0
    )
    return max(shortest, midnight.astimezone(datetime.UTC))


def _seal(purpose, words, key):
    own_key = hashlib.sha256(f"intake {purpose}:{key}".encode()).digest()
    return hmac.new(own_key, words.encode(), hashlib.sha256).digest()
