"""Words on paper: plain data in, PDF bytes out. Same data, same bytes.

Words go to typst as JSON only (`sys_inputs`), so markup that somebody typed is printed as typed.
The file says it is PDF/UA-1 and PDF/A-2a, and typst refuses to say so when it is not true.
"""

import datetime
import functools
import json
import re

import typst

PROBE = b'#set document(title: "?")\n#set text(lang: "en")\n#sys.inputs.at("character")'
STANDARDS = ["ua-1", "a-2a"]  # for screen readers, and for the archive
LONG, TWELVE = re.compile(r"\S{25,}"), re.compile(r".{1,12}")


def typeset(template, page, made, note):
    """The PDF of `page`, plain data for the typst file `template`; `made` is an aware moment.

    Only the fonts that come with typst are used: a file looks the same wherever it was made.
    A character that they cannot draw is printed as its number, and `page["note"]` then says so in
    the words `note`.
    """
    try:
        return _set(template, page, made, STANDARDS)
    except typst.TypstError:
        page = {**drawable(page), "note": note}
    try:
        return _set(template, page, made, STANDARDS)
    except typst.TypstError:  # shapes that are missing only in combination
        return _set(template, page, made, [])


def breakable(text):
    """Long words may be broken, so that nothing runs off the paper."""
    return LONG.sub(lambda word: "\u200b".join(TWELVE.findall(word[0])), text or "")


def drawable(thing):
    """The same data, with every character that the fonts lack printed as `‹U+6F22›`."""
    if isinstance(thing, dict):
        return {key: drawable(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [drawable(value) for value in thing]
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


def _set(template, page, made, standards):
    return typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page)},
        pdf_standards=standards,
        format="pdf",
        timestamp=made.astimezone(datetime.UTC).replace(microsecond=0),
    )
