"""Who is asking: the database answers nothing until it has been told.

Every request, job and command runs inside `acting_as(...)`: one transaction that begins by telling
the database who asks (settings that end with the transaction) and ends by writing the history.

This second wall is against forgotten filters. It is not a wall against SQL injection: whoever can
send SQL as the web role can also set these settings.
"""

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

from clinic.trips import one_trip


@dataclass
class Actor:
    """Who asks: `kind` is staff, link, job or none; the rest says which one, and from where."""

    kind: str = "none"
    user: int | None = None
    intake: int | None = None
    client: int | None = None  # a job takes one client
    copy: str = ""  # of the browser that sent its intake: the nonce with which it reads it again
    address: str = ""
    steps: list = field(default_factory=list, repr=False)


def staff(user, address=""):
    """A signed-in person who works here."""
    return Actor("staff", user=user.pk, address=address)


def link(intake_id, address="", copy=""):
    """A client's browser that redeemed the link of one intake.

    `copy`: its nonce, once it has sent that intake: it may read it for a while, and change nothing.
    """
    return Actor("link", intake=intake_id, address=address, copy=copy)


def job(client_id):
    """A background job for one client."""
    return Actor("job", client=client_id)


NOBODY = Actor()
_current = ContextVar("actor", default=NOBODY)


def current():
    """The actor of the present transaction."""
    return _current.get()


def tell_database(actor):
    """Set the scope for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', %s, true), set_config('app.user', %s, true),"
            " set_config('app.intake', %s, true), set_config('app.client', %s, true),"
            " set_config('app.address', %s, true), set_config('app.copy', %s, true)",
            [
                actor.kind,
                str(actor.user or ""),
                str(actor.intake or ""),
                str(actor.client or ""),
                actor.address,
                actor.copy,
            ],
        )


@contextlib.contextmanager
def acting_as(actor):
    """One transaction in `actor`'s name; its history is written as its last statement.

    An error rolls everything back, history included.
    """
    from clinic.audit import write_down

    token = _current.set(actor)
    before = len(actor.steps)
    try:
        with transaction.atomic():
            with one_trip():  # together with the BEGIN
                tell_database(actor)
            yield actor
            if not transaction.get_rollback():
                write_down(actor)
    finally:
        del actor.steps[before:]
        _current.reset(token)
        if connection.in_atomic_block and not connection.needs_rollback:
            tell_database(_current.get())


def become(actor):
    """Change who asks in the middle of a request (a link redeemed, a code asked for)."""
    now = current()
    now.kind, now.user, now.intake = actor.kind, actor.user, actor.intake
    now.copy = actor.copy
    tell_database(now)
