"""What this clinic sets for itself. Every version is kept; the newest counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models import User
from clinic.models.rules import between

LEAST, MOST = 30, 1095  # days


class ClinicSettings(models.Model):
    """One version of the clinic's own settings."""

    counts_days = models.PositiveSmallIntegerField(
        _("An intake counts for"),
        help_text=_("In days. A booking beyond that asks the client for a new intake."),
    )
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [between("counts_days", LEAST, MOST)]

    def __str__(self):
        return f"clinic settings {self.pk}"
