"""Which cushion lay where (domain 7.2), as a note keeps it: "under_knees:round_bolster"."""

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Cushion(TextChoices):
    """Domain 7.2, `type`: what the intake offers, in the therapist's words."""

    ROUND_BOLSTER = "round_bolster", gettext_lazy("Round bolster")
    HALF_ROUND = "half_round_bolster", gettext_lazy("Half-round bolster")
    WEDGE = "wedge", gettext_lazy("Wedge")
    TRIANGLE = "triangle", gettext_lazy("Triangle")
    PILLOW = "pillow", gettext_lazy("Pillow")
    PREGNANCY = "pregnancy_pillow", gettext_lazy("Long curved pillow")
    NECK_ROLL = "neck_roll", gettext_lazy("Neck roll")
    TOWEL_ROLL = "towel_roll", gettext_lazy("Rolled towel")
    BELLY_WEDGE = "belly_wedge", gettext_lazy("Belly wedge")
    EYE_PILLOW = "eye_pillow", gettext_lazy("Eye pillow")
    BLANKET = "weighted_blanket", gettext_lazy("Weighted blanket")
    OWN = "own_item", gettext_lazy("Something of their own")


class Spot(TextChoices):
    """Domain 7.2, `placement`."""

    KNEES = "under_knees", gettext_lazy("Under the knees")
    ANKLES = "under_ankles", gettext_lazy("Under the ankles")
    HEAD = "under_head", gettext_lazy("Under the head")
    NECK = "neck", gettext_lazy("At the neck")
    LUMBAR = "lumbar", gettext_lazy("At the low back")
    BETWEEN_KNEES = "between_knees", gettext_lazy("Between the knees")
    BETWEEN_ANKLES = "between_ankles", gettext_lazy("Between the ankles")
    BELLY = "under_belly", gettext_lazy("Under the belly")
    BACK = "behind_back", gettext_lazy("Behind the back")
    PELVIS = "under_pelvis", gettext_lazy("Under the hips")
    ARM = "under_arm", gettext_lazy("Under the arm")
    CHEST = "chest_hug", gettext_lazy("To hug")
    EYES = "over_eyes", gettext_lazy("Over the eyes")
    BODY = "over_body", gettext_lazy("Over the body")


MOST = len(Spot)  # one for each spot
PAIRS = [f"{spot}:{cushion}" for spot in Spot.values for cushion in Cushion.values]


def words(pairs):
    """“Under the knees: round bolster · Under the head: pillow”; empty when nothing was noted."""
    told = []
    for pair in pairs or ():
        spot, _colon, cushion = pair.partition(":")
        facts = {"spot": Spot(spot).label, "cushion": str(Cushion(cushion).label).lower()}
        told.append(_("%(spot)s: %(cushion)s") % facts)
    return " · ".join(told)


def rows(chosen):
    """For each spot its word and what may lie there: [(word, [(pair, word, is it chosen)])]."""
    return [
        (
            spot.label,
            [
                (f"{spot}:{cushion}", cushion.label, f"{spot}:{cushion}" in chosen)
                for cushion in Cushion
            ],
        )
        for spot in Spot
    ]
