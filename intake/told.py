"""What a client is told at once after an answer: calm, exact, the same on paper and on screen.

A question may have words of its own (`told_now`), and so may a rule that its follow-ups fulfil
(domain 3.2, 3.3: "E if heavy or faint"). Of the rules the first that fits speaks, before the rest.
The page's script reads the same conditions, so that nobody waits for the server.
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from intake import followups

TESTS = {
    "is": lambda value, wanted: value == wanted,
    "any_of": lambda value, wanted: any(one in wanted for one in _listed(value)),
    "at_least": lambda value, wanted: value >= wanted,
}


@dataclass(frozen=True)
class Note:
    """Words for the client. `when`: the follow-ups that bring them up, or None for the answer."""

    words: str
    is_now: bool  # an emergency: call now, do not wait
    when: dict | None = None


def notes(question):
    """Everything that might be said after an answer to `question`, what is most pressing first."""
    found = [
        Note(rule["told_now"], _is_now(rule["effects"]), rule["when"])
        for rule in question.rules
        if rule.get("told_now") and _can_tell(rule.get("when") or {})
    ]
    if question.told_now:
        found.append(Note(question.told_now, question.severity == "E"))
    return found


def said(question, value, details):
    """The notes that stand on the page after this answer. `details`: as an answer keeps them."""
    if value not in followups.OPENED_BY:
        return []
    known = {name: kept["value"] for name, kept in (details or {}).items()}
    fitting = [note for note in notes(question) if note.when is None or fits(note.when, known)]
    by_rule = [note for note in fitting if note.when][:1]
    return by_rule + [note for note in fitting if note.when is None]


def words(question, value, details):
    """The same as text in the reader's language, one line each."""
    return [gettext(note.words) for note in said(question, value, details)]


def fits(when, known):
    """Does the condition hold? `known`: {follow-up: value}. A blank fulfils nothing."""
    if "all" in when:
        return all(fits(part, known) for part in when["all"])
    if "any" in when:
        return any(fits(part, known) for part in when["any"])
    value = known.get(when["field"])
    return value is not None and all(
        test(value, when[name]) for name, test in TESTS.items() if name in when
    )


def _can_tell(when):
    """Is this condition one of those that the page can look at by itself?"""
    parts = when.get("all") or when.get("any")
    if parts:
        return all(_can_tell(part) for part in parts)
    return "field" in when and set(when) <= {"field", *TESTS}


def _is_now(effects):
    return any(effect["severity"] == "E" for effect in effects)


def _listed(value):
    return value if isinstance(value, list) else [value]
