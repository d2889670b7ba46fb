"""What waits for somebody, for the admin's queue: headers only, in two statements.

Ids, names, who, when and state; nothing clinical. Each kind of waiting is one queryset of its own
table; the page shows their union, newest first.
"""

import datetime
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import CharField, Count, Exists, F, OuterRef, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clinic import asking
from clinic.models import Client, Visit
from intake import summary
from notes.models import Note

ROWS_ON_A_PAGE = 50
A_DAY = datetime.timedelta(hours=24)
# kind, its name on screen, the chip's color, and the columns: whose it is, since when it waits.
KINDS = {
    "no_note": (_("Visit without a note"), "clay", "therapist", "starts_at"),
    "draft": (_("Draft, not signed"), "quiet", "therapist", "started_at"),
    "hold": (_("Screening hold"), "clay", "decided_by", "decided_at"),
    "intake": (_("Intake waiting for a decision"), "accent", "invited_by", "submitted_at"),
    "approval": (_("Signed, waiting for approval"), "accent", "therapist", "signed_at"),
}
PERIODS = {
    "": (_("Any time"), None),
    "7": (_("The last 7 days"), 7),
    "30": (_("The last 30 days"), 30),
    "90": (_("The last 90 days"), 90),
}


@dataclass(frozen=True)
class Asked:
    """The filters of the page; what is not known is not asked for."""

    kind: str = ""
    therapist: int | None = None
    period: str = ""
    words: str = ""

    @property
    def is_narrow(self):
        return self != Asked()


def asked_for(given):
    """The filters in the page's address."""
    kind, period = given.get("kind", ""), given.get("period", "")
    return Asked(
        kind if kind in KINDS else "",
        asking.number(given, "therapist"),
        period if period in PERIODS else "",
        asking.words(given),
    )


def sources(user, now):
    """For each kind the rows that wait. `user` cannot approve what they signed themselves."""
    note = Note.objects.standing().filter(visit=OuterRef("pk"))
    return {
        "no_note": Visit.objects.kept().filter(~Exists(note), starts_at__lte=now),
        "draft": Note.objects.drafts().filter(started_at__lt=now - A_DAY),
        "hold": summary.holds(),
        "intake": summary.waiting_for_decision(),
        "approval": Note.objects.waiting_for_approval().exclude(signed_by=user),
    }


def chosen(user, now, asked):
    """The same rows, for one therapist, one period, and clients with one name."""
    rows, days = {}, PERIODS[asked.period][1]
    for kind, source in sources(user, now).items():
        _name, _color, whose, since = KINDS[kind]
        if asked.therapist:
            source = source.filter(**{whose: asked.therapist})
        if days:
            source = source.filter(**{f"{since}__gte": now - datetime.timedelta(days=days)})
        if asked.words:
            source = source.filter(client__in=Client.objects.named(asked.words))
        rows[kind] = source.order_by()
    return rows


def counted(rows):
    """How many of each kind, in one statement."""
    counts = [
        source.annotate(kind=_text(kind)).values("kind").annotate(n=Count("pk")).values("kind", "n")
        for kind, source in rows.items()
    ]
    found = {row["kind"]: row["n"] for row in counts[0].union(*counts[1:], all=True)}
    return {kind: found.get(kind, 0) for kind in rows}


def tiles(counts, asked):
    """The counts as they stand on the page, each a link to its kind."""
    return [
        {"kind": kind, "word": KINDS[kind][0], "n": n, "on": kind == asked.kind}
        for kind, n in counts.items()
    ]


def paged(rows, counts, shown, number):
    """A page of the headers of the kinds in `shown`, newest first, in one statement."""
    first, *others = [_header(kind, rows[kind]) for kind in shown]
    listed = first.union(*others, all=True).order_by("-since", "kind", "-id")
    pages = Paginator(listed, ROWS_ON_A_PAGE)
    pages.count = sum(counts[kind] for kind in shown)  # counted already
    page = pages.get_page(number)
    page.object_list = [_said(row) for row in page.object_list]
    return page


def _said(row):
    """One header with its words and where it leads."""
    word, color, _whose, _since = KINDS[row["kind"]]
    to = (
        ("notes:write", row["id"])
        if row["kind"] == "approval"
        else ("notes:record", row["client_id"])
    )
    return row | {"word": word, "color": color, "address": reverse(to[0], args=[to[1]])}


def _header(kind, source):
    _name, _color, whose, since = KINDS[kind]
    return source.annotate(
        kind=_text(kind), name=F("client__preferred_name"), who=F(f"{whose}__name"), since=F(since)
    ).values("kind", "id", "client_id", "name", "who", "since")


def _text(word):
    return Value(word, output_field=CharField())
