"""The places that the screening table speaks of (domain 2.2)."""

from django.utils.translation import gettext_lazy as _

DIRECT = (
    "Z1_abd_upper",
    "Z2_abd_lower",
    "Z3_iliac_fossa",
    "Z4_inguinal",
    "Z5_femoral_tendon",
    "Z6_lesser_troch",
)
BELLY = (*DIRECT, "Z7_costal_margin")  # what "no abdominal pressure" leaves alone
ALL = (*BELLY, "Z8_lumbar_post", "Z9_hip_lateral_ant", "Z10_glute_sacrum")

# The zones that each class of consent covers (domain 2.2 and 8.3).
BY_CONSENT = {
    "general_treatment": ("Z8_lumbar_post", "Z9_hip_lateral_ant"),
    "abdomen": ("Z1_abd_upper", "Z2_abd_lower", "Z3_iliac_fossa", "Z7_costal_margin"),
    "groin": ("Z4_inguinal", "Z5_femoral_tendon"),
    "upper_inner_thigh": ("Z6_lesser_troch",),
    "gluteal": ("Z10_glute_sacrum",),
}

LABELS = {
    "Z1_abd_upper": _("upper belly"),
    "Z2_abd_lower": _("lower belly"),
    "Z3_iliac_fossa": _("inside the hip bone"),
    "Z4_inguinal": _("groin crease"),
    "Z5_femoral_tendon": _("front of the hip"),
    "Z6_lesser_troch": _("inner top of the thigh"),
    "Z7_costal_margin": _("under the ribs"),
    "Z8_lumbar_post": _("low back"),
    "Z9_hip_lateral_ant": _("side of the hip"),
    "Z10_glute_sacrum": _("buttock and sacrum"),
}


def spread(scope):
    """The zones that a question's scope names; `["all"]` is every zone."""
    return ALL if "all" in scope else tuple(scope)
