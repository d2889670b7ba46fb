"""The places that the screening table speaks of (domain 2.2)."""

from django.utils.translation import gettext_lazy as _

from intake.body import regions

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

SIDES = ("left", "right")  # the client's own
PLACES = tuple((zone, side) for zone in ALL for side in SIDES)

# The firmest level 1-5 that a zone bears at all (domain 2.2; Z7 says 1-2).
CAPS = dict(zip(ALL, (2, 2, 3, 1, 2, 2, 2, 3, 4, 4), strict=True))

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

# Where somebody says that something is, and the zones that this touches. What touches no zone is
# listed with none; a place that is missing here leaves the whole scope of its question in force.
SITES = {code: regions.zones_under(code) for code in regions.CODES} | {
    "upper_belly": ("Z1_abd_upper", "Z7_costal_margin"),
    "lower_belly": ("Z2_abd_lower", "Z3_iliac_fossa"),
    "groin": ("Z4_inguinal", "Z5_femoral_tendon"),
    "inner_thigh": ("Z6_lesser_troch",),
    "thigh": ("Z5_femoral_tendon", "Z6_lesser_troch", "Z9_hip_lateral_ant"),
    "hip": ("Z5_femoral_tendon", "Z9_hip_lateral_ant"),
    "low_back": ("Z8_lumbar_post",),
    "buttock": ("Z10_glute_sacrum",),
    "f_suprapubic": ("Z2_abd_lower",),
    "f_thigh_ant": ("Z9_hip_lateral_ant",),
    "b_thoracolumbar": ("Z8_lumbar_post",),
    "b_si": ("Z10_glute_sacrum",),
    "b_thigh_post": (),
    "elsewhere": (),
    "other": (),
    "none": (),
}


def spread(scope):
    """The zones that a question's scope names; `["all"]` is every zone."""
    return ALL if "all" in scope else tuple(scope)
