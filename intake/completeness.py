"""Saving is permissive, sending is strict: what is still missing, each with its place."""

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from intake import minors, sheet
from intake.models.consent import Choice
from intake.needs import Gap, of_section


def gaps(intake):
    """Everything that keeps this intake from being sent, in the order of the pages."""
    by_page = sheet.sections(intake)
    return [
        *of_section("about", by_page["about"], intake),
        *of_section("goals", by_page["goals"], intake),
        *_of_health(intake),
        *of_section("comfort", by_page["comfort"], intake),
        *of_section("cushions", by_page["cushions"], intake),
        *of_section("pressure", by_page["pressure"], intake),
        *_of_consent(intake),
    ]


def newest_answers(intake):
    """{code: answer} of this intake, the newest of each question."""
    rows = intake.answers.select_related("question").order_by("pk")
    return {row.question.code: row for row in rows}


def newest_consents(intake):
    """{kind: consent} of this intake, the newest of each kind."""
    return {row.kind: row for row in intake.consents.order_by("pk")}


def _of_health(intake):
    """One line for a group that nobody touched; otherwise each question that is still open."""
    known = set(intake.answers.values_list("question__code", flat=True))
    for group in sheet.groups(sheet.questions()):
        left = [row for row in group["questions"] if row.code not in known]
        if len(left) == len(group["questions"]):
            place = f"group-{group['code']}"
            yield Gap("health", place, _untouched(group), place)
        else:
            yield from (
                Gap("health", f"q-{row.code}", gettext(row.text), f"ask-q-{row.code}")
                for row in left
            )


def _untouched(group):
    sentence = (
        _("%(group)s: open these and answer, or press “None of these”.")
        if group["private"]
        else _("%(group)s: answer, or press “None of these”.")
    )
    return sentence % {"group": gettext(group["title"])}


def _of_consent(intake):
    """What is not decided yet. “No” and “let us talk first” are decisions too."""
    known = newest_consents(intake)
    for kind in minors.decisions(intake):
        row, name = known.get(kind), f"consent-{kind}"
        if row is None:
            sentence = _("Decide about: %(area)s. “No” is a good answer too.")
            yield Gap("consent", name, sentence % {"area": kind.label}, f"ask-{name}")
        elif row.decision == Choice.LIMITS and not row.limits:
            sentence = _("Write down your limits for: %(area)s.")
            yield Gap("consent", f"limits-{kind}", sentence % {"area": kind.label}, f"ask-{name}")
