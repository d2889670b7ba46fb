"""The screening table as this clinic uses it: its version, and the newest change of each row."""

import datetime

from django.utils import timezone

from intake import screening
from intake.body import zones
from intake.models import Question, RuleChange
from intake.models.health import SEVERITIES

FREE = (len(SEVERITIES), 6)  # no severity, no cap: what weighs nothing


def in_force():
    """{code: the newest change}; older ones are history."""
    rows = RuleChange.objects.order_by("code", "-pk").distinct("code")
    return {row.code: row for row in rows.select_related("changed_by")}


SAID_FOR = datetime.timedelta(days=30)  # how long the day list tells of what was loosened
STOPS = ("E", "U")


def loosened(now=None):
    """Changes of the last days by which a row stops less than in the table; one query."""
    since = (now or timezone.now()) - SAID_FOR
    rows = RuleChange.objects.filter(changed_at__gte=since).order_by("code", "-pk")
    rows = rows.distinct("code").select_related("changed_by")
    return [row for row in rows if stops_less(row)]


def stops_less(change):
    """Does it stand in place of a row that can stop a visit, and weigh less (domain 3.4)?"""
    row = screening.rows().get(change.code)
    if row is None or not change.stands_instead:
        return False
    parts = [*row["effects"], *(each for rule in row["rules"] for each in _effects(rule))]
    found = [row["severity"], *(each["severity"] for each in parts)]
    strictest = min(found, key=SEVERITIES.index)
    return strictest in STOPS and SEVERITIES.index(change.severity) > SEVERITIES.index(strictest)


def _effects(rule):
    inner = [each for one in rule.get("rules", ()) for each in _effects(one)]
    return [*rule.get("effects", ()), *inner]


def of(code):
    """Every change of one row, newest first."""
    return list(RuleChange.objects.filter(code=code).select_related("changed_by").order_by("-pk"))


def table(version):
    """The whole table in the order of asking: each question with `change` (or None)."""
    changes = in_force()
    rows = list(Question.objects.filter(version=version))
    for row in rows:
        row.change = changes.get(row.code)
    return rows


def weight(question, change=None):
    """{zone: (severity's rank, cap)} of a plain yes: smaller is stricter, 6 is no cap."""
    found = {}
    if not (change and change.stands_instead):
        _weigh(found, question.severity, zones.spread(question.scope), question.cap)
    if change:
        _weigh(found, change.severity, change.zones, change.cap)
    return found


def _weigh(found, severity, places, cap):
    for zone in places:
        rank, level = found.get(zone, FREE)
        found[zone] = min(rank, SEVERITIES.index(severity)), min(level, cap or FREE[1])


def is_looser(before, after):
    """Does any place weigh less after than before?"""
    return any(
        after.get(zone, FREE)[part] > weighs[part]
        for zone, weighs in before.items()
        for part in (0, 1)
    )
