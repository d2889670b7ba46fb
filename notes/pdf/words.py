"""How values are said on paper, and the kinds of block that `record.typ` prints."""

import datetime

from django.apps import apps
from django.utils import formats, timezone
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.paper import breakable
from notes.models import set_up

# Columns that no person types carry no words on the model.
LABELS = {
    "id": gettext_lazy("Number"),
    "user": gettext_lazy("Who"),
    "by": gettext_lazy("By"),
    "at": gettext_lazy("When"),
    "asked": gettext_lazy("Asked"),
    "live": gettext_lazy("At once"),
    "item": gettext_lazy("Item"),
    "code": gettext_lazy("Question"),
    "phase": gettext_lazy("Phase"),
    "recorded_at": gettext_lazy("Written down"),
    "recorded_by": gettext_lazy("By"),
    "seq": gettext_lazy("No."),
    "number": gettext_lazy("No."),
    "decision": gettext_lazy("Screening decision relied on"),
    "duration_s": gettext_lazy("Seconds"),
    "signed_meaning": gettext_lazy("Said with the signature"),
    "signed_hash": gettext_lazy("Fingerprint of what was signed (SHA-256)"),
    "approved_up_to": gettext_lazy("Amendments read at approval"),
    "errored_at": gettext_lazy("Entered in error, said at"),
    "errored_by": gettext_lazy("Entered in error, said by"),
    "errored_reason": gettext_lazy("Entered in error, because"),
}
DASH = "–"  # an empty cell of a table


def section(title, blocks):
    return {"title": title, "blocks": blocks or [line(_("Nothing is recorded here."))]}


def heading(text, level=2):
    return {"kind": "heading", "level": level, "text": text}


def line(text):
    return {"kind": "line", "text": text}


def facts(model, row, names):
    """Label and value of the named columns, one under the other."""
    pairs = [[label(model, name), shown(model, name, row[name])] for name in names.split()]
    return {"kind": "facts", "rows": pairs}


def words(title, text):
    """A longer text under its label."""
    return {"kind": "words", "label": str(title), "text": breakable(text) or None}


def table(model, rows, names):
    """The named columns of several rows. `a+b` share a column; `a*` gets what room is left."""
    names = names.split()
    shares = [name.strip("*").split("+") for name in names]
    return {
        "kind": "table",
        "head": [label(model, share[0]) for share in shares],
        "wide": [i for i, name in enumerate(names) if "*" in name] or [len(names) - 1],
        "rows": [[_cell(model, row, share) for share in shares] for row in rows],
    }


def _cell(model, row, share):
    said = [shown(model, name, row[name]) for name in share]
    return ", ".join(word for word in said if word) or DASH


def label(model, name):
    """What a column is called on screen."""
    field = apps.get_model(model)._meta.get_field(name)
    return str(LABELS.get(name) or capfirst(field.verbose_name))


def shown(model, name, value):
    """A gathered value in words; None when there is nothing to say."""
    if value is None or value == "":
        return None
    if name == "cushions":
        return breakable(set_up.words(value)) or None
    field = apps.get_model(model)._meta.get_field(name)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, dict):
        return value["name"]
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return moment(value)
    return day(parse_date(value)) if kind == "DateField" else breakable(str(value))


def moment(text):
    """`Mon 23 Nov 2026, 14:02` in the clinic's zone."""
    at = timezone.localtime(datetime.datetime.fromisoformat(text))
    return f"{formats.date_format(at, 'D j M Y')}, {formats.date_format(at, 'H:i')}"


def day(date):
    return formats.date_format(date, "j M Y")
