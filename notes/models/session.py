"""What hangs on a note while it is a draft: techniques, check-ins, ticks, and saves."""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models.rules import between, one_of, only_after, together
from notes.models.moments import when_words

SIDES = [("left", _("Left")), ("right", _("Right")), ("midline", _("Middle"))]
PHASES = [("before", _("Before")), ("during", _("During")), ("after", _("After"))]

TEN = [MaxValueValidator(10)]

# Domain 5.2: which tools and motions belong to which technique ("fingers" = tips or pads).
TOOLS_OF = {
    "gentle_pressure": ["fingertips", "finger_pads", "knuckles", "palm"],
    "kneading": ["fingertips", "finger_pads", "knuckles"],
    "stripping": ["fingertips", "finger_pads", "thumbs"],
    "deep_breathing": ["none", "client_own_hand"],
}
MOTIONS_OF = {
    "gentle_pressure": ["static", "sink_and_wait"],
    "kneading": ["circular", "back_and_forth"],
    "stripping": ["longitudinal_glide"],
    "deep_breathing": ["none"],
}


def stamp(moment):
    """A moment as UTC text with microseconds, the same on every machine."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def fits(column, table, name):
    """`column` holds one of the words that `table` lists for the row's technique."""
    listed = Q()
    for technique, words in table.items():
        listed |= Q(technique=technique, **{f"{column}__in": words})
    return models.CheckConstraint(condition=listed, name=name)


class Treatment(models.Model):
    """One technique on one side and zone, in the order it was entered.

    `done_at` is when it was entered, or earlier where it was done before a stop and entered after
    it: such a row is held against what stood then. Rows of before these times were kept have
    neither: when is not known.
    """

    class Technique(models.TextChoices):
        GENTLE_PRESSURE = "gentle_pressure", _("Gentle pressure")
        KNEADING = "kneading", _("Kneading")
        STRIPPING = "stripping", _("Stripping")
        DEEP_BREATHING = "deep_breathing", _("Deep breathing")

    class Tool(models.TextChoices):
        FINGERTIPS = "fingertips", _("Fingertips")
        FINGER_PADS = "finger_pads", _("Finger pads")
        KNUCKLES = "knuckles", _("Knuckles")
        THUMBS = "thumbs", _("Thumbs")
        PALM = "palm", _("Palm")
        CLIENT_OWN_HAND = "client_own_hand", _("The client's own hand")
        NONE = "none", _("No touch")

    class Motion(models.TextChoices):
        STATIC = "static", _("Held still")
        SINK_AND_WAIT = "sink_and_wait", _("Sink and wait")
        CIRCULAR = "circular", _("Circles")
        BACK_AND_FORTH = "back_and_forth", _("Back and forth")
        LONGITUDINAL_GLIDE = "longitudinal_glide", _("Glide along the fibers")
        NONE = "none", _("No motion")

    class Zone(models.TextChoices):
        """Domain 2.2. The first six touch the psoas directly."""

        Z1 = "Z1_abd_upper", _("Z1 Belly beside the navel")
        Z2 = "Z2_abd_lower", _("Z2 Lower belly, halfway to the hip bone")
        Z3 = "Z3_iliac_fossa", _("Z3 Inside the hip bone")
        Z4 = "Z4_inguinal", _("Z4 Along the groin crease")
        Z5 = "Z5_femoral_tendon", _("Z5 Front of the hip, below the crease")
        Z6 = "Z6_lesser_troch", _("Z6 Deep inner top of the thigh")
        Z7 = "Z7_costal_margin", _("Z7 Under the ribs")
        Z8 = "Z8_lumbar_post", _("Z8 Low back")
        Z9 = "Z9_hip_lateral_ant", _("Z9 Side and front of the hip")
        Z10 = "Z10_glute_sacrum", _("Z10 Back of the pelvis")

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="treatments")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    seq = models.PositiveSmallIntegerField()
    technique = models.CharField(_("Technique"), max_length=30, choices=Technique)
    contact_tool = models.CharField(_("With"), max_length=30, choices=Tool)
    motion = models.CharField(_("Motion"), max_length=30, choices=Motion)
    side = models.CharField(_("Side"), max_length=10, choices=SIDES)
    zone = models.CharField(_("Zone"), max_length=30, choices=Zone)
    pressure_level = models.PositiveSmallIntegerField(
        _("Pressure level"),
        null=True,
        blank=True,
        help_text=_("Yours, 1 to 5: 1 skin contact, 3 usual massage, 5 very strong."),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    pressure_perceived = models.PositiveSmallIntegerField(
        _("Felt"),
        null=True,
        blank=True,
        help_text=_("The client's number, 0 to 10. Ask."),
        validators=TEN,
    )
    duration_s = models.PositiveSmallIntegerField(
        _("How long"),
        help_text=_("5 seconds to 30 minutes."),
        validators=[MinValueValidator(5), MaxValueValidator(1800)],
    )
    words = models.CharField(_("Anything to add"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("Done at"), null=True, editable=False)
    entered_at = models.DateTimeField(_("Entered at"), null=True, editable=False)

    class Meta:
        ordering = ["note", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["note", "seq"], name="treatments_have_an_order"),
            one_of("side", ["left", "right", "midline"]),
            one_of(
                "zone",
                [
                    "Z1_abd_upper",
                    "Z2_abd_lower",
                    "Z3_iliac_fossa",
                    "Z4_inguinal",
                    "Z5_femoral_tendon",
                    "Z6_lesser_troch",
                    "Z7_costal_margin",
                    "Z8_lumbar_post",
                    "Z9_hip_lateral_ant",
                    "Z10_glute_sacrum",
                ],
            ),
            fits("contact_tool", TOOLS_OF, "tools_belong_to_the_technique"),
            fits("motion", MOTIONS_OF, "motions_belong_to_the_technique"),
            between("pressure_level", 1, 5),
            between("pressure_perceived", 0, 10),
            between("duration_s", 5, 1800),
            together("done_at", "entered_at"),
            only_after("entered_at", "done_at"),
            models.CheckConstraint(
                condition=Q(pressure_level__isnull=False) | Q(technique="deep_breathing"),
                name="only_breathing_has_no_pressure_level",
            ),
        ]

    def __str__(self):
        return f"treatment {self.pk}"

    @property
    def is_late(self):
        """Was it entered after the stop that it was done before?"""
        return self.done_at != self.entered_at

    @property
    def when(self):
        """When it was done and entered, in words."""
        return when_words(self.done_at, self.entered_at)

    def facts(self):
        """The row as its page shows it; without its times it is bound as it was before them."""
        names = (
            "seq technique contact_tool motion side zone pressure_level pressure_perceived"
            " duration_s words"
        )
        times = {name: getattr(self, name) for name in ("done_at", "entered_at")}
        return {name: getattr(self, name) for name in names.split()} | {
            name: stamp(moment) for name, moment in times.items() if moment
        }


class CheckIn(models.Model):
    """One answer of the client during the session: how it feels, and what they want."""

    class Wants(models.TextChoices):
        LIGHTER = "lighter", _("Lighter")
        RIGHT = "right", _("Just right")
        DEEPER = "deeper", _("Deeper")
        STOP = "stop", _("Stop")

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="check_ins")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    # Empty for a stop that names no side.
    side = models.CharField(_("Side"), max_length=10, choices=SIDES, blank=True)
    felt = models.PositiveSmallIntegerField(_("Felt"), null=True, blank=True, validators=TEN)
    wants = models.CharField(_("Wants"), max_length=10, choices=Wants)
    pain = models.PositiveSmallIntegerField(_("Pain"), null=True, blank=True, validators=TEN)
    at = models.DateTimeField()

    class Meta:
        ordering = ["note", "at", "pk"]
        constraints = [
            one_of("side", ["left", "right", "midline"], blank=True),
            one_of("wants", ["lighter", "right", "deeper", "stop"]),
            between("felt", 0, 10),
            between("pain", 0, 10),
        ]

    def __str__(self):
        return f"check-in {self.pk}"

    def facts(self):
        """The row as its page shows it."""
        return {
            "side": self.side,
            "felt": self.felt,
            "wants": self.wants,
            "pain": self.pain,
            "at": stamp(self.at),
        }


class Tick(models.Model):
    """One checklist item of one note: the words as asked, and the therapist's answer."""

    class Answer(models.TextChoices):
        DONE = "done", _("Done")
        NA = "na", _("Not applicable")
        NOT_DONE = "not_done", _("Not done")

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="ticks")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    item = models.CharField(max_length=10)
    phase = models.CharField(max_length=10, choices=PHASES)
    asked = models.CharField(max_length=300)
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer)
    reason = models.CharField(_("Why not"), max_length=500, blank=True)
    live = models.BooleanField()  # made during the visit, not recalled later
    at = models.DateTimeField()
    by = models.ForeignKey("clinic.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "item"], name="one_tick_per_item"),
            one_of("phase", ["before", "during", "after"]),
            one_of("answer", ["done", "na", "not_done"]),
            models.CheckConstraint(
                condition=~Q(answer="not_done") | ~Q(reason=""),
                name="what_was_not_done_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"tick {self.pk}"

    def facts(self):
        """The row as its page shows it."""
        return {
            "item": self.item,
            "phase": self.phase,
            "asked": self.asked,
            "answer": self.answer,
            "reason": self.reason,
            "live": self.live,
            "at": stamp(self.at),
            "by": self.by_id,
        }


class DraftSave(models.Model):
    """One save that was acknowledged; a retry with the same key is answered from it."""

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="saves")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    key = models.UUIDField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "key"], name="a_save_happens_once"),
        ]

    def __str__(self):
        return f"save {self.pk}"
