"""Sessions in the database, read and kept with one plain statement each: every request asks."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"
KEEP = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"


class SessionStore(db.SessionStore):
    """As Django's own; only reading and keeping do without building a query and a model."""

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self):
        """What the session holds; an unknown or an expired one holds nothing and gets a new key."""
        row = None
        if (key := self.session_key or "").isascii() and key.isalnum():
            with connection.cursor() as cursor:
                cursor.execute(READ, [key, timezone.now()])
                row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def save(self, must_create=False):
        """Keep it. A session that was ended meanwhile stays ended: UpdateError."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        words = self.encode(self._get_session())
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [words, self.get_expiry_date(), self.session_key])
            if not cursor.rowcount:
                raise UpdateError
