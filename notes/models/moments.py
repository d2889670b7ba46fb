"""How a technique row says when it was done: two times where it was entered late."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def when_words(done_at, entered_at):
    """The row's time in words; a late entry says both of its times (domain 13, rule 11).

    Empty for a row of before these times were kept: it is not known.
    """
    if done_at is None:
        return ""
    done, entered = timezone.localtime(done_at), timezone.localtime(entered_at)
    if done == entered:
        return _("entered %(entered)s") % {"entered": formats.date_format(entered, "j M, H:i")}
    clock = "H:i" if done.date() == entered.date() else "j M, H:i"
    return _("done at %(done)s, entered at %(entered)s, after the stop") % {
        "done": formats.date_format(done, clock),
        "entered": formats.date_format(entered, clock),
    }
