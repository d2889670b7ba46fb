"""When the date of birth on the form is not the one on record, a therapist looks who it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from intake.models.intake import Intake
from intake.models.rows import ClientRows


class PersonCheck(models.Model):
    """A therapist's word that this intake is this client's, and how they found out."""

    intake = models.OneToOneField(Intake, models.PROTECT, related_name="person_check")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    how = models.CharField(_("How did you find out?"), max_length=500)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ClientRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(how=""), name="person_checks_say_how"),
        ]

    def __str__(self):
        return f"person check {self.pk}"
