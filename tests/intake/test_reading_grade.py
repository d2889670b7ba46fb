"""Whoever left school at fourteen can read the form: Flesch-Kincaid grade, by textstat."""

import re
import statistics
from functools import partial

import pytest
import textstat
from django.utils.functional import Promise

from intake import screening, translating, wordings
from intake.models.consent import Choice, Kind
from intake.pages import BY_SLUG
from tests.intake.build import a_started_intake, as_link

pytestmark = pytest.mark.django_db
SECTIONS = ("about", "goals", "comfort", "cushions", "pressure")

MOST = 8.0
# Names of illnesses and parts of the body cannot be said in simpler words; the words around can.
MEDICAL = (
    "aneurysm aneurysms aorta marfan ehlers danlos haemophilia hemophilia platelet cholesterol"
    " diabetes diverticulitis diverticular colitis crohn ulcerative pancreatitis gallstones"
    " hepatitis glandular hernia stoma abdominal transplant polycystic dialysis nephrostomy"
    " catheter endometriosis fibroids ovarian pelvic inflammatory caesarean vaginal embryo"
    " osteoporosis steroids bursitis stenosis spondylolisthesis sciatica rheumatoid ankylosing"
    " spondylitis hypermobility autonomic lymphoedema lymphedema radiation chemotherapy chemo"
    " immune medicine medicines allergies adhesive lanolin pacemaker angina arthritis operation"
    " operations surgery fusion resurfacing labral tendon stimulator glucose insulin baclofen"
    " psoas abdomen pregnancy pregnant physiotherapist emergency"
).split()
NAMES = re.compile(r"\b(" + "|".join(MEDICAL) + r")\b", re.IGNORECASE)


def grade(text):
    """The school year that can read this."""
    return textstat.flesch_kincaid_grade(NAMES.sub("it", text))


def of_page(slug):
    """Everything that a page of words, cards and scales says, as it is put together."""
    page = BY_SLUG[slug]
    intake = a_started_intake()
    with as_link(intake):
        form = page.form(None, intake=intake)
        yield str(page.lead)
        for field in form.fields.values():
            yield from (str(field.label), str(field.help_text))
            yield from (str(word) for _code, word in getattr(field, "choices", ()))
        yield from of_layout(form.layout())


def of_layout(parts):
    """Titles, leads, hints, examples, anchors and the answers to “why we ask”."""
    for part in parts:
        yield str(getattr(part, "said", getattr(part, "title", "")))
        for word in getattr(part, "words", {}).values():
            yield str(word) if isinstance(word, str | Promise) else ""
        yield from of_layout(getattr(part, "fields", ()))


def of_health():
    table = screening.load()
    for group in table["groups"]:
        yield from (group["title"], group["why"])
    for row in table["questions"]:
        yield from (row["question"], row["told_now"] or "")
        yield from of_follow_ups(row["follow_up"])


def of_follow_ups(fields):
    for field in fields:
        yield field["label"]
        yield from (label for _code, label in field.get("choices") or ())
        yield from of_follow_ups(field.get("fields") or ())


def of_consent():
    yield str(BY_SLUG["consent"].lead)
    for words in (wordings.WORDINGS.values(), Choice.labels, Kind.labels):
        yield from map(str, words)


PAGES = {
    **{slug: partial(of_page, slug) for slug in SECTIONS},
    "health": of_health,
    "consent": of_consent,
    "everything": lambda: (sentence for sentence, _many in translating.gather()),
}


@pytest.mark.parametrize("part", PAGES)
def test_the_words_of_a_page_are_easy_to_read(part):
    found = [grade(text) for text in PAGES[part]() if len(text.split()) >= 4]
    assert len(found) >= 5
    assert statistics.median(found) <= MOST
