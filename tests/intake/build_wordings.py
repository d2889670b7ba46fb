"""Words of an agreement that change under somebody's hands."""

import contextlib

from intake import wordings
from intake.models.consent import Kind

NEWER = "A newer text about this area."


@contextlib.contextmanager
def changed(kind=Kind.ABDOMEN, words=NEWER):
    """`with changed(kind):` the words of that agreement read otherwise."""
    before = wordings.WORDINGS[kind]
    wordings.WORDINGS[kind] = words
    wordings._texts.cache_clear()
    try:
        yield
    finally:
        wordings.WORDINGS[kind] = before
        wordings._texts.cache_clear()
