"""What a client is asked to agree to, in our own words (domain 8.3 and 8.4).

Every consent keeps the words that were shown, so a better wording never changes an old answer.
"""

from django.utils.translation import gettext_lazy as _

from intake.models.consent import Choice, Kind

OFFERED = (Choice.GIVEN, Choice.LIMITS, Choice.DECLINED, Choice.TALK)

WORDINGS = {
    Kind.GENERAL: _(
        "We work with our hands on muscles around the hips, belly and back, with stretching, "
        "movement and breathing. It may ease what brings you here; we cannot promise that. "
        "You may feel sore or find a bruise for a day or two, feel light-headed when you get up, "
        "or feel uneasy in your belly. Rarely a nerve is irritated, something bleeds, or a hidden "
        "illness gets worse. You could also choose stretching, work that leaves the belly alone, "
        "breathing, a doctor or physiotherapist, or nothing at all. You may ask anything, and you "
        "may change or stop the visit at any moment without a reason."
    ),
    Kind.ABDOMEN: _(
        "The psoas lies deep behind the belly. To reach it we sink in slowly beside the navel or "
        "inside the hip bone, only as far as you say. We ask again at every visit, and before "
        "each hand is placed."
    ),
    Kind.GROIN: _(
        "The muscle passes under the crease of the hip. We would touch the crease itself, over "
        "cloth or a tucked sheet. Breasts and genitals stay covered and are never touched."
    ),
    Kind.INNER_THIGH: _(
        "The muscle ends high on the inner thigh. We would work there with the leg covered and "
        "the sheet tucked by you, or by us after asking."
    ),
    Kind.GLUTEAL: _(
        "The muscles of the buttocks work against the psoas. We would work on them through the "
        "sheet or with only one side uncovered."
    ),
    Kind.CHEST: _(
        "Breathing muscles between the ribs and below the collarbone can be part of the work. "
        "Breast tissue is never touched."
    ),
}
