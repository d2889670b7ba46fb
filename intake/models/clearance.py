"""Letters from somebody who knows the client's health. Every change is a new row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from clinic.models.rules import one_of
from intake.body import zones
from intake.models.health import Answer
from intake.models.rows import ClientRows

MOST_BYTES = 2_000_000  # kept by the database: letters_are_small


class Method(models.TextChoices):
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone call")
    PORTAL = "portal", _("Patient portal")


class Clearance(models.Model):
    """One provider's word on one condition of one client (domain 3.1): who, what for, how long."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="clearances")
    code = models.CharField(_("For which answer?"), max_length=10)  # of the screening table
    about = models.ForeignKey(  # that very answer; None where it follows from age and sex alone
        Answer, models.PROTECT, null=True, editable=False, related_name="+"
    )
    provider_name = models.CharField(_("Who gave it?"), max_length=200)
    provider_role = models.CharField(_("What are they?"), max_length=100)
    contact = models.CharField(_("How can they be reached?"), max_length=200, blank=True)
    method = models.CharField(_("How did it come?"), max_length=10, choices=Method)
    dated_on = models.DateField(_("Date of the letter"))
    expires_on = models.DateField(_("Good until"), help_text=_("The last day on which it counts."))
    zones = ArrayField(models.CharField(max_length=20), verbose_name=_("For which places?"))
    scope = models.TextField(_("What is allowed, in their words"))
    restrictions = models.TextField(_("What is not allowed"), blank=True)
    revoked = models.BooleanField(_("It no longer counts"), default=False)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="clearances_of_a_client")]
        constraints = [
            one_of("method", Method.values),
            models.CheckConstraint(
                condition=Q(zones__contained_by=list(zones.ALL)) & Q(zones__len__gt=0),
                name="clearances_name_known_zones",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("dated_on")), name="clearances_end_after_they_begin"
            ),
            models.UniqueConstraint(fields=["id", "client"], name="clearances_and_their_client"),
        ]

    def __str__(self):
        return f"clearance {self.pk}"


class Letter(models.Model):
    """The file of a clearance, at most 2 MB; kept apart, so that no list ever loads it."""

    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPEG"

    clearance = models.OneToOneField(Clearance, models.PROTECT, related_name="letter")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = ClientRows.as_manager()

    class Meta:
        constraints = [
            one_of("kind", ["application/pdf", "image/png", "image/jpeg"]),
        ]

    def __str__(self):
        return f"letter {self.pk}"
