"""How firm, how far, and how somebody says stop: the sixth page."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clinic.models.rules import between, one_of
from intake.models import choices
from intake.models.sections import Section, number, pick, words
from intake.models.texts import about

# The areas a client sets apart, each with the zones it covers (domain 2.2 and 6.2).
AREAS = {
    "belly": ("Z1_abd_upper", "Z2_abd_lower", "Z3_iliac_fossa", "Z7_costal_margin"),
    "groin": ("Z4_inguinal", "Z5_femoral_tendon"),
    "thigh": ("Z6_lesser_troch",),
    "back": ("Z8_lumbar_post",),
    "hip": ("Z9_hip_lateral_ant",),
    "glute": ("Z10_glute_sacrum",),
}


def here_level(area):
    """The firmest level 1–5 for one area; 0 keeps hands away from it."""
    return models.PositiveSmallIntegerField(
        about(gettext_noop("%(area)s: how firm at most?"), area=area),
        null=True,
        blank=True,
        choices=choices.HereLevel,
    )


def here_limit(area):
    """The highest number 0–10 that somebody wants to feel in one area."""
    label = about(gettext_noop("%(area)s: the highest number you want to feel"), area=area)
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(10)]
    )


class Pressure(Section):
    """How firm, how far, and how somebody says stop (domain 6.2 and 7.5)."""

    general = models.PositiveSmallIntegerField(
        _("How firm do you usually like it?"),
        null=True,
        blank=True,
        choices=choices.Level,
    )
    comfort_limit = number(
        _("What is the highest number you want to feel?"),
        10,
        help_text=_("We stay below your number. You can change it at any moment."),
    )
    belly_level, belly_limit = here_level(_("Belly")), here_limit(_("Belly"))
    groin_level, groin_limit = here_level(_("Hip crease")), here_limit(_("Hip crease"))
    thigh_level, thigh_limit = here_level(_("Inner thigh")), here_limit(_("Inner thigh"))
    back_level, back_limit = here_level(_("Low back")), here_limit(_("Low back"))
    hip_level, hip_limit = here_level(_("Side of the hip")), here_limit(_("Side of the hip"))
    glute_level, glute_limit = here_level(_("Buttocks")), here_limit(_("Buttocks"))
    deep_means = words(_("What does “deep” mean to you?"), 300)
    prior_bruising = models.BooleanField(
        _("Did a massage ever leave bruises?"), null=True, blank=True, choices=choices.YES_OR_NO
    )
    feedback_style = pick(_("How shall we check the pressure with you?"), choices.Feedback)
    slow_entry = models.BooleanField(
        _("Shall we sink in extra slowly?"),
        null=True,
        blank=True,
        choices=choices.YES_NO,
    )
    stop_word = models.CharField(
        _("Which word means stop?"),
        max_length=40,
        default="stop",
        blank=True,
        help_text=_("“Stop” always works, whatever you choose here."),
    )
    stop_signal = pick(
        _("And a sign without words?"),
        choices.Signal,
        help_text=_("We practice it with you before we begin."),
    )

    face_down_signal = pick(_("And when you lie face down?"), choices.FaceDown)

    class Meta:
        constraints = [
            *(between(f"{area}_level", 0, 5) for area in AREAS),
            *(between(f"{area}_limit", 0, 10) for area in AREAS),
            one_of("face_down_signal", choices.FaceDown.values, blank=True),
            between("general", 1, 5),
            between("comfort_limit", 0, 10),
            one_of("feedback_style", choices.Feedback.values, blank=True),
            one_of("stop_signal", choices.Signal.values, blank=True),
        ]
