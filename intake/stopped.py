"""Stops as other pages show them: what stops a visit and what to do now, incidents, referrals."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake import screening
from intake.gate.flag import LABELS
from intake.gate.flagging import STOPS
from intake.models import Incident, Referral, Weighing
from intake.roomflags import UNSPOKEN

ROUTES = {Incident: "intake:incident", Referral: "intake:referral"}
SHOWN = 10
SILENT = set("id client visit answer code why key first recorded_at recorded_by".split())


def title(model):
    return _("Incident") if model is Incident else _("Referral")


def address(row):
    """Where it is written up. `row`: any row of it."""
    return reverse(ROUTES[type(row)], args=[row.first_id or row.pk])


def state(row):
    """(kind of chip, word): is it written up?"""
    if row.mistaken:
        return "quiet", _("A wrong tap") if row.code else _("Recorded by mistake")
    return ("clay", _("To be written up")) if row.unwritten else ("good", _("Written up"))


def about(row):
    """What opened it, or else what it was and how bad, as its last word says."""
    if row.code:
        return row.why
    said = (row.get_kind_display(), row.get_severity_display())
    return ". ".join(str(words) for words in said if words)


def rows(client_id):
    """Each incident and referral of a client, its last word, newest first; two queries."""
    found = [
        row
        for model in (Incident, Referral)
        for row in model.objects.filter(client_id=client_id).newest()
    ]
    return sorted(found, key=lambda row: row.recorded_at, reverse=True)


def came_of(intake):
    """The last word of each incident and referral that this form opened; two queries."""
    return [
        row
        for model in (Incident, Referral)
        for row in model.objects.filter(answer__intake=intake)
        .newest()
        .select_related("recorded_by")
    ]


def listed(client_id):
    """The same as a page lists them."""
    return [_line_of(row) for row in rows(client_id)]


def incidents(client_id, visit_id=None):
    """The client's incidents, or those of one visit, as a page lists them; one query."""
    found = Incident.objects.filter(client_id=client_id)
    if visit_id is not None:
        found = found.filter(visit=visit_id)
    return [_line_of(row) for row in sorted(found.newest(), key=lambda row: row.at, reverse=True)]


def _line_of(row):
    return {
        "title": title(type(row)),
        "why": about(row),
        "at": getattr(row, "at", row.recorded_at),
        "chip": state(row),
        "address": address(row),
    }


def to_write_up(user, now=None):
    """What opened at this therapist's work, or at their visit, and nobody has written up.

    Newest first, ten of each kind at most, headers only; two queries.
    """
    mine = Q(recorded_by=user) | Q(visit__therapist=user)
    found = []
    for model in (Incident, Referral):
        later = model.objects.filter(first=OuterRef("pk"))
        waiting = model.objects.visible_to(user, now).filter(mine, ~Exists(later), first=None)
        waiting = waiting.exclude(code="")
        found += waiting.select_related("client").defer("why").order_by("-pk")[:SHOWN]
    found.sort(key=lambda row: row.recorded_at, reverse=True)
    return [_header(row) | {"name": row.client.preferred_name} for row in found]


def to_ask_again(user, now=None):
    """What this therapist wrote, or was at their visit, with a time to ask again, as long as
    nobody said what became of it. The soonest first, ten at most, headers only; one query.
    """
    later = Incident.objects.filter(
        first=Coalesce(OuterRef("first"), OuterRef("pk")), pk__gt=OuterRef("pk")
    )
    mine = Q(recorded_by=user) | Q(visit__therapist=user)
    waiting = Incident.objects.visible_to(user, now).filter(
        mine, ~Exists(later), follow_up_at__isnull=False, mistaken=False, outcome=""
    )
    found = waiting.select_related("client").order_by("follow_up_at", "pk")[:SHOWN]
    return [
        _header(row) | {"name": row.client.preferred_name, "by": row.follow_up_at} for row in found
    ]


def left_to_write(known, told=()):
    """The same of one client. `known`: their `rows`; `told`: addresses that are on the page."""
    headers = [_header(row) for row in known if row.unwritten]
    return [header for header in headers if header["address"] not in told]


def _header(row):
    return {"title": title(type(row)), "at": row.recorded_at, "address": address(row)}


def word(row):
    """One row in words: who, when, and each field that says something."""
    told = [
        (capfirst(str(field.verbose_name)), _value(row, field))
        for field in row._meta.concrete_fields
        if field.name not in SILENT and getattr(row, field.name) not in (None, "", False)
    ]
    if getattr(row, "client_informed", None) is False:
        told.append((_("Was the client told?"), _("No")))
    return {"at": row.recorded_at, "by": row.recorded_by.name, "opened": row.unwritten,
            "told": told}  # fmt: skip


def _value(row, field):
    value = getattr(row, field.name)
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    if isinstance(value, datetime.datetime):
        at = timezone.localtime(value)
        return f"{formats.date_format(at, 'D j M Y')}, {formats.date_format(at, 'H:i')}"
    return _("Yes") if value is True else value


def now(flags, visit):
    """What stops a visit, strictest first, with what to do and where it is written up.

    `flags`: those of the Places. Two queries, and only when something stops.
    """
    known = addresses(flags, visit)
    return [
        {
            "severity": flag.severity,
            "label": flag.label,
            "asked": flag.answer.asked,
            "action": flag.action,
            "settled": not (flag.held or flag.draft),
            "address": known.get(flag.answer.pk, ""),
        }
        for flag in flags
        if flag.severity in STOPS
    ]


def unwritten(client_id, visit_id):
    """A sentence for each kind that this visit opened and nobody has written up; two queries."""
    for row in rows(client_id):
        if row.visit_id == visit_id and row.unwritten:
            yield _("%(what)s (%(code)s): not written up yet.") % {
                "what": title(type(row)),
                "code": row.code,
            }


def addresses(flags, visit, known=None):
    """{answer: where its stop is written up}; no query where nothing stops.

    `known`: the client's `rows`, where the page has them already.
    A question that was answered again at the visit leads to the row that is there already.
    """
    found = {}
    for flag in flags:
        if flag.severity in STOPS and flag.answer.pk:
            found[flag.answer.pk] = flag.question.code
    if known is None:
        known = rows(visit.client_id) if found else ()
    return {
        answer: address(row)
        for answer, code in found.items()
        for row in reversed(known)
        if row.code == code and (row.answer_id == answer or row.visit_id == visit.pk)
    }


def blocked(visit_ids):
    """{visit: [what stops it, and what to do now]} as the gate said last; one query."""
    weighed = Weighing.objects.filter(visit__in=visit_ids).order_by("visit", "-pk")
    told = weighed.distinct("visit").values_list("visit", "found__stops")
    return {visit: [_line(stop) for stop in stops] for visit, stops in told if stops}


def _line(stop):
    row = screening.rows().get(stop["code"])
    quiet = row is None or stop["code"] in UNSPOKEN  # a list lies open in the room
    words = [f"{LABELS[stop['severity']]}.", "" if quiet else _(row["action"])]
    return " ".join(word for word in words if word)
