"""The record on paper: plain data in, PDF bytes out. Same data, same bytes."""

import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from clinic import paper
from notes.pdf.blocks import laid_out

TEMPLATE = Path(__file__).parent / "record.typ"


def make(data):
    """The PDF of what `notes.export.gather` gathered.

    A character that the fonts cannot draw is printed as its number, and the first page says so;
    the JSON file holds it as it was written. Twenty visits with full checklists (60 pages) take
    0.2 s, the first file of a process half a second more.
    """
    made = datetime.datetime.fromisoformat(data["made_at"])
    note = _(
        "Some characters have no shape in this file's fonts. They are printed as their number,"
        " such as ‹U+6F22›. The JSON file holds them as they were written."
    )
    return paper.typeset(TEMPLATE, laid_out(data), made, note)
