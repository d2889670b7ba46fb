"""Lying face down, where the client's own answers rule it out (domain 7.1; 13, rule 9).

The form offers it no longer, asks anew who chose it before, and takes nothing away: nothing about
lying is needed. That nobody lies so at a visit is the note's to keep.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake import screening
from intake.gate import rules
from intake.gate.heard import is_old
from intake.models.choices import Position

NOTE = "prone_off"  # of the table: the gate hears the same one
CODES = tuple(
    code
    for code, row in screening.rows().items()
    if any(NOTE in rule.get("notes", ()) for rule in row["rules"])
)
WHY = _(
    "Lying face down is not used from the 20th week of pregnancy on, or while we do not know the"
    " week."
)
ANEW = _("You chose it before. Please choose another way to lie.")


def is_ruled_out(intake, today=None):
    """Do the newest answers of this form say so? One query."""
    rows = intake.answers.filter(question__code__in=CODES).select_related("question")
    newest = {row.question.code: row for row in rows.order_by("pk")}
    return any(_says_so(row, today or timezone.localdate()) for row in newest.values())


def _says_so(answer, today):
    """What was said to other words than today's is at least a plain answer."""
    said_on = timezone.localdate(answer.recorded_at)
    told = [answer.details, {}] if is_old(answer) else [answer.details]
    return any(
        NOTE in rules.outcome(answer.question, answer.value, details, None, today, said_on).notes
        for details in told
    )


def is_chosen(cushions):
    """Is it what the page of cushions says? `cushions`: the page as it was saved, or None."""
    return getattr(cushions, "position", "") == Position.PRONE


def is_asked_anew(intake, cushions):
    """Was it chosen, and is it ruled out? No query where somebody chose to lie otherwise."""
    return is_chosen(cushions) and is_ruled_out(intake)
