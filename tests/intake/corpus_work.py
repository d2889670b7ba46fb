"""The corpus on forms at work: what is typed, what must come of it, and what is wrong if not."""

import html
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from django import forms
from django.core.validators import MaxValueValidator
from django.db import connection, transaction

from clinic import scope
from tests.intake import corpus
from tests.intake.corpus_fields import is_plain

NOT_WORDS = {"django_session", "clinic_cache", "clinic_auditentry", "procrastinate_jobs"}
NOT_WORDS |= {"procrastinate_events"}
WRITTEN = (
    "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
    " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
)


class Case(NamedTuple):
    """`must`: "kept", "refused" or "either"."""

    category: str
    typed: str
    must: str


@dataclass(frozen=True)
class Asked:
    """One form: where it is sent, and what is sent when all is well."""

    path: str
    usual: dict
    prefix: str = ""
    skip: tuple = ()
    begins: tuple = ()  # (field, words): texts that have a least length

    def name(self, field):
        return f"{self.prefix}-{field}" if self.prefix else field


def of_form(asked, form, at_most):
    """(field's name, cases) of every field of `form`; `at_most` a field, the same every time."""
    begins = dict(asked.begins)
    for name, field in form.fields.items():
        if name not in asked.skip:
            door = re.sub(r"\d+", "", asked.path)  # a row has another number in each run
            cases = _cases(field, begins.get(name, ""), _most(form, name, field))
            yield name, corpus.share(cases, door + name, at_most)


def _most(form, name, field):
    """The highest number a field takes; a form of a model has it from the model's field."""
    limits = [getattr(field, "max_value", None)]
    if isinstance(form, forms.ModelForm) and name in form._meta.fields:
        column = form._meta.model._meta.get_field(name)
        limits += [
            one.limit_value for one in column.validators if one.__class__ is MaxValueValidator
        ]
    return min((limit for limit in limits if limit is not None), default=10)


def _cases(field, begins, most):
    """What is typed into one field of a form, by its kind."""
    if isinstance(field, forms.EmailField):
        yield from (Case(*case, "refused") for case in corpus.WRONG_MAILS)
        yield from (Case(*case, "kept") for case in corpus.KEPT_MAILS)
        yield from (Case(*case, "either") for case in corpus.STRANGE_MAILS)
    elif isinstance(field, forms.DateField | forms.DateTimeField):
        moment = isinstance(field, forms.DateTimeField)  # to which a day with a time is none wrong
        for case in corpus.WRONG_DAYS:
            yield Case(*case, "either" if moment and "T" in case[1] else "refused")
        yield from (Case(*case, "either") for case in corpus.STRANGE_DAYS)
    elif isinstance(field, forms.TimeField):
        yield from (Case(*case, "refused") for case in corpus.WRONG_TIMES)
    elif isinstance(field, forms.IntegerField):
        low = field.min_value or 0
        for category, typed in corpus.numbers(low, most)[0]:
            whole = typed.endswith(".0")
            yield Case(category, typed, "either" if whole else "refused")
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        listed = {str(code) for code, _word in field.choices}
        for category, typed in corpus.WRONG_CHOICES:
            if typed not in listed:
                yield Case(category, typed, "refused")
    elif isinstance(field, forms.CharField):
        yield from _texts(field, begins)


def _texts(field, begins):
    most = field.max_length or 10_000
    for category, typed in corpus.REFUSED_TEXTS:
        yield Case(category, begins + typed, "either" if begins and category == "C3" else "refused")
    for category, typed in corpus.too_long(most)[:2]:
        yield Case(category, typed, "refused")
    for category, typed in corpus.KEPT_TEXTS + corpus.just_fits(most)[:1]:
        words = typed if len(typed) == most else begins + typed
        yield Case(category, words, "kept" if len(words) <= most else "refused")


class Filled(HTMLParser):
    """What stands filled in on a page: {name: [values]} of texts, ticks and choices."""

    def __init__(self, text):
        super().__init__()
        self.values, self.typed, self._into, self._select = {}, set(), None, ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        name, value = facts.get("name", ""), facts.get("value") or ""
        picked = facts.get("type") in ("radio", "checkbox")
        if tag == "input" and (not picked or "checked" in facts):
            self.values.setdefault(name, []).append(value)
            self.typed |= set() if picked or facts.get("type") == "hidden" else {name}
        elif tag == "textarea":
            self.typed.add(name)
            self._into = self.values.setdefault(name, [])
            self._into.append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in facts:
            self.values.setdefault(self._select, []).append(value)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._into = None

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data

    def shows(self, name, typed):
        found = [_as_shown(value) for value in self.values.get(name, ())]
        wanted = typed if isinstance(typed, list | tuple) else [typed]
        return all(_as_shown(one) in found for one in wanted)


def _as_shown(text):
    return str(text).replace("\r\n", "\n").replace("\r", "\n").strip()


class Desk:
    """A browser at work whose every POST is taken back; it counts what it sent."""

    def __init__(self, browser, user):
        self.browser, self.user, self.sent, self.broken = browser, user, 0, 0
        self.first = int  # what is done before each

    def post(self, path, data, look=None, **more):
        """(answer, the tables that were written to, what `look(tables)` saw of them)."""
        self.first()
        self.sent += 1
        before, mark = _written(), transaction.savepoint()
        answer = self.browser.post(path, data, **more)
        self.broken += answer.status_code >= 500
        after = _written()
        tables = {name for name, n in after.items() if n != before.get(name, 0)} - NOT_WORDS
        seen = look(tables) if look else None
        transaction.savepoint_rollback(mark)
        return answer, tables, seen

    def stored(self, typed):
        """`look` for a text: does it stand, letter by letter, in a row that was written?"""
        return lambda tables: any(typed in _texts_of(one) for one in self._rows(tables))

    def _rows(self, tables):
        with scope.acting_as(scope.staff(self.user)), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t ORDER BY id DESC LIMIT 90')  # noqa: S608 (catalog names)
                yield from (json.loads(row) for (row,) in cursor.fetchall())


def _written():
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())


def _texts_of(value):
    """Every text in a row, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_of(one)


def faults(desk, asked, path, name, case, shown=()):
    """What is wrong with the answer when `case` stands in one field.

    `shown`: names of what else was typed and has to stand on the page again.
    """
    sent = corpus.EXTRA | asked.usual | {asked.name(name): case.typed}
    answer, tables, stored = desk.post(path, sent, desk.stored(case.typed))
    told = (case.category, name, ascii(case.typed)[:60], case.must, answer.status_code)
    if answer.status_code == 302:
        if case.must == "refused" or not tables:
            yield (*told, tables)
        elif case.must == "kept" and not stored:
            yield (*told, "not stored as typed", tables)
        return
    if answer.status_code != 422 or case.must == "kept":
        yield (*told, [form.errors for form in bound(answer)])
        return
    if tables:
        yield (*told, "written although refused", tables)
    if case.must == "refused":
        yield from _unnamed(answer, name, told)
    page = Filled(answer.text)
    is_text = case.category not in ("C11", "C13") or asked.name(name) in page.typed
    if is_text and not page.shows(asked.name(name), case.typed):
        yield (*told, "not shown again", page.values.get(asked.name(name)))
    for other in shown:
        if other != asked.name(name) and not page.shows(other, asked.usual[other]):
            yield (*told, "lost", other, page.values.get(other))


def _unnamed(answer, name, told):
    """Is the field's own sentence there, plain, with its name, and on the page?"""
    said = {}
    for form in bound(answer):
        for field, words in form.errors.items():
            label = str(form[field].label) if field in form.fields else ""
            said.setdefault(field, []).extend((str(word), label) for word in words)
    if name not in said:
        yield (*told, "another field is named", said)
    for word, label in said.get(name, ()):
        if not is_plain(word, label):
            yield (*told, "not plain", word, label)
        if word not in html.unescape(answer.text):
            yield (*told, "not on the page", word)


def bound(answer):
    """The forms of a page that were sent."""
    context = {key: value for one in answer.context or () for key, value in one.flatten().items()}
    found = [*context.values(), *(area["form"] for area in context.get("areas", ()))]
    forms_ = {id(form): form for form in found if isinstance(form, forms.BaseForm)}
    return [form for form in forms_.values() if form.is_bound]
