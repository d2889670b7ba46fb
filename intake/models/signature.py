"""What somebody drew with a finger to sign. Sealed with the intake."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models import Client
from clinic.models.rules import one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows

MOST_BYTES = 200_000  # kept by the database: signatures_are_small


class Role(models.TextChoices):
    """Who signs (domain 8.2, `signer_role`)."""

    CLIENT = "client", _("the client")
    GUARDIAN = "guardian", _("a parent or guardian")


class Signature(models.Model):
    """One drawn signature on one intake: a PNG that we made anew from what was drawn."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="signatures")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    png = models.BinaryField()
    drawn_at = models.DateTimeField()

    objects = ClientRows.as_manager()

    class Meta:
        constraints = [
            one_of("role", Role.values),
            models.UniqueConstraint(fields=["intake", "role"], name="one_signature_per_signer"),
        ]

    def __str__(self):
        return f"signature {self.pk}"
