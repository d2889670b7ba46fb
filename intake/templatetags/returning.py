"""Last time's answers on a page of the form."""

from types import SimpleNamespace

from django import template

from intake import returning, took
from intake.body import marked

register = template.Library()


@register.simple_tag
def left_from_last_time(intake, slug):
    """{"on": day, "marks": [words]} while this page can still take something over; else None."""
    if not returning.offered(intake, slug):
        return None
    rows = intake.last_time.get("marks") or [] if slug == "goals" else []
    marks = [SimpleNamespace(**facts) for row in rows if (facts := took.mark(row))]
    if intake.marks.exists():
        marks = []
    return {"on": returning.sent_on(intake), "marks": marked.words(marks)}
