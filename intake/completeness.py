"""Saving is permissive, sending is strict: what is still missing, each with its place."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from intake import minors, sheet, whole, wordings
from intake.models.consent import AGREEING, Choice
from intake.needs import Gap, of_section


def gaps(intake):
    """Everything that keeps this intake from being sent, in the order of the pages.

    `intake`: an Intake or a Whole; whoever may not reach it finds nothing to send.
    """
    form = whole.of(intake)
    return [
        *of_section("about", form),
        *of_section("goals", form),
        *_of_health(form),
        *of_section("comfort", form),
        *of_section("cushions", form),
        *of_section("pressure", form),
        *_of_consent(form),
    ]


def newest_answers(intake):
    """{code: answer} of this intake, the newest of each question."""
    rows = intake.answers.select_related("question").order_by("pk")
    return {row.question.code: row for row in rows}


def newest_consents(intake):
    """{kind: consent} of this intake, the newest of each kind."""
    return {row.kind: row for row in intake.consents.order_by("pk")}


def _of_health(form):
    """One line for a group that nobody touched; otherwise each question that is still open."""
    if form.answered >= sheet.codes():
        return
    for group in sheet.groups(sheet.questions()):
        left = [row for row in group["questions"] if row.code not in form.answered]
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
        ngettext(
            "%(group)s: one question, answer in private, or press “None of these”.",
            "%(group)s: %(number)d questions, answer in private, or press “None of these”.",
            len(group["questions"]),
        )
        if group["private"]
        else _("%(group)s: answer, or press “None of these”.")
    )
    return sentence % {"group": gettext(group["title"]), "number": len(group["questions"])}


def _of_consent(form):
    """What is not decided yet. “No” and “let us talk first” are decisions too."""
    for kind in minors.decisions(form):
        row, name = form.consents.get(kind), f"consent-{kind}"
        if row is None:
            sentence = _("Decide about: %(area)s. “No” is a good answer too.")
            yield Gap("consent", name, sentence % {"area": kind.label}, f"ask-{name}")
        elif row.decision in AGREEING and not wordings.bound(row):
            sentence = _("These words have changed. Please read them and answer again: %(area)s.")
            yield Gap("consent", name, sentence % {"area": kind.label}, f"ask-{name}")
        elif row.decision == Choice.LIMITS and not row.limits:
            sentence = _("Write down your limits for: %(area)s.")
            yield Gap("consent", f"limits-{kind}", sentence % {"area": kind.label}, f"ask-{name}")
