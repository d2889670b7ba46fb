"""The answers that matter on the room card: all of them, folded, none dropped.

Each is named by its code, as on the review page: the reasons below the limits only refer to it.
"""

from django.utils.translation import gettext as _

from intake import card
from intake.body import zones
from intake.body.naming import named
from intake.card import row
from intake.gate import triage
from intake.gate.flag import LABELS
from intake.gate.meaning import unsettled_words, untriaged_words
from intake.retold import details_again

UNSPOKEN = ("RF19",)  # domain 3.2: what was said to it stands on no paper in the room
ALLERGIES = "AL01"
ICONS = {"E": "triangle-alert", "U": "triangle-alert", "S": "triangle-alert", "C": "mail-check"}


def rows(flags):
    """What nobody has triaged, stops, then what to adjust, and what is not settled."""
    untriaged = [flag for flag in flags if flag.untriaged]
    yield _row("triangle-alert", _("Not triaged yet"), map(_open_line, untriaged), "stop")
    settled = [flag for flag in flags if not flag.held]
    for severity, label in LABELS.items():
        found = [flag for flag in settled if flag.severity == severity and not _told_below(flag)]
        kind = "stop" if severity in "EU" else "clay"
        yield _row(ICONS.get(severity, "hand"), str(label), map(_line, found), kind)
    unsure = [flag for flag in flags if flag.unsettled and not flag.untriaged]
    yield _row("circle-question-mark", _("Not settled"), map(_open_line, unsure), "clay")


def allergies(flags):
    """What must not come near the skin: it stands beside the stop word."""
    for flag in flags:
        if flag.question.code == ALLERGIES:
            yield row("flask-conical", _("Allergies"), card.allergy_words(flag), "clay")


def _told_below(flag):
    return flag.question.code == ALLERGIES and flag.severity == "A"


def _row(icon, label, lines, kind):
    """A row with a line for each flag: (its code, its words)."""
    lines = list(lines)
    parted = [line.split(" ", 1) for line in lines]
    return row(icon, label, " · ".join(lines), kind) | {"lines": parted}


def _line(flag):
    """“CV05 Level 2 at most… (≤ 2: inside the hip bone) “warfarin since May””."""
    words = [flag.question.code, flag.action, flag.note, _where(flag)]
    if flag.severity == "A" and not flag.triage:
        words.append("; ".join(map(_told, details_again(flag.answer))))
    return " ".join([word for word in words if word] + _said(flag))


def _told(kept):
    """What followed the answer; a bare yes or no says nothing without its question."""
    bare = kept["said"] in (_("Yes"), _("No"))
    return f"{kept['asked']} {kept['said']}" if bare else kept["said"]


def _open_line(flag):
    """What to ask, since the client was not sure."""
    return " ".join([flag.question.code, _(flag.question.text), *_said(flag)])


def _said(flag):
    """The client's own words, where they may lie about in the room; the same words once."""
    if flag.question.code in UNSPOKEN:
        return []
    said = {}
    for words in (triage.words(flag.answer).strip(), flag.answer.words.strip()):
        said.setdefault(words.casefold(), words)
    return [f"“{words}”" for words in said.values() if words]


def _where(flag):
    """The cap and the places of what is only adjusted; closed places have their own list."""
    caps = [each.cap for each in flag.effects if each.cap]
    touched = {(zone, side) for each in flag.effects for zone, side in _touched(each)}
    somewhere = flag.severity == "A" and 0 < len(touched) < len(zones.PLACES)
    places = named(touched) if somewhere else ""
    level = _("level %(level)d at most") % {"level": min(caps)} if caps else ""
    said = ": ".join(word for word in (level, places) if word)
    return f"({said})" if said else ""


def _touched(effect):
    return [place for place in zones.PLACES if effect.touches(*place)]


def reasons(places):
    """[(where, why)]: every sentence that closes a place, those with the same places together.

    A flag's own sentence stands above with its code, so here its code is enough.
    """
    flags, closed = _by_sentence(places.flags), {}
    for key, place in places.items():
        for lock in place.locks:
            closed.setdefault(lock, set()).add(key)
    grouped = {}
    for lock, keys in closed.items():
        label, codes = flags.get(lock, (lock, ()))
        grouped.setdefault(frozenset(keys), {}).setdefault(label, []).extend(codes)
    for keys, told in grouped.items():
        yield named(keys), " ".join(_reason(label, codes) for label, codes in told.items())


def _by_sentence(flags):
    """{a sentence of meaning.closing: (its label, the codes that say it)}."""
    found = {}
    for flag in flags:
        code = flag.question.code
        if flag.untriaged:
            words = untriaged_words(flag)
            found.setdefault(words, (words, []))[1].append(code)
        if flag.unsettled:
            words = unsettled_words(flag)
            found.setdefault(words, (words, []))[1].append(code)
        for severity in {each.severity for each in flag.effects}:
            sentence = f"{LABELS[severity]}. {flag.action}"
            found.setdefault(sentence, (str(LABELS[severity]), []))[1].append(code)
    return found


def _reason(label, codes):
    if not codes:
        return label
    return _("%(label)s (%(codes)s).") % {
        "label": label.rstrip("."),
        "codes": ", ".join(dict.fromkeys(codes)),
    }
