"""What a client is asked to agree to, in our own words (domain 8.2 to 8.4 and 8.6).

Every consent keeps the words that were shown, so a better wording never changes an old answer.
Another wording is another version, and asks anew (8.5). The risks and other choices of domain 8.4
stand in the first text; the classes of 8.3 say how long each agreement lasts.
"""

import hashlib
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from intake.models.consent import AGREEING, Choice, Kind

OFFERED = (Choice.GIVEN, Choice.LIMITS, Choice.DECLINED, Choice.TALK)
WHOLE = (Choice.GIVEN, Choice.DECLINED, Choice.TALK)  # agreements that have no limits
SOURCE = "en"  # the language these words are written in, whoever reads them in which
HEAD = 40  # letters: how long the name of a part may be
A_YEAR = (Kind.GENERAL, Kind.ABDOMEN)  # signed once a year; the others are signed every visit

WORDINGS = {
    Kind.GENERAL: _(
        "What we do: we work with our hands on muscles around the hips, belly and back. We also "
        "use stretching, movement and breathing. The aim is to help with your own goals. It may "
        "ease what brings you here. We cannot promise that.\n"
        "What can happen: you may feel sore or find a bruise for a day or two. About one person "
        "in ten feels this. It mostly starts on the same day and is gone in a day and a half. "
        "You may feel light-headed when you get up, or uneasy in your belly. Rarely a nerve is "
        "irritated, something bleeds, or a hidden illness gets worse.\n"
        "What you could choose instead: stretching, work that leaves the belly alone, breathing, "
        "a doctor or physiotherapist, or nothing at all. Without treatment things may stay as "
        "they are, ease, or get worse.\n"
        "Your rights: you choose how you lie. You stay covered but for the place we work on. You "
        "may ask anything, and we answer before we start. You may leave out any area. You may "
        "change or stop the visit at any moment, without a reason.\n"
        "Time and cost: before a visit we tell you how long it takes and what it costs. Nothing "
        "is added without asking you.\n"
        "Your record: we write down each visit and keep what you tell us here. Only the "
        "therapists who care for you read it. Anyone else here has to give a reason, and each "
        "look is noted. You may ask who read it, and you may have a copy.\n"
        "This agreement lasts one year. We ask again aloud at every visit."
    ),
    Kind.ABDOMEN: _(
        "The psoas lies deep behind the belly. To reach it we sink in slowly beside the navel or "
        "inside the hip bone, only as far as you say.\n"
        "This agreement lasts one year. We still ask at every visit, and before each hand is "
        "placed."
    ),
    Kind.GROIN: _(
        "The muscle passes under the crease of the hip. We would touch the crease itself, over "
        "cloth or a tucked sheet. Breasts and genitals stay covered and are never touched.\n"
        "You sign for this area again at each visit."
    ),
    Kind.INNER_THIGH: _(
        "The muscle ends high on the inner thigh. We would work there with the leg covered and "
        "the sheet tucked by you, or by us after asking.\n"
        "You sign for this area again at each visit."
    ),
    Kind.GLUTEAL: _(
        "The muscles of the buttocks work against the psoas. We would work on them through the "
        "sheet or with only one side uncovered.\n"
        "You sign for this area again at each visit."
    ),
    Kind.CHEST: _(
        "Breathing muscles between the ribs and below the collarbone can be part of the work. "
        "Breast tissue is never touched.\n"
        "You sign for this area again at each visit."
    ),
    Kind.GUARDIAN: _(
        "For the parent or guardian: I may decide about this person's care. I have read this "
        "page. I agree to the visits, area by area, as answered above. I may ask anything, and I "
        "may take this back at any time, without a reason."
    ),
    Kind.ASSENT: _(
        "For you, who will be treated: we only work when you want it too. Your “no” counts, even "
        "when your parent or guardian says yes. You can say “stop” at any time. Somebody you "
        "trust can be in the room."
    ),
}

STATEMENT = _(
    "My answers are true as far as I know, and I will tell you when something changes. The "
    "agreements above are mine; I can withdraw them at any time."
)


def offered(kind):
    """What may be chosen for `kind`; only areas can have limits."""
    return WHOLE if kind in (Kind.GUARDIAN, Kind.ASSENT) else OFFERED


def parts(kind):
    """The words as they stand on the page: (what a part is about, the rest) for each part."""
    for part in str(WORDINGS[kind]).split("\n"):
        head, colon, rest = part.partition(": ")
        yield (head, rest) if colon and len(head) < HEAD else ("", part)


def version(kind):
    """Which words of `kind` these are: the same in every language, another for every new text."""
    return digest(_texts(kind)[SOURCE])


def bound(row):
    """Was it given to today's words, by the version that it names?"""
    return row.wording_hash == version(row.kind)


def current(row):
    """Was a Consent given to today's words? Rows from before versions were kept show their own."""
    if row.wording_hash:
        return bound(row)
    return row.wording in _texts(row.kind).values()


def why_not_read(kind, decision, sent):
    """A yes belongs to the words that were read (domain 8.2); a no counts whatever was read."""
    if decision in AGREEING and read(kind, sent) is None:
        return _("These words have changed since this page was opened. Please read them again.")
    return None


def shown(kind):
    """What a page sends back, so that an answer is bound to the words that stood there."""
    return digest(str(WORDINGS[kind]))


def read(kind, sent=None):
    """(language, words) that a page showed, by what it sent back; None when they have changed.

    `sent`: None for the words in the language that is spoken now.
    """
    spoken = translation.get_language() or settings.LANGUAGE_CODE
    texts = {spoken: str(WORDINGS[kind])} | _texts(kind)
    if sent is None:
        return spoken, texts[spoken]
    return next((pair for pair in texts.items() if digest(pair[1]) == sent), None)


@cache
def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _texts(kind):
    """{language: the words} in every language that we ship; worked out once in each process."""
    found = {}
    for language in dict.fromkeys((SOURCE, *dict(settings.LANGUAGES))):
        with translation.override(language):
            found[language] = str(WORDINGS[kind])
    return found


def a_year_after(day):
    """The last day of an agreement of `day` that lasts a year (domain 8.3)."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
