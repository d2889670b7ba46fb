"""Marks on the body map: where it hurts, where hands are welcome, where they stay away."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client
from clinic.models.rules import between, one_of
from intake.body import regions
from intake.models.intake import Intake
from intake.models.rows import ClientRows


class MarkKind(models.TextChoices):
    """What a client marks (domain 2.4, `mark_type`)."""

    PAIN = "pain", _("It hurts here")
    REFERRED = "referred_pain", _("The pain spreads to here")
    NUMB = "numbness", _("Numb")
    TINGLING = "tingling", _("Tingling")
    TIGHT = "tightness", _("Tight")
    SCAR = "scar", _("A scar")
    DEVICE = "device", _("A device or implant")
    BRUISE = "bruise", _("A bruise")
    AVOID = "avoid", _("Please do not touch")
    PREFERRED = "preferred", _("Please work here")


FELT = (MarkKind.PAIN, MarkKind.REFERRED)  # only these have a number
MOST = 60  # marks on one intake: more than anybody needs, few enough to read
MOST_PAINS = 10  # places that hurt (domain 4.1)


class Quality(models.TextChoices):
    ACHING = "aching", _("Aching")
    SHARP = "sharp", _("Sharp")
    BURNING = "burning", _("Burning")
    PULLING = "pulling", _("Pulling")
    THROBBING = "throbbing", _("Throbbing")
    ELECTRIC = "electric", _("Like electricity")
    CRAMPING = "cramping", _("Cramping")
    STIFF = "stiff", _("Stiff")
    DEEP = "deep", _("Deep")


class Side(models.TextChoices):
    """Always the client's own left and right."""

    LEFT = "left", _("left")
    RIGHT = "right", _("right")
    MID = "mid", _("middle")


RESTRICTED = [region.code for region in regions.REGIONS if region.consent == "restricted"]
PAIRED = [region.code for region in regions.REGIONS if region.paired]


class Mark(models.Model):
    """One kind of mark on one region of one intake's body map. Sealed when the intake is sent."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="marks")
    client = models.ForeignKey(Client, models.PROTECT, related_name="marks")
    region = models.CharField(max_length=20)
    side = models.CharField(max_length=5, choices=Side)
    kind = models.CharField(max_length=15, choices=MarkKind)
    intensity = models.PositiveSmallIntegerField(null=True, blank=True)
    qualities = ArrayField(models.CharField(max_length=10, choices=Quality), default=list)
    words = models.TextField(blank=True, validators=[MaxLengthValidator(200)])
    marked_at = models.DateTimeField()

    objects = ClientRows.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("region", regions.CODES),
            one_of("side", Side.values),
            one_of("kind", MarkKind.values),
            between("intensity", 0, 10),
            models.CheckConstraint(
                condition=Q(intensity=None) | Q(kind__in=[kind.value for kind in FELT]),
                name="only_pain_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(qualities__contained_by=Quality.values),
                name="qualities_of_pain_are_listed",
            ),
            models.CheckConstraint(
                condition=Q(region__in=PAIRED, side__in=[Side.LEFT, Side.RIGHT])
                | (~Q(region__in=PAIRED) & Q(side=Side.MID)),
                name="marks_have_a_side_that_exists",
            ),
            models.CheckConstraint(
                condition=~Q(region__in=RESTRICTED, kind=MarkKind.PREFERRED),
                name="no_hands_are_asked_to_a_restricted_place",
            ),
            models.UniqueConstraint(
                fields=["intake", "region", "side", "kind"], name="one_mark_of_a_kind_per_place"
            ),
        ]

    def __str__(self):
        return f"mark {self.pk}"
