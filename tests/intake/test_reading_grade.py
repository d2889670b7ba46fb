"""Whoever left school at fourteen can read the form: Flesch-Kincaid grade, by textstat."""

import re
import statistics

import pytest
import textstat

from intake import screening, translating, wordings
from intake.models import About, Comfort, Cushions, Goals, Pressure

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


def labels(model):
    for field in model._meta.fields:
        if field.editable and not field.primary_key:
            yield str(field.verbose_name)
            yield str(field.help_text)


def of_health():
    table = screening.load()
    for group in table["groups"]:
        yield group["why"]
    for row in table["questions"]:
        yield from (row["question"], row["told_now"] or "")


PAGES = {
    "about": lambda: labels(About),
    "goals": lambda: labels(Goals),
    "health": of_health,
    "comfort": lambda: labels(Comfort),
    "cushions": lambda: labels(Cushions),
    "pressure": lambda: labels(Pressure),
    "consent": lambda: map(str, wordings.WORDINGS.values()),
    "everything": lambda: (sentence for sentence, _many in translating.gather()),
}


@pytest.mark.parametrize("part", PAGES)
def test_the_words_of_a_page_are_easy_to_read(part):
    found = [grade(text) for text in PAGES[part]() if len(text.split()) >= 4]
    assert len(found) >= 5
    assert statistics.median(found) <= MOST
