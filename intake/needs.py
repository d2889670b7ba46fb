"""What the pages of words, cards and scales need before they can be sent.

Few things, each for a reason: who somebody is and whom we call (domain 3.5), a minor's guardian
(8.6), why they come and how it hurts (4.1, 4.8), where hands stay away (7.4), and how they say stop
(6.2, 7.5).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import minors

NEEDED = {
    "about": {
        "legal_name": gettext_lazy("Type your full name."),
        "date_of_birth": gettext_lazy("Give your date of birth."),
        "emergency_name": gettext_lazy("Name somebody whom we can call in an emergency."),
        "emergency_phone": gettext_lazy("Give the phone number of that person."),
    },
    "goals": {
        "pain_now": gettext_lazy("Choose how much pain you have right now; 0 is none."),
    },
    "comfort": {},
    "cushions": {},
    "pressure": {
        "comfort_limit": gettext_lazy("Choose the highest number you want to feel."),
        "stop_word": gettext_lazy("Choose a word that means stop."),
        "stop_signal": gettext_lazy("Choose a sign that means stop."),
    },
}
ALWAYS = ("kinds", "nothing_to_avoid")  # decided by more than the field itself
OF_MINORS = {
    "guardian_name": gettext_lazy("You are under age: name your parent or guardian."),
    "guardian_relation": gettext_lazy("Say who your parent or guardian is to you."),
    "guardian_phone": gettext_lazy("Give the phone number of your parent or guardian."),
}


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: the page, the field, what to do, and where on the page."""

    page: str
    field: str
    sentence: str
    anchor: str


def of_section(slug, rows, intake):
    """The gaps of one page. `rows`: its fields as `sheet.sections` gives them."""
    texts = {row["name"]: row["text"].strip() for row in rows}
    asked = [*NEEDED[slug].items(), *MORE.get(slug, _nothing)(texts, intake)]
    order = [row["name"] for row in rows]
    for field, sentence in sorted(asked, key=lambda one: order.index(one[0])):
        if field in ALWAYS or not texts[field]:
            yield Gap(slug, field, str(sentence), f"div_id_{field}")


def _nothing(texts, intake):
    return ()


def _of_minors(texts, intake):
    return OF_MINORS.items() if minors.is_minor(intake) else ()


def _a_reason(texts, intake):
    if not texts["kinds"] and not texts["goal"]:
        yield "kinds", _("Choose what you are hoping for, or say it in your own words.")


def _places(texts, intake):
    """Words, a mark on the body map, or "no such place"; never both a place and none."""
    row = getattr(intake, "comfort", None)
    nothing = bool(row and row.nothing_to_avoid)
    marked = bool(texts["avoid"]) or _has_marks(intake)
    if nothing and marked:
        yield "nothing_to_avoid", CONTRADICTION
    elif not nothing and not marked:
        yield (
            "nothing_to_avoid",
            _("Name the places we should not touch, or tick “There is no such place”."),
        )


CONTRADICTION = gettext_lazy(
    "You named or marked a place to avoid, and ticked that there is none. Change one of them."
)
MORE = {"about": _of_minors, "goals": _a_reason, "comfort": _places}


def _has_marks(intake):
    return intake.marks.filter(kind="avoid").exists()
