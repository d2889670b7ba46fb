"""What came along from last time, looked at again: only what the form would take today is taken."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from intake import followup_fields, followups, retold, screening
from intake.body import regions
from intake.models import Answer
from intake.models.marks import FELT, MarkKind, Quality


def value(field, last):
    """`last` as a value of this model field, or None when the form would not take it."""
    if isinstance(field, ArrayField):
        known = [code for code, _word in field.base_field.flatchoices]
        return [code for code in known if code in last] if isinstance(last, list) else None
    if isinstance(field, models.CharField | models.TextField) and not isinstance(last, str):
        return None
    try:
        return field.clean(last, None)
    except (ValidationError, TypeError):
        return None


def answer(question, last):
    """(question, value, words, details), or None when it was another question or no answer."""
    if not isinstance(last, dict) or last.get("value") not in Answer.Value.values:
        return None
    if last.get("asked") != question.text or _is_another(question, last.get("version")):
        return None
    words = str(last.get("words") or "")[:500]
    return question, last["value"], words, details(question, last.get("details") or {})


def _is_another(question, version):
    """Did the row change since last time, though its words are the same?"""
    return bool(version) and not screening.asks_the_same(question.code, version)


def details(question, last):
    """The follow-ups that can still be told, with their labels of today."""
    found = {}
    for field in question.follow_up:
        kept = last.get(field["name"])
        if isinstance(kept, dict) and "value" in kept:
            entry = _listed(field, kept) if field["type"] == "list" else _entry(field, kept)
            if entry:
                found[field["name"]] = entry
    return found


def mark(last):
    """A mark's facts by field, or None when its place or kind does not exist any more."""
    region = regions.BY_CODE.get(last.get("region"))
    kind, side = last.get("kind"), last.get("side")
    if region is None or side not in region.sides or kind not in MarkKind.values:
        return None
    felt = last.get("intensity")
    has_number = kind in FELT and isinstance(felt, int) and 0 <= felt <= 10
    return {
        "region": region.code,
        "side": side,
        "kind": kind,
        "intensity": felt if has_number else None,
        "qualities": [code for code in Quality.values if code in (last.get("qualities") or ())],
        "words": str(last.get("words") or "")[:200],
    }


def _entry(field, kept):
    checked = _checked(field, kept["value"])
    return None if checked is None else followups.entry(field, checked)


def _listed(field, kept):
    """The rows of a list, cell by cell."""
    rows = kept["value"] if isinstance(kept["value"], list) else []
    cells = {cell["name"]: cell for cell in field["fields"]}
    told = []
    for row in rows[: followups.ROWS]:
        known = {
            name: checked
            for name, value in (row.items() if isinstance(row, dict) else ())
            if name in cells and (checked := _checked(cells[name], value)) is not None
        }
        if known:
            told.append(known)
    if not told:
        return None
    entry = {"asked": gettext(field["label"]), "value": told, "at": list(range(len(told)))}
    return entry | {"said": retold.again(field, entry)["said"]}


def _checked(field, value):
    """The value as the form would keep it today; None when it would not."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, list):
        known = [code for code, _label in followup_fields.options(field)]
        value = [code for code in value if code in known]
    else:
        value = str(value)
    try:
        checked = followup_fields.made(field).clean(value)
    except ValidationError:
        return None
    return None if followup_fields.is_blank(checked) else checked
