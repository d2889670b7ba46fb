"""The places that the screening table speaks of (domain 2.2)."""

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


def spread(scope):
    """The zones that a question's scope names; `["all"]` is every zone."""
    return ALL if "all" in scope else tuple(scope)
