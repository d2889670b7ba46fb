"""Labels that are put together from a sentence and a word, still translated when they are shown."""

from django.utils.functional import lazy
from django.utils.translation import gettext


def _about(sentence, area):
    return gettext(sentence) % {"area": area}


def about(sentence, *, area):
    """`sentence` with `%(area)s` filled in; both are translated at the last moment."""
    return lazy(_about, str)(sentence, area)
