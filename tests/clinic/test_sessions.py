"""A session is found by its own key and by nothing else."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session

from clinic.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_session_comes_back():
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    assert SessionStore(session.session_key)["word"] == "kept"


def test_an_expired_session_holds_nothing():
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    Session.objects.update(expire_date="2020-01-01T00:00Z")
    assert SessionStore(session.session_key).get("word") is None


@pytest.mark.parametrize("key", ["a" * 32, "\0" * 32, "\udcff" * 32, "' OR 1=1 --", "é" * 40])
def test_a_strange_key_holds_nothing_and_is_never_kept(key):
    session = SessionStore(key)
    assert session.get("word") is None
    assert session.session_key is None


def test_a_session_that_was_ended_meanwhile_stays_ended():
    session = SessionStore()
    session["word"] = "kept"
    session.save()
    session["word"] = "kept again"
    session.save()
    assert SessionStore(session.session_key)["word"] == "kept again"
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert Session.objects.count() == 0
