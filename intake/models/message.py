"""Every mail that went to a client: when and of which kind, never its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models import Client
from clinic.models.rules import one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows


class Message(models.Model):
    """One mail about one intake."""

    class Kind(models.TextChoices):
        LINK = "link", _("The link")
        CODE = "code", _("A code")
        REMINDER = "reminder", _("A reminder")

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="messages")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    sent_at = models.DateTimeField()

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["intake", "-id"], name="messages_about_an_intake")]
        constraints = [one_of("kind", ["link", "code", "reminder"])]

    def __str__(self):
        return f"message {self.pk}"
