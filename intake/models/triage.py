"""What a therapist makes of a condition that is on no list. A later triage is a new row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from clinic.models.rules import one_of
from intake.body import zones
from intake.models.decision import AT_LENGTH
from intake.models.health import SEVERITIES, Answer
from intake.models.rows import ClientRows


class Sides(models.TextChoices):
    BOTH = "both", _("Both sides")
    LEFT = "left", _("Left")
    RIGHT = "right", _("Right")


SOMEWHERE = ("S", "C")  # the severities that name their places; the others hold everywhere


class Triage(models.Model):
    """One therapist's word on one told condition (domain 3.3.1): how much it weighs, and where.

    `words`: exactly what it is about. Once the client says something else it counts no longer; the
    same words again bring it back. Of several about the same words the newest counts.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="triages")
    about = models.ForeignKey(Answer, models.PROTECT, editable=False, related_name="+")
    words = models.CharField(_("In the client’s words"), max_length=500, editable=False)
    severity = models.CharField(_("How much does it weigh?"), max_length=1)
    zones = ArrayField(models.CharField(max_length=20), verbose_name=_("For which places?"))
    side = models.CharField(_("On which side?"), max_length=5, choices=Sides, default=Sides.BOTH)
    reason = models.CharField(
        _("Why, and what to do"),
        max_length=500,
        help_text=_("At least 20 characters. It stands on the cards and on paper."),
    )
    triaged_at = models.DateTimeField(editable=False)
    triaged_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="triages_of_a_client")]
        constraints = [
            one_of("severity", SEVERITIES),
            one_of("side", Sides.values),
            models.CheckConstraint(
                condition=Q(zones__contained_by=list(zones.ALL)) & Q(zones__len__gt=0),
                name="triages_name_known_zones",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=SOMEWHERE)
                | Q(zones__contains=list(zones.ALL), side=Sides.BOTH),
                name="only_a_lock_or_a_clearance_is_for_some_places",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=AT_LENGTH),
                name="triages_say_why_in_twenty_characters",
            ),
        ]

    def __str__(self):
        return f"triage {self.pk}"
