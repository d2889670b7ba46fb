"""The record on paper: plain data in, PDF bytes out. Same data, same bytes.

Words go to typst as JSON only (`sys_inputs`), so markup that somebody typed is printed as typed.
The file says it is PDF/UA-1 and PDF/A-2a, and typst refuses to say so when it is not true.
"""

import datetime
import functools
import json
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from notes.pdf.blocks import laid_out

TEMPLATE = Path(__file__).parent / "record.typ"
PROBE = b'#set document(title: "?")\n#set text(lang: "en")\n#sys.inputs.at("character")'
STANDARDS = ["ua-1", "a-2a"]  # for screen readers, and for the archive


def make(data):
    """The PDF of what `notes.export.gather` gathered.

    Only the fonts that come with typst are used: a file looks the same wherever it was made.
    A character that they cannot draw is printed as its number, and the first page says so; the
    JSON file holds it as it was written. Twenty visits with full checklists (60 pages) take
    0.2 s, the first file of a process half a second more.
    """
    made = datetime.datetime.fromisoformat(data["made_at"])
    page = laid_out(data)
    try:
        return _set(page, made, STANDARDS)
    except typst.TypstError:
        page = {**_drawable(page), "note": _explained()}
    try:
        return _set(page, made, STANDARDS)
    except typst.TypstError:  # shapes that are missing only in combination
        return _set(page, made, [])


def _set(page, made, standards):
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"record": json.dumps(page)},
        pdf_standards=standards,
        format="pdf",
        timestamp=made.astimezone(datetime.UTC).replace(microsecond=0),
    )


def _drawable(thing):
    """The same data, with every character that the fonts lack printed as `‹U+6F22›`."""
    if isinstance(thing, dict):
        return {key: _drawable(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_drawable(value) for value in thing]
    if isinstance(thing, str):
        return "".join(c if c in "\n\t" or has_shape(c) else f"‹U+{ord(c):04X}›" for c in thing)
    return thing


@functools.lru_cache(maxsize=4096)
def has_shape(character):
    """Can the fonts draw this one character? (3 ms the first time it is asked)"""
    if " " <= character <= "~":
        return True
    try:
        typst.compile(
            PROBE,
            ignore_system_fonts=True,
            sys_inputs={"character": character},
            pdf_standards=["a-2a"],
            format="pdf",
        )
    except typst.TypstError:
        return False
    return True


def _explained():
    return _(
        "Some characters have no shape in this file's fonts. They are printed as their number,"
        " such as ‹U+6F22›. The JSON file holds them as they were written."
    )
