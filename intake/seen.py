"""What a page showed when it was opened, so that Next writes only what was changed on it.

The page brings it along in one hidden field: a short digest of each value that it showed as kept;
a blank has none (decision 8).
"""

import datetime
import decimal
import hashlib

from django.utils.translation import gettext as _

SEEN = "seen"
ASKS = "asks"  # a button waits for this save of single fields: it asks what the button would ask
BLANK = ""


def digest(value):
    """The same for what is typed and for what was kept of it; blanks are all alike."""
    if value is None or value in ("", []):
        return BLANK
    return hashlib.blake2b(_plain(value).encode(), digest_size=4).hexdigest()


def packed(values):
    """The hidden field. `values`: what the page shows as kept, by the name of its field."""
    marks = {name: digest(value) for name, value in values.items()}
    return bound(marks)


def bound(marks):
    """The hidden field, from digests."""
    return " ".join(f"{name}:{mark}" for name, mark in marks.items() if mark)


def brought(data):
    """{name: digest} that a page brought along; None when it brings nothing of the kind."""
    if data is None or SEEN not in data:
        return None
    return dict(part.partition(":")[::2] for part in data[SEEN].split())


def moved(label, words):
    """The sentence beside a field that was changed in both tabs. `words`: what stands, in words."""
    if words:
        sentence = _(
            "“%(label)s” was changed to “%(words)s” in another tab. What stands here is not saved"
            " yet. Press the button again to save it, or change it first."
        )
    else:
        sentence = _(
            "“%(label)s” was emptied in another tab. What stands here is not saved yet."
            " Press the button again to save it, or change it first."
        )
    return sentence % {"label": label, "words": words}


def replaced(label, words):
    """The sentence beside a field that was typed over what another tab had saved."""
    sentence = _("“%(label)s” had been changed to “%(words)s” in another tab. Yours is saved now.")
    return sentence % {"label": label, "words": words}


def _plain(value):
    if isinstance(value, list):
        return "\n".join(sorted(_plain(item) for item in value))
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | decimal.Decimal):
        return f"{decimal.Decimal(str(value)).normalize():f}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").strip()
