"""An intake as one sheet that people read: to check it, to review it."""

from django.utils.translation import gettext as _

from intake import completeness, sheet
from intake.models import Answer
from intake.models.consent import AREAS, Choice, Kind
from intake.pages import PAGES


def sheets(intake, gaps=()):
    """Page by page: dicts with page and rows; a row has label, text, words, sentence, anchor.

    `sentence`: what is missing there, or empty. An empty `text` is a blank, never a "no".
    """
    missing = {(gap.page, gap.field): gap for gap in gaps}
    words = sheet.asked(intake)
    rows = {
        **_section_rows(intake, words),
        "health": list(_health_rows(intake, words)),
        "consent": list(_consent_rows(intake, words)),
    }
    return [
        {"page": page, "rows": [_with_gap(row, missing, page.slug) for row in rows[page.slug]]}
        for page in PAGES
    ]


def _with_gap(row, missing, slug):
    gap = missing.get((slug, row["field"])) or missing.get((slug, row.get("also")))
    return row | {"sentence": gap.sentence if gap else ""}


def _section_rows(intake, words):
    return {
        slug: [
            {
                "field": row["name"],
                "label": row["label"],
                "text": row["text"],
                "words": "",
                "anchor": f"div_id_{row['name']}",
            }
            for row in rows
        ]
        for slug, rows in sheet.sections(intake, words).items()
    }


def _health_rows(intake, words):
    """The questions as they were asked; settled answers say who settled them."""
    rows = intake.answers.select_related("question", "recorded_by").order_by("pk")
    known = {row.question.code: row for row in rows}
    for question in words["questions"]:
        row = known.get(question["code"])
        yield {
            "field": f"q-{question['code']}",
            "label": row.asked if row else question["text"],
            "text": Answer.Value(row.value).label if row else "",
            "words": row.words if row else "",
            "by": row.recorded_by.name if row and row.recorded_by else "",
            "tone": _tone(row),
            "anchor": f"ask-q-{question['code']}",
        }


def _tone(answer):
    """Quiet for a plain no, loud for everything else that was answered."""
    if answer is None:
        return ""
    return "quiet" if answer.value == Answer.Value.NO else "clay"


def _consent_rows(intake, words):
    known = completeness.newest_consents(intake)
    for kind in (area.value for area in AREAS):  # stored JSON forgets the order
        if kind not in words["consents"]:
            continue
        row = known.get(kind)
        yield {
            "field": f"consent-{kind}",
            "also": f"limits-{kind}",
            "label": Kind(kind).label,
            "text": Choice(row.decision).label if row else "",
            "words": row.limits if row else "",
            "signed": _("Signed: %(name)s") % {"name": row.signed_name}
            if row and row.signed_name
            else "",
            "anchor": f"ask-consent-{kind}",
        }
