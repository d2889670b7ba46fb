"""What is asked after a "yes" or a "not sure" (domain 3.3.1): fields made from data, answers kept.

A question's `follow_up` lists fields: {"name", "label", "type", "choices", "range", "unit", "max",
"fields"}. An answer keeps what was told as {name: {"asked", "value", "said"}}: the label and the
answer as they were shown. Rows of a list also keep `at`, their places on the page, so that one
cell saved alone finds its row. All of it may be left open; a blank is not kept.
"""

import json

from django.utils.translation import gettext

from intake import followup_fields
from intake.models import Answer

OPENED_BY = (Answer.Value.YES, Answer.Value.UNSURE)
ROWS = 12  # of one list, at most
BYTES = 18_000  # of one answer's details; the database refuses 20,000


def name_of(question, field, row=None, cell=None):
    """How a follow-up is called on the page: `f-CV07-systolic`, `f-RX01-medicines-0-dose`."""
    name = f"f-{question.code}-{field['name']}"
    return name if row is None else f"{name}-{row}-{cell['name']}"


def rows_of(field):
    """How many rows a list has room for."""
    return min(field.get("max") or ROWS, ROWS)


def names(question):
    """(field, name, cell) of everything that may follow `question`; cell is None outside lists."""
    for field in question.follow_up:
        if field["type"] != "list":
            yield field, name_of(question, field), None
            continue
        for row in range(rows_of(field)):
            for cell in field["fields"]:
                yield field, name_of(question, field, row, cell), cell


def form_fields(question, sent):
    """(name, form field) of each follow-up of `question` that was sent. `sent`: names.

    Emptied checkboxes send nothing, so a page sent whole (with its words) brings them along.
    """
    whole = f"more-{question.code}" in sent and "changed" not in sent
    for field, name, cell in names(question):
        if name in sent or (whole and field["type"] == "set"):
            yield name, followup_fields.made(cell or field)


def sent(question, facts):
    """The names of the follow-ups of `question` among `facts`."""
    return [name for _field, name, _cell in names(question) if name in facts]


def told(question, facts, before):
    """What changed, as `actions.answers` takes it: {name: entry, or None when it was emptied}.

    `facts`: checked values by form name; `before`: the details kept so far.
    """
    found = {}
    for field in question.follow_up:
        if field["type"] == "list":
            rows = _rows(question, field, facts, before.get(field["name"]))
            if rows is not None:
                found[field["name"]] = _listed(field, rows)
        elif (name := name_of(question, field)) in facts:
            found[field["name"]] = entry(field, facts[name])
    return found


def entry(field, value):
    """One follow-up as it is kept, or None for a blank."""
    if followup_fields.is_blank(value):
        return None
    said = followup_fields.said(field, value)
    return {"asked": gettext(field["label"]), "value": value, "said": said}


def as_typed(value):
    """A kept value as its field shows it again."""
    return ("yes" if value else "no") if isinstance(value, bool) else value


def merged(before, changes):
    """The details as they will be: what was not sent stays."""
    return {name: kept for name, kept in {**before, **changes}.items() if kept is not None}


def same(one, other):
    """Do two details say the same, in whatever language they were shown?"""
    return {name: kept["value"] for name, kept in one.items()} == {
        name: kept["value"] for name, kept in other.items()
    }


def places(kept):
    """{place: row} of a list that was kept, or of nothing."""
    if not kept:
        return {}
    return dict(zip(kept.get("at") or range(len(kept["value"])), kept["value"], strict=False))


def kept(question, details):
    """{name on the page: value} of all that was told after `question`."""
    found = {}
    for field in question.follow_up:
        if (told := details.get(field["name"])) is None:
            continue
        if field["type"] != "list":
            found[name_of(question, field)] = told["value"]
            continue
        for row, cells in places(told).items():
            for cell in field["fields"]:
                found[name_of(question, field, row, cell)] = cells.get(cell["name"])
    return found


def is_too_long(details):
    return len(json.dumps(details, ensure_ascii=False).encode()) > BYTES


def _rows(question, field, facts, kept):
    """{place: row} of a list after what was sent, or None when none of its cells was."""
    rows = {place: dict(row) for place, row in places(kept).items()}
    touched = False
    for place in range(rows_of(field)):
        for cell in field["fields"]:
            name = name_of(question, field, place, cell)
            if name in facts:
                touched = True
                rows.setdefault(place, {})[cell["name"]] = facts[name]
    return rows if touched else None


def _listed(field, rows):
    rows = {
        place: {name: value for name, value in row.items() if not followup_fields.is_blank(value)}
        for place, row in sorted(rows.items())
    }
    rows = {place: row for place, row in rows.items() if row}
    if not rows:
        return None
    said = "; ".join(_row_said(field, row) for row in rows.values())
    asked = gettext(field["label"])
    return {"asked": asked, "value": list(rows.values()), "said": said, "at": list(rows)}


def _row_said(field, row):
    """A row in words. A bare "yes" says nothing, so such cells bring their label."""
    words = []
    for cell in field["fields"]:
        if cell["name"] in row:
            said = followup_fields.said(cell, row[cell["name"]])
            named = cell["type"] in ("bool", "int", "num", "date")
            words.append(f"{gettext(cell['label'])}: {said}" if named else said)
    return ", ".join(words)
