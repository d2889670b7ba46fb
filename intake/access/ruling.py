"""When a row of the screening table may be changed (domain 3.4, last line)."""

import re

from django.utils.translation import gettext as _

from intake import rule_changes
from intake.gate import triage
from intake.models import RuleChange
from intake.models.rule_change import A_WORD, FULL_NAME

REASON_LEAST = 20  # as for every override (domain 3.1)
REVIEWER = ("reviewer_name", "reviewer_role", "reviewed_on")


def why_not_change_rule(by, question, facts, last=None):
    """Stricter by any admin; looser only with a named clinical reviewer.

    `facts`: severity, zones, cap, instead, reviewer_name, reviewer_role, reviewed_on;
    `last`: the change in force, or None.
    """
    if not by.is_admin:
        return _("Only an admin changes the screening table.")
    if question.code == triage.OTHER:
        return _("A therapist weighs what clients add, each time. There is nothing to change here.")
    if len(facts.get("reason", "").strip()) < REASON_LEAST:
        return _("Say in at least 20 characters why this row is changed.")
    if all(facts.get(name) for name in REVIEWER):
        return why_not_reviewer(facts["reviewer_name"], facts["reviewer_role"])
    if any(facts.get(name) for name in REVIEWER):
        return _("Say who the clinical reviewer is, what they are, and when they reviewed it.")
    if facts.get("instead"):
        return _(
            "Only a named clinical reviewer may put something in place of what the table says. "
            "Add their name, what they are, and the day."
        )
    change = RuleChange(**{name: facts.get(name) for name in ("severity", "zones", "cap")})
    before, after = rule_changes.weight(question, last), rule_changes.weight(question, change)
    if rule_changes.is_looser(before, after):
        return _(
            "The row would weigh less than it does now. "
            "That needs a clinical reviewer: their name, what they are, and the day."
        )
    if before == after and not _is_floor(question, change, last):
        return _("The row weighs at least this much already. Choose something stricter.")
    return None


def why_not_reviewer(name, role):
    """A clinical reviewer is somebody who can be asked: a full name, and what they are."""
    if not re.search(FULL_NAME, name.strip()):
        return _("Write the reviewer’s first and last name.")
    if not re.search(A_WORD, role):
        return _("Write what the reviewer is, for example: family doctor.")
    return None


def _is_floor(question, change, last):
    """Where follow-ups can make a row milder, a change may hold it at what a plain yes weighs."""
    if last and (last.severity, set(last.zones), last.cap) == _said(change):
        return False
    return bool(question.rules)


def _said(change):
    return change.severity, set(change.zones), change.cap
