"""Which adult is in the room while somebody under age is treated (domain 8.6).

Under sixteen there always is one: the parent or guardian, or a chaperone. From then on the clinic
decides (`settings.GUARDIAN_PRESENT`): required, offered at each visit, or optional.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy

from intake.minors import YOUNG
from intake.models.choices import Chaperone
from intake.models.choices_person import InTheRoom

CHAPERONES = (Chaperone.OWN, Chaperone.CLINIC)
GUARDIAN, ADULT = "guardian", "adult"
# What the form asks for, and what the card tells.
ASK = {
    GUARDIAN: gettext_lazy(
        "Here a parent or guardian stays in the room until you are of age. Say that they will be "
        "there all the time."
    ),
    ADULT: gettext_lazy(
        "Under 16 another adult stays in the room. Say that your parent or guardian will be there "
        "all the time, or choose somebody on the page about your comfort."
    ),
}
TELL = {
    GUARDIAN: gettext_lazy("a parent or guardian has to be in the room; none is named"),
    ADULT: gettext_lazy("an adult has to be in the room; none is named"),
}


def missing(age, present, chaperone):
    """GUARDIAN or ADULT, whoever has to be there and is not named; empty when all is well.

    `present`, `chaperone`: what the form says, or empty.
    """
    if present == InTheRoom.YES:
        return ""
    if settings.GUARDIAN_PRESENT == "required":
        return GUARDIAN
    return ADULT if age < YOUNG and chaperone not in CHAPERONES else ""


def to_offer(present):
    """Is there still somebody to offer a place in the room to?"""
    return settings.GUARDIAN_PRESENT == "offered" and present != InTheRoom.YES
