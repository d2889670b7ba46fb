"""An intake in which every answer says something else, and what a paper must print of it.

The expectation comes from the rows of the database and the screening table, never from the rooms
that lay the paper out: (asked, said, what stands below) for every question, in order.
"""

import datetime
import decimal
import io
import os.path
import re

import pypdf
from django.utils import formats, timezone

from intake import actions, completeness, followups, screening, sheet
from intake.models import SECTIONS, Answer, Comfort, Consent, Intake
from intake.models.consent import Choice, Kind
from intake.models.marks import MarkKind, Quality
from tests.intake import build as intakes

FOOT = re.compile(r"(Printed|Made).{5,60}?Page\d+of\d+")
NOWHERE = "nothing_to_avoid"
NAMED = ("activity", "ability")
BLANK = "not answered"
VALUES = ("yes", "no", "unsure", "prefer_not")
DECISIONS = (Choice.GIVEN, Choice.LIMITS, Choice.DECLINED, Choice.TALK)
PLACES = (("f_groin", "left"), ("f_abd_lower", "right"), ("b_lumbar", "left"), ("b_glute", "right"))
MARKED = (MarkKind.PAIN, MarkKind.REFERRED, MarkKind.NUMB, MarkKind.AVOID)
EVERY = ("every", "other")  # follow-ups: all of them, or every second one


def plain(text):
    """Without blanks and soft breaks, so that lines may break anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", str(text))


def words_of(file):
    """The text of a PDF without the heads and feet of its pages."""
    pages = [plain(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(file)).pages]
    head = len(os.path.commonprefix(pages[1:])) if len(pages) > 2 else 0
    return "".join(FOOT.sub("", page[head:]) for page in pages)


def an_intake(me, client=None):
    """Ready to be sent; one field in five and every second follow-up stay open."""
    intake = intakes.a_filled_intake(client, therapist=me)
    with intakes.as_link(intake):
        for model in SECTIONS:
            actions.save_page(intake, model, dict(_page(model)))
        actions.answers(intake, [_answer(n, row) for n, row in enumerate(sheet.questions())])
        for n, (region, side) in enumerate(PLACES):
            kind = MARKED[n]
            felt = {"intensity": 3 + n} if kind in (MarkKind.PAIN, MarkKind.REFERRED) else {}
            quality = [list(Quality)[n].value]
            actions.mark(
                intake, region, side, kind.value, qualities=quality, words=f"MARK{n}", **felt
            )
        for n, kind in enumerate(row for row in Kind if row in _asked_of_adults(intake)):
            choice = DECISIONS[n % len(DECISIONS)]
            limits = f"LIMIT{n}" if choice == Choice.LIMITS else ""
            actions.consent(intake, kind, choice, limits)
    return intake


def sent(intake):
    """Sent: what a form cannot be sent without is written first."""
    with intakes.as_link(intake):
        for model, facts in intakes.PAGES.items():
            actions.save_page(intake, model, {k: v for k, v in facts.items() if k != NOWHERE})
        actions.save_page(intake, Comfort, {NOWHERE: False})  # places are marked
        left = [gap.sentence for gap in completeness.gaps(Intake.objects.get(pk=intake.pk))]
        assert left == [], left
        row = actions.submit(intake, "Sample Signer")
    row.client = intake.client
    return row


def _asked_of_adults(intake):
    return list(sheet.frozen(intake)["consents"])


def _page(model):
    for n, field in enumerate(sheet.fields_of(model)):
        if n % 5 == 4 and not field.name.startswith(NAMED):  # a score names its activity
            yield field.name, _blank(field)
        else:
            yield field.name, _value(n, field, model.__name__)


def _blank(field):
    if hasattr(field, "base_field"):
        return []
    kind = field.get_internal_type()
    return {"CharField": "", "TextField": "", "BooleanField": False}.get(kind)


def _value(n, field, page):
    base = getattr(field, "base_field", field)
    listed = [code for code, _label in base.flatchoices if code not in ("", None)]
    if hasattr(field, "base_field"):
        return [listed[n % len(listed)], listed[(n + 1) % len(listed)]][: len(listed)]
    if listed:
        return listed[n % len(listed)]
    kind = field.get_internal_type()
    if kind in ("CharField", "TextField"):
        return f"{page}{n}word"[: field.max_length or 200]
    if kind == "DateField":
        return datetime.date(1980, 1, 1 + n)
    if kind == "BooleanField":
        return True
    low, high = _range(field)
    return low + n % (high - low + 1)


def _range(field):
    """What the database lets a number be."""
    named = rf"_{field.name}_(\d+)_to_(\d+)$"
    found = (re.search(named, rule.name) for rule in field.model._meta.constraints)
    return next((int(match[1]), int(match[2])) for match in found if match)


def _answer(n, row):
    value = VALUES[n % len(VALUES)]
    return row, value, f"WORDS{row.code}" if value != "no" else "", dict(_told(n, row))


def _told(n, row):
    for at, field in enumerate(row.follow_up):
        if (n + at) % len(EVERY) == 0:
            yield field["name"], followups.entry(field, _said(f"{row.code}{at}", field))


def _said(name, field):
    if field["type"] == "list":
        return None
    codes = [code for code, _label in field["choices"] or ()]
    low, _high = field["range"] or (1, 9)
    return {
        "bool": True,
        "text": f"TOLD{name}",
        "date": timezone.localdate().isoformat(),
        "int": int(low) + 1,
        "num": low,
        "enum": codes[:1] and codes[0],
        "set": codes[:2],
    }[field["type"]]


def pages(intake):
    """(asked, said) of every field of every page, in order."""
    for model in SECTIONS:
        row = getattr(intake, model._meta.model_name)
        for field in sheet.fields_of(model):
            said = _words(field, getattr(row, field.name))
            if said or not field.name.startswith("guardian_"):
                yield str(field.verbose_name), said or BLANK


def _words(field, value):
    if value in (None, "", []):
        return ""
    labels = {
        str(code): str(word) for code, word in getattr(field, "base_field", field).flatchoices
    }
    if isinstance(value, list):
        return ", ".join(labels[code] for code in value)
    if isinstance(value, bool) and not labels:
        return "Yes" if value else ""
    if isinstance(value, datetime.date):
        return formats.date_format(value, "j M Y")
    if isinstance(value, decimal.Decimal):
        return f"{value:f}".removesuffix(".0")
    return labels.get(str(value), str(value))


def health(intake, *, hidden=("RF19",)):
    """(asked, said, [what followed], the client's words) of every question of the form."""
    rows = Answer.objects.filter(intake=intake, recorded_by=None).order_by("pk")
    newest = {row.question.code: row for row in rows.select_related("question")}
    for code, row in screening.rows().items():
        if not row["core"] or row["observed"] or code in hidden:
            continue
        answer = newest.get(code)
        if answer is None:
            yield row["question"], BLANK, [], ""
            continue
        kept = answer.details
        told = [(each["asked"], each["said"]) for each in kept.values()]
        if answer.value in ("yes", "unsure"):
            told += [(f["label"], BLANK) for f in row["follow_up"] if f["name"] not in kept]
        yield row["question"], Answer.Value(answer.value).label, told, answer.words


def agreements(intake):
    """(area, wording, decision, limits) of the newest word on every area."""
    rows = Consent.objects.filter(intake=intake).order_by("pk")
    newest = {row.kind: row for row in rows}
    for kind in Kind:
        if row := newest.get(kind):
            yield str(kind.label), row.wording, str(Choice(row.decision).label), row.limits


def not_agreed_so(text, intake):
    """The areas whose own part of `text` does not hold their decision and limits."""
    rows = list(agreements(intake))
    starts = [text.index(plain(area + wording[:40])) for area, wording, *_ in rows]
    parts = [text[at:end] for at, end in zip(starts, [*starts[1:], None], strict=True)]
    said = [plain(decision + limits) for *_, decision, limits in rows]
    bare = [part.replace(plain(row[1]), "") for part, row in zip(parts, rows, strict=True)]
    return [row[0] for row, part, one in zip(rows, bare, said, strict=True) if one not in part]


def marks(intake):
    """(kind, number, quality, words) of every mark."""
    for row in intake.marks.all():
        number = "" if row.intensity is None else f"{row.intensity} of 10"
        quality = ", ".join(str(Quality(code).label) for code in row.qualities)
        yield str(MarkKind(row.kind).label), number, quality, row.words
