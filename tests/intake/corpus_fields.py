"""Every field of the client's pages with what the corpus makes of it, and how a page is read."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import NamedTuple

from django import forms

from intake import fields, followup_fields, followups, screening, wordings
from intake.forms.section import SectionForm
from intake.models.consent import AREAS, Choice
from intake.pages import PAGES
from tests.intake import corpus

SECTIONS = [page for page in PAGES if issubclass(page.form, SectionForm)]
DO_THIS = (  # sentences that say plainly what to do, beside their field
    "Choose one of the listed answers.",
    "Please sign in the box.",
    "Say it in 10 characters or more.",
    "Choose a day from today to one year ahead.",
    "Choose a decision.",
    "A place was ticked that no reason opens. Look at the places again.",
    "Choose yes or no.",
    "Choose a day up to today.",
    "Give a day from 1900 until today.",
    "That time is still to come.",
    "Choose a day within two years from today.",
    "Please fill this in as well.",
    "This day is past. Choose a day from today on.",
    "The letter cannot be dated in the future.",
    "This letter is older than two years. Ask for a new one.",
    "You named or marked a place to avoid, and ticked that there is none. Change one of them.",
)
NOT_PLAIN = re.compile(
    r"invalid|error\b|[45]\d\d error|error 4|exception|traceback|null char|ensure this|"
    r"enter a|select a valid|\bNone\b|[a-z]+_[a-z]+|%\(|Field\b|Form\b",
)


class Field(NamedTuple):
    """`must` of a case: "kept", "refused" or "either"."""

    slug: str
    name: str
    kind: str
    label: str
    most: int = 0
    low: int = 0
    high: int = 0
    listed: tuple = ()
    lines: bool = False
    calls: bool = False
    opened_by: tuple = ()  # what must be sent along: (name, value)


class Case(NamedTuple):
    """`expected`: the value that is kept."""

    category: str
    field: Field
    typed: object
    must: str
    expected: object = None


def of_sections():
    """The fields of the pages of words, cards and scales."""
    for page in SECTIONS:
        for name, field in page.form(None, intake=None).fields.items():
            yield _described(page.slug, name, field)


def _described(slug, name, field):
    label = str(getattr(field, "called", field.label))
    if isinstance(field, fields.Words):
        calls = isinstance(field, fields.Telephone)
        return Field(slug, name, "text", label, field.most, lines=field.lines, calls=calls)
    if isinstance(field, fields.Tenths):
        return Field(slug, name, "decimal", label, low=field.low, high=field.high)
    if isinstance(field, fields.Whole) and name.startswith("ability_"):
        named = ((name.replace("ability", "activity"), "Walking"),)
        return Field(slug, name, "number", label, low=0, high=10, opened_by=named)
    if isinstance(field, fields.Whole):
        return Field(slug, name, "number", label, low=field.low, high=field.high)
    if isinstance(field, fields.Birthday):
        return Field(slug, name, "day", label)
    if isinstance(field, forms.BooleanField):
        return Field(slug, name, "tick", label)
    kind = "several" if isinstance(field, fields.Several) else "choice"
    return Field(slug, name, kind, label, listed=tuple(code for code, _word in field.choices))


def of_health():
    """The answers, the words and what follows a yes; of a list, the first row."""
    for row in screening.load()["questions"]:
        if row["observed"] or not row["core"]:
            continue
        code, opened = row["id"], ((f"q-{row['id']}", "yes"),)
        yield Field("health", f"q-{code}", "choice", "", listed=("yes", "no", "unsure"))
        words = "What should we know about it?"
        yield Field("health", f"more-{code}", "text", words, 500, opened_by=opened)
        question = SimpleNamespace(code=code, follow_up=row["follow_up"])
        for field, name, cell in followups.names(question):
            if cell is None or name.split("-")[3] == "0":
                yield _follow_up(name, cell or field, opened)


def _follow_up(name, field, opened):
    kinds = {"enum": "choice", "bool": "choice", "set": "several", "date": "day", "text": "text"}
    low, high = field.get("range") or (0, 10**9)
    return Field(
        "health",
        name,
        kinds.get(field["type"], "number" if field["type"] == "int" else "decimal"),
        field["label"],
        field.get("max") or 200,
        low,
        high,
        tuple(code for code, _word in field.get("choices") or (("yes", ""), ("no", ""))),
        lines=followup_fields.has_lines(field),
        opened_by=opened,
    )


def of_consent():
    """The areas' decisions and limits."""
    for kind in AREAS:
        listed = tuple(choice.value for choice in wordings.offered(kind))
        yield Field("consent", f"consent-{kind.value}", "choice", "", listed=listed)
        if Choice.LIMITS in listed:
            opened = ((f"consent-{kind.value}", Choice.LIMITS.value),)
            label = "What are your limits?"
            yield Field("consent", f"limits-{kind.value}", "text", label, 300, opened_by=opened)


def cases(field, at_most=None):
    """What is typed into one field. `at_most`: its share, if not all."""
    found = list(_KINDS[field.kind](field))
    return found if at_most is None else corpus.share(found, field.name, at_most)


def _texts(field):
    for category, typed in corpus.REFUSED_TEXTS + corpus.too_long(field.most):
        yield Case(category, field, typed, "refused")
    for category, typed in corpus.KEPT_TEXTS + corpus.just_fits(field.most):
        fits = len(typed) <= field.most and (
            not field.calls or any(letter.isdigit() for letter in typed)
        )
        yield Case(category, field, typed, "kept" if fits else "refused", typed)
    if field.most > 4 and not field.calls:
        must = "kept" if field.lines else "refused"
        yield Case("C2", field, "a\nb", must, "a\nb")


def _numbers(field):
    wrong, right = corpus.numbers(field.low, field.high)
    for category, typed in wrong:
        yield Case(category, field, typed, "refused")
    for category, typed, is_ in right:
        yield Case(category, field, typed, "kept", is_)


def _decimals(field):
    for case in _numbers(field):
        if case.must == "kept" or case.typed not in ("2.55", "2,5", "٣.٥"):
            yield case


def _days(field):
    for category, typed in corpus.WRONG_DAYS:
        yield Case(category, field, typed, "refused")
    for category, typed in corpus.STRANGE_DAYS:
        yield Case(category, field, typed, "either")


def _choices(field):
    for category, typed in corpus.WRONG_CHOICES:
        if typed not in field.listed:
            yield Case(category, field, typed, "refused")
    for code in field.listed:
        yield Case("C13", field, str(code), "kept", str(code))


def _several(field):
    for category, typed in corpus.WRONG_CHOICES:
        if typed not in field.listed:
            yield Case(category, field, [field.listed[0], typed], "refused")
    listed = [code for code in field.listed if code != "none"]  # that one stands alone
    yield Case("C13", field, listed, "kept", listed)
    yield Case("C13", field, [field.listed[0]] * 400, "kept", [field.listed[0]])


def _ticks(field):
    for category, typed in corpus.WRONG_CHOICES:
        yield Case(category, field, typed, "either")


_KINDS = {
    "text": _texts,
    "number": _numbers,
    "decimal": _decimals,
    "day": _days,
    "choice": _choices,
    "several": _several,
    "tick": _ticks,
}


def is_plain(sentence, label):
    """Does a sentence name its field, or say plainly what to do, without a technical word?"""
    if NOT_PLAIN.search(sentence) or sentence[-1:] not in ".?":
        return False
    return sentence in DO_THIS or (bool(label) and label.casefold() in sentence.casefold())


class Page(HTMLParser):
    """What stands on a page: `values` {name: [text]} and `errors` {name: sentence}."""

    def __init__(self, text):
        super().__init__()
        self.values, self.errors, self._into, self._tag = {}, {}, None, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "input" and "name" in facts and facts.get("type") not in ("radio", "checkbox"):
            self.values.setdefault(facts["name"], []).append(facts.get("value") or "")
        elif tag == "textarea" and "name" in facts:
            self._into, self._tag = self.values.setdefault(facts["name"], []), tag
            self._into.append("")
        elif "data-error-for" in facts:
            self._into, self._tag = [""], tag
            self.errors[facts["data-error-for"]] = self._into

    def handle_endtag(self, tag):
        if self._into is not None and tag == self._tag:
            self._into = None

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data

    def shows(self, name, typed):
        """Is `typed` in the field `name`, letter by letter?"""
        found = [text.removeprefix("\n") for text in self.values.get(name, ())]
        return typed.strip() in [text.strip() for text in found]

    def said(self):
        """{name: sentence} of the fields that were refused."""
        found = {name: "".join(words).strip() for name, words in self.errors.items()}
        return {name: words for name, words in found.items() if words}
