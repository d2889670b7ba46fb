"""What followed an answer, said in the language that is spoken now.

An answer keeps its follow-ups as they were shown. Whoever speaks another language than the client
reads them with today's labels of the same question, if it still has them.
"""

from django.utils.translation import gettext

from intake import followup_fields, followups


def details_again(answer):
    """[{"name", "asked", "said"}] of an answer with its question; the client's own words stay."""
    known = {field["name"]: field for field in answer.question.follow_up}
    return [
        {"name": name, "asked": kept["asked"], "said": kept["said"]} | again(known.get(name), kept)
        for name, kept in answer.details.items()
    ]


def left_open(answer):
    """The labels of what was asked after a "yes" or "not sure" and stayed without an answer."""
    if answer.value not in followups.OPENED_BY:
        return []
    fields = answer.question.follow_up
    return [gettext(field["label"]) for field in fields if field["name"] not in answer.details]


def again(field, kept):
    """{"asked", "said"} of one kept follow-up now; empty when it can no longer be said."""
    if field is None:
        return {}
    try:
        return {"asked": gettext(field["label"]), "said": _said(field, kept["value"])}
    except (KeyError, TypeError, ValueError, AttributeError):  # its shape has changed since
        return {}


def _said(field, value):
    if field["type"] != "list":
        return followups.entry(field, value)["said"]
    return "; ".join(_row_said(field, row) for row in value)


def _row_said(field, row):
    words = []
    for cell in field["fields"]:
        if cell["name"] in row:
            told = followup_fields.said(cell, row[cell["name"]])
            named = cell["type"] in ("bool", "int", "num", "date")
            words.append(f"{gettext(cell['label'])}: {told}" if named else told)
    return ", ".join(words)
