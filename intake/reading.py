"""An intake as one sheet that people read: to check it, to review it, to keep a copy of it."""

from django.utils import formats
from django.utils.translation import gettext as _

from intake import completeness, minors, sheet
from intake.models import Answer
from intake.models.consent import Choice, Kind
from intake.pages import PAGES
from intake.retold import details_again, left_open

GUARDIANS = ("guardian_",)


def sheets(intake, gaps=(), *, own=False):
    """Page by page: dicts with page and rows; a row has label, text, words, sentence, anchor.

    `sentence`: what is missing there, or empty. An empty `text` is a blank, never a "no".
    `details`: what followed an answer, as {"asked", "said"}; `left_open`: what stayed open of it.
    `own`: only the client's own answers,
    without those that somebody at work settled later.
    """
    missing = {(gap.page, gap.field): gap for gap in gaps}
    words = sheet.asked(intake)
    rows = _section_rows(intake, words)
    rows["goals"] += _mark_rows(intake, words)
    rows["health"] = list(_health_rows(intake, words, own))
    rows["consent"] = list(_consent_rows(intake, words))
    return [
        {"page": page, "rows": [_with_gap(row, missing, page.slug) for row in rows[page.slug]]}
        for page in PAGES
    ]


def marks(intake, words):
    """The marks on the body map in words: dicts with mark, label, text, words."""
    said = words.get("marks") or sheet.frozen(intake)["marks"]
    for mark in intake.marks.all():
        place = said["regions"].get(mark.region, mark.region)
        if mark.side != "mid":
            place = f"{place}, {said['sides'][mark.side]}"
        text = said["kinds"].get(mark.kind, mark.kind)
        if mark.intensity is not None:
            text = _("%(what)s: %(number)s of 10") % {"what": text, "number": mark.intensity}
        felt = [said["qualities"].get(quality, quality) for quality in mark.qualities]
        told = " · ".join(word for word in (", ".join(felt), mark.words) if word)
        yield {"mark": mark, "label": place, "text": text, "words": told}


def _with_gap(row, missing, slug):
    gap = missing.get((slug, row["field"])) or missing.get((slug, row.get("also")))
    return row | {"sentence": gap.sentence if gap else ""}


def folded(sheets):
    """The same for a small screen: `rows` that say something, `more` with what may stay folded.

    `more` is [(title, rows)]: plain "no"s of the health page, and what was left open by choice.
    """
    for one in sheets:
        rows, noes, left = [], [], []
        for row in one["rows"]:
            blank = not row["text"] and not row["sentence"]
            plain = row.get("tone") == "quiet" and not row["words"]
            (left if blank else noes if plain else rows).append(row)
        more = [(_("What you said “no” to"), noes), (_("What you left open"), left)]
        yield {"page": one["page"], "rows": rows, "more": [part for part in more if part[1]]}


def _section_rows(intake, words):
    hidden = () if minors.is_minor(intake) else GUARDIANS  # not asked of people of age
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
            if row["text"] or not row["name"].startswith(hidden)
        ]
        for slug, rows in sheet.sections(intake, words).items()
    }


def _mark_rows(intake, words):
    """What was marked on the body map; one blank row when nothing was."""
    rows = [
        {key: row[key] for key in ("label", "text", "words")}
        | {"field": f"mark-{row['mark'].pk}", "anchor": "map", "is_mark": True}
        for row in marks(intake, words)
    ]
    blank = {"label": _("The body map"), "text": "", "words": "", "field": "marks"}
    return rows or [blank | {"anchor": "map"}]


def _health_rows(intake, words, own):
    """The questions as they were asked; settled answers say who settled them."""
    rows = intake.answers.select_related("question", "recorded_by").order_by("pk")
    known = {row.question.code: row for row in rows if not (own and row.recorded_by_id)}
    for question in words["questions"]:
        row = known.get(question["code"])
        yield {
            "field": f"q-{question['code']}",
            "code": question["code"],
            "label": question["text"],
            "text": str(Answer.Value(row.value).label) if row else "",
            "words": row.words if row else "",
            "details": details_again(row) if row else [],
            "left_open": left_open(row) if row else [],
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
    for kind in (listed.value for listed in Kind):  # stored JSON forgets the order
        if kind not in words["consents"]:
            continue
        row = known.get(kind)
        yield {
            "field": f"consent-{kind}",
            "also": f"limits-{kind}",
            "label": str(Kind(kind).label),
            "wording": words["consents"][kind],
            "text": str(Choice(row.decision).label) if row else "",
            "words": row.limits if row else "",
            "signed": _signed(row) if row and row.signed_name else "",
            "anchor": f"ask-consent-{kind}",
        }


def _signed(row):
    """Who signed, and how long it counts."""
    if row.valid_until is None:
        return _("Signed: %(name)s") % {"name": row.signed_name}
    until = formats.date_format(row.valid_until, "j M Y")
    return _("Signed: %(name)s, until %(day)s") % {"name": row.signed_name, "day": until}
