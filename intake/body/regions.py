"""The places of the body map (domain 2.4), and which zones of the work lie under them (2.2)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Region:
    """One place. `paired`: there is a left and a right one. `consent`: its class (domain 8.3)."""

    code: str
    view: str  # front, back, side, rest
    paired: bool
    label: Promise
    consent: str = "general_treatment"

    @property
    def sides(self):
        """The sides that exist, the client's own."""
        return ("left", "right") if self.paired else ("mid",)


REGIONS = (
    Region("f_costal", "front", True, _("lower rib edge"), "abdomen"),
    Region("f_abd_upper", "front", True, _("upper belly"), "abdomen"),
    Region("f_umbilical", "front", False, _("around the navel"), "abdomen"),
    Region("f_abd_lower", "front", True, _("lower belly"), "abdomen"),
    Region("f_iliac_fossa", "front", True, _("inside the hip bone"), "abdomen"),
    Region("f_suprapubic", "front", False, _("above the pubic bone"), "restricted"),
    Region("f_groin", "front", True, _("hip crease and groin"), "groin"),
    Region("f_hip_ant", "front", True, _("front of the hip")),
    Region("f_thigh_ant", "front", True, _("front of the thigh")),
    Region("f_thigh_med", "front", True, _("inner thigh"), "upper_inner_thigh"),
    Region("b_thoracolumbar", "back", True, _("lower ribs at the back")),
    Region("b_flank", "back", True, _("flank")),
    Region("b_lumbar", "back", True, _("low back")),
    Region("b_sacrum", "back", False, _("sacrum")),
    Region("b_si", "back", True, _("back of the pelvis")),
    Region("b_glute", "back", True, _("buttock"), "gluteal"),
    Region("b_thigh_post", "back", True, _("back of the thigh")),
    Region("s_hip_lat", "side", True, _("outer hip")),
    Region("head_neck", "rest", False, _("head and neck")),
    Region("shoulder", "rest", True, _("shoulder")),
    Region("arm", "rest", True, _("arm and hand")),
    Region("chest", "rest", True, _("chest"), "chest"),
    Region("knee", "rest", True, _("knee")),
    Region("lower_leg", "rest", True, _("lower leg")),
    Region("foot", "rest", True, _("foot")),
)
BY_CODE = {region.code: region for region in REGIONS}
CODES = tuple(BY_CODE)

# Zone to regions, domain 2.4: what an avoid mark on a region closes.
UNDER = {
    "Z1_abd_upper": ("f_abd_upper", "f_umbilical"),
    "Z2_abd_lower": ("f_abd_lower",),
    "Z3_iliac_fossa": ("f_iliac_fossa",),
    "Z4_inguinal": ("f_groin",),
    "Z5_femoral_tendon": ("f_groin",),
    "Z6_lesser_troch": ("f_thigh_med",),
    "Z7_costal_margin": ("f_costal",),
    "Z8_lumbar_post": ("b_lumbar", "b_flank"),
    "Z9_hip_lateral_ant": ("f_hip_ant", "s_hip_lat"),
    "Z10_glute_sacrum": ("b_glute", "b_sacrum"),
}


def name(code, side):
    """“Hip crease and groin, left”; middle places have no side to name."""
    label = capfirst(BY_CODE[code].label)
    if side == "left":
        return gettext("%(place)s, left") % {"place": label}
    if side == "right":
        return gettext("%(place)s, right") % {"place": label}
    return label


def zones_under(region):
    """The zones that lie under a region."""
    return tuple(zone for zone, found in UNDER.items() if region in found)
