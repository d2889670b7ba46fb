"""An intake as people read it: page by page, what was asked and what was answered.

While it is open the words come from the models; once sent, from what was frozen at that moment.
"""

from django.utils.translation import gettext as _

from intake import screening, wordings
from intake.models import SECTIONS, Question
from intake.models.consent import AREAS

SLUGS = {model: model._meta.model_name for model in SECTIONS}


def fields_of(model):
    """The fields of a page that people answer, in order."""
    return [field for field in model._meta.fields if field.editable and not field.primary_key]


def questions():
    """The health questions of the short form, in the order of asking."""
    return list(Question.objects.filter(version=screening.LATEST, core=True, observed=False))


def groups(rows):
    """The questions in their groups: dicts with code, title, why, private, questions."""
    known = screening.load()["groups"]
    found = [
        group | {"questions": [row for row in rows if row.group == group["code"]]}
        for group in known
    ]
    return [group for group in found if group["questions"]]


def frozen():
    """The labels, choices, questions and wordings that the form shows now, as plain JSON."""
    return {
        "version": screening.LATEST,
        "sections": {
            SLUGS[model]: [
                {
                    "name": field.name,
                    "label": str(field.verbose_name),
                    "choices": [[code, str(word)] for code, word in _choices(field)],
                }
                for field in fields_of(model)
            ]
            for model in SECTIONS
        },
        "questions": [
            {"code": row.code, "group": row.group, "text": row.text} for row in questions()
        ],
        "consents": {kind.value: str(wordings.WORDINGS[kind]) for kind in AREAS},
    }


def asked(intake):
    """What this intake asked: frozen when it was sent, today's words before."""
    return intake.asked or frozen()


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
                "value": getattr(row, field["name"], None),
                "text": _text(getattr(row, field["name"], None), field["choices"]),
            }
            for field in words["sections"][slug]
        ]
    return found


def _choices(field):
    return getattr(field, "base_field", field).flatchoices


def _text(value, choices):
    """A value in words."""
    if value is None or value == "":
        return ""
    words = {str(code): word for code, word in choices}
    if isinstance(value, list):
        return ", ".join(words.get(str(item), str(item)) for item in value)
    if isinstance(value, bool) and not words:
        return _("Yes") if value else _("No")
    return words.get(str(value), str(value))
