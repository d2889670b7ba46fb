"""Saving is permissive, sending is strict: what is still missing, each with its place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import sheet
from intake.models.consent import AREAS, Choice

NEEDED = {
    "goals": {
        "goal": gettext_lazy("Say what you would like from these visits."),
        "pain_now": gettext_lazy("Choose how much pain you have right now; 0 is none."),
    },
    "comfort": {
        "avoid": gettext_lazy("Name the places we should not touch, or write “none”."),
    },
    "cushions": {},
    "pressure": {
        "comfort_limit": gettext_lazy("Choose the highest number you want to feel."),
        "stop_word": gettext_lazy("Choose a word that means stop."),
        "stop_signal": gettext_lazy("Choose a sign that means stop."),
    },
}


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the page, the field, what to do, and where on the page."""

    page: str
    field: str
    sentence: str
    anchor: str


def gaps(intake):
    """Everything that keeps this intake from being sent, in the order of the pages."""
    by_page = sheet.sections(intake)
    return [
        *_of_section("goals", by_page),
        *_of_health(intake),
        *_of_section("comfort", by_page),
        *_of_section("cushions", by_page),
        *_of_section("pressure", by_page),
        *_of_consent(intake),
    ]


def newest_answers(intake):
    """{code: answer} of this intake, the newest of each question."""
    rows = intake.answers.select_related("question").order_by("pk")
    return {row.question.code: row for row in rows}


def newest_consents(intake):
    """{kind: consent} of this intake, the newest of each kind."""
    return {row.kind: row for row in intake.consents.order_by("pk")}


def _of_section(slug, by_page):
    return [
        Gap(slug, row["name"], str(NEEDED[slug][row["name"]]), f"div_id_{row['name']}")
        for row in by_page[slug]
        if row["name"] in NEEDED[slug] and not row["text"].strip()
    ]


def _of_health(intake):
    known = newest_answers(intake)
    return [
        Gap("health", f"q-{row.code}", row.text, f"ask-q-{row.code}")
        for row in sheet.questions()
        if row.code not in known
    ]


def _of_consent(intake):
    known = newest_consents(intake)
    for kind in AREAS:
        row, name = known.get(kind), f"consent-{kind}"
        if row is None:
            sentence = _("Decide about: %(area)s. “No” is a good answer too.")
            yield Gap("consent", name, sentence % {"area": kind.label}, f"ask-{name}")
        elif row.decision == Choice.LIMITS and not row.limits:
            sentence = _("Write down your limits for: %(area)s.")
            yield Gap("consent", f"limits-{kind}", sentence % {"area": kind.label}, f"ask-{name}")
