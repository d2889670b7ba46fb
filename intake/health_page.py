"""The health questions as the page shows them: groups, questions and what follows a yes."""

import json

from django.utils import timezone
from django.utils.translation import gettext

from intake import followup_fields, followups, sheet, told, took
from intake.models import Answer

RADIOS_MOST = 6  # more choices than this become one field to open


def groups(form):
    """Each group with its questions as dicts; `form`: the page's `HealthForm`."""
    before = (form.intake.last_time or {}).get("health") or {}
    for group in sheet.groups(form.questions):
        rows = [_question(form, row, before.get(row.code)) for row in group["questions"]]
        touched = any(row["value"] or row["faulty"] or row["before"] for row in rows)
        yield group | {
            "title": gettext(group["title"]),
            "why": gettext(group["why"]) if group["why"] else "",
            "questions": rows,
            "open": touched or not group["private"],
            "left": sum(not row["value"] for row in rows),
        }


def _question(form, row, before):
    last = form.known.get(row.code)
    name, more = f"q-{row.code}", f"more-{row.code}"
    value = form.given(name, "") or (last.value if last else "")
    follow = [_follow_up(form, row, field, last) for field in row.follow_up]
    errors = form.errors.get(more, []) if form.is_bound else []
    return {
        "code": row.code,
        "name": name,
        "text": gettext(row.text),
        "value": value,
        "before": _before(row, before) if before and not value else "",
        "told": list(_told(row, value, last, form.others())),
        "tells": bool(row.told_now),
        "follow": follow,
        "is_open": value in followups.OPENED_BY,
        "asks_more": all(field["kind"] != "words" for field in follow),  # one such box is enough
        "more_name": more,
        "more": form.given(more, last.words if last else ""),
        "errors": errors,
        "choice_errors": form.errors.get(name, []) if form.is_bound else [],
        "faulty": bool(errors) or any(field["faulty"] for field in follow),
    }


def _told(row, value, last, others):
    """Each note that this question has: its words, whether it stands now, what brings it up."""
    stands = told.said(row, value, last.details if last else {}, others)
    for note in told.notes(row):
        yield {
            "words": gettext(note.words),
            "is_now": note.is_now,
            "stands": note in stands,
            "when": json.dumps(note.when, ensure_ascii=False) if note.by_script else "",
            "by_rule": note.when is not None,
        }


def _before(row, before):
    """What was said last time, in one line: all that “Still true” takes over, and nothing else."""
    taken = took.answer(row, before)
    if taken is None:
        return ""
    _row, value, words, details = taken
    kept = [f"{one['asked']} {one['said']}" for one in details.values()]
    said = [str(Answer.Value(value).label), " · ".join(word for word in (*kept, words) if word)]
    return ": ".join(part for part in said if part)


def _follow_up(form, question, field, last):
    """One follow-up as a dict. `kind` chooses the markup."""
    kept = (last.details if last else {}).get(field["name"])
    if field["type"] == "list":
        return _list(form, question, field, kept)
    name = followups.name_of(question, field)
    return _shown(form, field, name, kept["value"] if kept else None)


def _list(form, question, field, kept):
    """The rows that were filled in, and a spare one as long as there is room."""
    rows = followups.places(kept)
    if form.is_bound:
        sent = {name for name in form.sent if form.data.get(name)}
        for place in range(followups.rows_of(field)):
            names = (followups.name_of(question, field, place, cell) for cell in field["fields"])
            if any(name in sent for name in names):
                rows.setdefault(place, {})
    free = [place for place in range(followups.rows_of(field)) if place not in rows]
    shown = [
        [
            _shown(form, cell, followups.name_of(question, field, place, cell), values)
            for cell in field["fields"]
            for values in [rows.get(place, {}).get(cell["name"])]
        ]
        for place in [*sorted(rows), *free[:1]]
    ]
    return {
        "kind": "list",
        "name": followups.name_of(question, field),
        "label": gettext(field["label"]),
        "rows": shown,
        "most": followups.rows_of(field),
        "faulty": any(cell["faulty"] for row in shown for cell in row),
    }


def _shown(form, field, name, value):
    options = followup_fields.options(field)
    errors = form.errors.get(name, []) if form.is_bound else []
    return {
        "kind": _kind(field, options),
        "name": name,
        "label": gettext(field["label"]),
        "unit": gettext(field["unit"]) if field.get("unit") else "",
        "value": _given(form, field, name, value),
        "options": options,
        "most": field.get("max") or followup_fields.LONGEST,
        "latest": timezone.localdate().isoformat() if field["type"] == "date" else "",
        "whole": field["type"] == "int",
        "errors": errors,
        "faulty": bool(errors),
    }


def _kind(field, options):
    if field["type"] == "set":
        return "checks"
    if field["type"] in ("enum", "bool"):
        return "radios" if len(options) <= RADIOS_MOST else "select"
    if followup_fields.has_lines(field):
        return "words"
    return {"int": "number", "num": "number", "date": "date"}.get(field["type"], "text")


def _given(form, field, name, value):
    """What stands in the field: typed just now, or kept before; lists for checkboxes."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if field["type"] == "set":
        return form.data.getlist(name) if name in form.fields else value or []
    return form.given(name, "" if value is None else str(value))
