"""What the pages of words, cards and scales need before they can be sent.

Few things, each for a reason: who somebody is and whom we call (domain 3.5), a minor's guardian
(8.6), why they come and how it hurts (4.1, 4.8), where hands stay away (7.4), and how they say stop
(6.2, 7.5).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import adults, minors, sheet
from intake.models.sections import is_blank

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
# Decided by more than the field itself.
ALWAYS = ("kinds", "nothing_to_avoid", "guardian_name", "guardian_present")
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


def of_section(slug, form):
    """The gaps of one page, in the order of its fields. `form`: a `whole.Whole`."""
    page = getattr(form, slug)
    asked = [*NEEDED[slug].items(), *MORE.get(slug, _nothing)(page, form)]
    found = [one for one in asked if one[0] in ALWAYS or _is_blank(page, one[0])]
    order = sheet.names(slug) if len(found) > 1 else ()
    for field, sentence in sorted(found, key=lambda one: order.index(one[0]) if order else 0):
        yield Gap(slug, field, str(_said(field, sentence, page, form)), f"div_id_{field}")


def _said(field, sentence, page, form):
    """What is missing; a name that the page fills in from our record has only to be looked at."""
    filled_in = form.client.legal_name and not getattr(page, "whole_at", None)
    return LOOK if field == "legal_name" and filled_in else sentence


def _is_blank(page, field):
    """Was nothing said? Spaces say nothing; a 0 is an answer; a page nobody saved is blank."""
    value = getattr(page, field, None)
    return is_blank(value.strip() if isinstance(value, str) else value)


def _nothing(page, form):
    return ()


def _of_minors(page, form):
    """Who decides along, by a name that is not the client's own; and an adult in the room."""
    if not minors.is_minor(form):
        return
    yield from ((name, words) for name, words in OF_MINORS.items() if _is_blank(page, name))
    if minors.is_one_of(minors.signer(form), minors.own_names(form)):
        yield "guardian_name", minors.OWN_NAME
    present = getattr(page, "guardian_present", "")
    chaperone = getattr(form.comfort, "chaperone", "")
    if lacking := adults.missing(minors.age(form), present, chaperone):
        yield "guardian_present", adults.ASK[lacking]


def _a_reason(page, form):
    if _is_blank(page, "kinds") and _is_blank(page, "goal"):
        yield "kinds", _("Choose what you are hoping for, or say it in your own words.")


def _places(page, form):
    """Words, a mark on the body map, or "no such place"; never both a place and none."""
    nothing = bool(page and page.nothing_to_avoid)
    marked = not _is_blank(page, "avoid") or form.avoids
    if nothing and marked:
        yield "nothing_to_avoid", CONTRADICTION
    elif not nothing and not marked:
        yield (
            "nothing_to_avoid",
            _("Name the places we should not touch, or tick “There is no such place”."),
        )


LOOK = gettext_lazy("See whether your name is right, then press Next.")
CONTRADICTION = gettext_lazy(
    "You named or marked a place to avoid, and ticked that there is none. Change one of them."
)
MORE = {"about": _of_minors, "goals": _a_reason, "comfort": _places}
