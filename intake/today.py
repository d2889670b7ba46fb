"""The questions of every visit (domain 3.1, marked T), in the groups of the table."""

from intake import screening
from intake.models import Question

ONLY_IF_RAISED = ("RF19",)  # asked when the client raises it, or when the clinic's policy says so


def questions():
    """The groups as dicts with code, title, why, private, questions; one query.

    The questions are Question rows in the order of asking. `observed`: looked at by the therapist,
    not asked. `if_raised`: never asked of its own accord. `private`: asked without others.
    """
    rows = list(Question.objects.filter(version=screening.LATEST, today=True))
    for row in rows:
        row.if_raised = row.code in ONLY_IF_RAISED
    found = [
        group | {"questions": [row for row in rows if row.group == group["code"]]}
        for group in screening.groups()
    ]
    return [group for group in found if group["questions"]]


def codes():
    """The codes of those questions, as a set; no query."""
    return {code for code, row in screening.rows().items() if row["today"]}
