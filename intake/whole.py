"""An open form in one reading: everything that sending asks about, as plain values."""

import datetime
import json
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import connection
from django.utils.translation import gettext as _

from clinic.access import Refused

READ = "SELECT intake_whole(%s, %s, %s)"
PAGES = ("about", "goals", "comfort", "cushions", "pressure")


@dataclass
class Whole:
    """One open form. It reads like the Intake that it is: `pk`, `client_id`, `about`, `client` …

    The pages hold their columns as JSON has them, but for dates of birth; a page that nobody saved
    is None. `answered`: codes of health questions. `consents`: {kind: its newest row, with id,
    kind, decision, limits and wording_hash}. `avoids`: is a place marked "do not touch"? `drawn`:
    the roles that signed by hand. `is_held`: nobody else writes in it until the transaction ends.
    """

    pk: int
    client_id: int
    link_digest: str
    link_nonce: str
    client: SimpleNamespace
    is_held: bool = False
    about: SimpleNamespace | None = None
    goals: SimpleNamespace | None = None
    comfort: SimpleNamespace | None = None
    cushions: SimpleNamespace | None = None
    pressure: SimpleNamespace | None = None
    answered: frozenset = frozenset()
    consents: dict = field(default_factory=dict)
    avoids: bool = False
    drawn: frozenset = frozenset()


def of(intake):
    """The form behind an open Intake; what is one already stays. Refused when it is not open."""
    return intake if isinstance(intake, Whole) else _open(read(intake.pk))


def held(intake):
    """The same, and nobody else writes in it until the end of the transaction."""
    if isinstance(intake, Whole) and intake.is_held:
        return intake
    return _open(read(intake.pk, hold=True))


def read(pk, *, browser=None, hold=False):
    """The open form of that number, or None. `browser`: the nonce of the one that must hold it."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [pk, browser, hold])
        found = json.loads(cursor.fetchone()[0] or "null")
    if found is None:
        return None
    pages = {slug: found[slug] and SimpleNamespace(**found[slug]) for slug in PAGES}
    if pages["about"]:
        pages["about"].date_of_birth = _day(pages["about"].date_of_birth)
    return Whole(
        pk=pk,
        client_id=found["client_id"],
        link_digest=found["link_digest"],
        link_nonce=found["link_nonce"],
        client=SimpleNamespace(
            date_of_birth=_day(found["born"]),
            legal_name=found["legal_name"],
            preferred_name=found["preferred_name"],
        ),
        is_held=hold,
        answered=frozenset(found["answered"] or ()),
        consents={kind: SimpleNamespace(**row) for kind, row in (found["consents"] or {}).items()},
        avoids=found["avoids"],
        drawn=frozenset(found["drawn"] or ()),
        **pages,
    )


def _open(form):
    if form is None:
        raise Refused(_("This form is no longer open."))
    return form


def _day(text):
    return datetime.date.fromisoformat(text) if text else None
