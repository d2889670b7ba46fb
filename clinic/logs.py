"""What no log line may hold: the secret part of a client's link."""

import logging
import re

LINK = re.compile(r"/i/[^/\s?#'\"]+")


class NoLinks(logging.Filter):
    """Writes `/i/…` for every link to an intake, in the message, its arguments and its traceback.

    Django logs the path of each refused request, and whoever reads a path can open the form.
    """

    def filter(self, record):
        record.msg = hide(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: hide(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(hide(value) for value in record.args)
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = hide(record.exc_text)
        return True


def hide(value):
    """`value` without links; numbers stay numbers, so that `%d` still fits."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    shown = LINK.sub("/i/…", text)
    return value if shown == text else shown
