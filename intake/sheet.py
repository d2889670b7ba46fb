"""An intake as people read it: page by page, what was asked and what was answered.

While it is open the words come from the models; once sent, from what was frozen at that moment,
in the client's language and, where it is another one, in the clinic's as well.
"""

import datetime
import decimal
import hashlib
import json
from functools import cache, lru_cache

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from intake import minors, screening, wordings
from intake.body import regions
from intake.models import SECTIONS, Form, Question
from intake.models.consent import AREAS
from intake.models.marks import MarkKind, Quality, Side

SLUGS = {model: model._meta.model_name for model in SECTIONS}


def fields_of(model):
    """The fields of a page that people answer, in order."""
    return [field for field in model._meta.fields if field.editable and not field.primary_key]


def questions():
    """The health questions of the short form, in the order of asking."""
    return list(_table(screening.LATEST))


@cache
def codes():
    """The codes of those questions."""
    return frozenset(row.code for row in questions())


@cache
def names(slug):
    """The names of a page's fields, in their order on the form."""
    (model,) = (model for model, name in SLUGS.items() if name == slug)
    return tuple(field.name for field in fields_of(model))


@cache
def _table(version):
    """A version's rows never change, so each process reads them once."""
    return tuple(Question.objects.filter(version=version, core=True, observed=False))


def groups(rows):
    """The questions in their groups: dicts with code, title, why, private, questions."""
    known = screening.groups()
    found = [
        group | {"questions": [row for row in rows if row.group == group["code"]]}
        for group in known
    ]
    return [group for group in found if group["questions"]]


def frozen(intake=None):
    """The labels, choices, questions and wordings that the form shows now, as plain JSON.

    In the language that is spoken now; `clinic` holds the same in the clinic's, if that differs.
    `intake`: whose agreements are listed; without it, those of somebody of age. Do not change it.
    """
    return _spoken(minors.decisions(intake) if intake else AREAS)[0]


def digest(intake):
    """Of these words: what finds the row that keeps them. `intake`: an Intake or a Whole."""
    return _spoken(minors.decisions(intake))[1]


def keep(intake):
    """Keep these words: one row, however many people saw them."""
    words, found = _spoken(minors.decisions(intake))
    Form.objects.bulk_create([Form(digest=found, words=words)], ignore_conflicts=True)


def _spoken(kinds):
    """(the words, their digest) in the language that is spoken now."""
    return _frozen(translation.get_language() or settings.LANGUAGE_CODE, kinds)


@cache
def _frozen(language, kinds):
    """(the words, their digest): worked out once for each language and list of agreements."""
    words = _words(language, kinds)
    if not _same(language, settings.LANGUAGE_CODE):
        with translation.override(settings.LANGUAGE_CODE):
            words = words | {"clinic": _words(settings.LANGUAGE_CODE, kinds)}
    return words, _digest(words)


def _digest(words):
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=256)
def _form(pk):
    """A kept wording never changes, so each process reads it once."""
    return Form.objects.get(pk=pk)


def version(intake):
    """SHA-256 (hex) of the whole wording that this intake shows or showed."""
    if intake.form_id:
        return _form(intake.form_id).digest
    if intake.submitted_at and intake.asked:
        return _digest(intake.asked)
    return digest(intake)


def asked(intake, language=None):
    """What this intake asked: frozen when it was sent, today's words before.

    `language`: which words; without it those of the language that is spoken now. Whoever does not
    speak the clinic's language gets the words that the client saw.
    """
    if intake.form_id:
        words = _form(intake.form_id).words
    else:  # an open form holds no words of its own, and need not be asked for them
        words = (intake.submitted_at and intake.asked) or frozen(intake)
    clinics = words.get("clinic")
    if clinics and _same(language or translation.get_language() or "", settings.LANGUAGE_CODE):
        return words | clinics
    return words


@cache
def _words(language, kinds):
    """Everything that can be read on the form, in `language`, which is spoken now."""
    rows = questions()
    return {
        "version": screening.LATEST,
        "language": language,
        "sections": {SLUGS[model]: _section_words(model) for model in SECTIONS},
        "questions": [
            {"code": row.code, "group": row.group, "text": gettext(row.text)} for row in rows
        ],
        "consents": {kind.value: str(wordings.WORDINGS[kind]) for kind in kinds},
        "statement": str(wordings.STATEMENT),
        "marks": {
            "regions": {region.code: str(region.label) for region in regions.REGIONS},
            "kinds": {kind.value: str(kind.label) for kind in MarkKind},
            "sides": {side.value: str(side.label) for side in Side},
            "qualities": {quality.value: str(quality.label) for quality in Quality},
        },
    }


def _section_words(model):
    return [
        {
            "name": field.name,
            "label": str(field.verbose_name),
            "choices": [[code, str(word)] for code, word in _choices(field)],
        }
        for field in fields_of(model)
    ]


def _same(one, other):
    """Are these the same language? `en-us` and `en` are."""
    return one.partition("-")[0] == other.partition("-")[0]


def sections(intake, words=None):
    """The answered pages: {slug: [{"name", "label", "value", "text"}]}; empty text is a blank."""
    words = words or asked(intake)
    found = {}
    for model in SECTIONS:
        slug = SLUGS[model]
        row = getattr(intake, slug, None)
        found[slug] = [
            {
                "name": field["name"],
                "label": field["label"],
                "value": plain(getattr(row, field["name"], None)),
                "text": said(getattr(row, field["name"], None), field["choices"]),
            }
            for field in words["sections"].get(slug, ())  # pages came later than some intakes
        ]
    return found


def plain(value):
    """A number with a point as JSON can say it, without a .0; everything else as it is."""
    if not isinstance(value, decimal.Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _choices(field):
    return getattr(field, "base_field", field).flatchoices


def said(value, choices):
    """A value in words; empty for a blank. A box that was left alone is a blank, not a "no"."""
    if value is None or value == "":
        return ""
    words = {str(code): word for code, word in choices}
    if isinstance(value, list):
        return ", ".join(words.get(str(item), str(item)) for item in value)
    if isinstance(value, bool) and not words:
        return _("Yes") if value else ""
    if isinstance(value, datetime.date):
        return formats.date_format(value, "j M Y")
    if isinstance(value, decimal.Decimal | float):
        return formats.localize(plain(value))
    return words.get(str(value), str(value))
