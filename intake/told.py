"""What a client is told at once after an answer: calm, exact, the same with and without a script.

A question may have words of its own (`told_now`), and so may a rule that its follow-ups fulfil
(domain 3.2, 3.3: "E if heavy or faint"). What a rule says comes before the question's own words.
The page's script reads the same conditions, so that nobody waits for the server.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from intake import followups
from intake.gate import rules

READ_BY_SCRIPT = {"field", "is", "any_of", "at_least"}


@dataclass(frozen=True)
class Note:
    """Words for the client. `when`: the follow-ups that bring them up, or None for the answer."""

    words: str
    is_now: bool  # an emergency: call now, do not wait
    when: dict | None = None

    @property
    def by_script(self):
        """Can the page tell by itself that these words are due?"""
        return _is_plain(self.when or {})


def notes(question):
    """Everything that might be said after an answer to `question`, what is most pressing first."""
    found = [
        Note(rule["told_now"], _is_now(rule["effects"]), rule["when"])
        for rule in question.rules
        if rule.get("told_now")
    ]
    if question.told_now:
        found.append(Note(question.told_now, question.severity == "E"))
    return found


def said(question, value, details, others=None):
    """The notes that stand on the page after this answer. `details`: as an answer keeps them.

    `others`: {code: value} of what else was answered, for signs that count together.
    """
    if value not in followups.OPENED_BY:
        return []
    facts = rules.Facts(others=others or {})
    found = rules.outcome(question, value, details, facts, timezone.localdate())
    return [note for note in notes(question) if note.when is None or note.words in found.told]


def words(question, value, details, others=None):
    """The same as text in the reader's language, one for each note."""
    return [gettext(note.words) for note in said(question, value, details, others)]


def leans_on(questions):
    """The codes of the other questions that decide what is said after these."""
    when = [rule["when"] for row in questions for rule in row.rules if rule.get("told_now")]
    return {condition["row"] for condition in when if "row" in condition}


def emergencies(question):
    """[(follow-up, words)]: where a yes to one follow-up makes it an emergency."""
    return [
        (note.when["field"], note.words)
        for note in notes(question)
        if note.is_now and note.when and note.when.get("is") is True and "field" in note.when
    ]


def _is_plain(when):
    parts = when.get("all") or when.get("any")
    if parts:
        return all(_is_plain(part) for part in parts)
    return "field" in when and set(when) <= READ_BY_SCRIPT


def _is_now(effects):
    return any(effect["severity"] == "E" for effect in effects)
