"""The clinic's own word on a row of the screening table."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record, subject_of
from intake import rule_changes, screening
from intake.access.ruling import why_not_change_rule
from intake.models import Question, RuleChange

FACTS = (
    "severity",
    "zones",
    "cap",
    "instead",
    "reason",
    "reviewer_name",
    "reviewer_role",
    "reviewed_on",
)


def change_rule(code, facts, *, by, now=None):
    """Add a change to the row `code`; the newest counts, every one is kept.

    `facts`: severity, zones, cap or None, instead, reason, reviewer_name, reviewer_role,
    reviewed_on or None.
    """
    now = now or timezone.now()
    _one_at_a_time()
    question = Question.objects.filter(version=screening.LATEST, code=code).first()
    if question is None:
        raise Refused(_("The screening table has no such row."))
    last = rule_changes.in_force().get(code)
    refuse_if(why_not_change_rule(by, question, facts, last))
    facts = {name: facts[name] for name in FACTS if name in facts}
    facts |= {"code": code, "version": question.version}
    change = RuleChange.objects.create(changed_at=now, changed_by=by, **facts)
    record(journey.SCREENING_CHANGED, _in_short(change, last or question), now=now)
    return change


def _in_short(change, before):
    """`intake.rulechange:7 NE01 A>C 2>-`: the row, and what it weighed before and after."""
    words = [subject_of(change), change.code, f"{before.severity}>{change.severity}"]
    if before.cap != change.cap:
        words.append(f"{before.cap or '-'}>{change.cap or '-'}")
    return " ".join(words)


def _one_at_a_time():
    """Two admins never compare themselves with the same older change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('intake_rulechange'))")
