"""How the work was adapted to an answer that says “adjust” (domain 3.1 and 3.4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notes.models.session import stamp

REASON_LEAST = 20  # characters, domain 3.1: whoever leaves it says why
AT_LENGTH = r"\S(.|\n){18,}\S"


class Adaptation(models.Model):
    """The therapist's word on one answer at one visit: adapted, or why not.

    `asked`: what the screening table says, in the words that were shown.
    """

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="adaptations")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    code = models.CharField(max_length=10)
    asked = models.CharField(_("What to adapt"), max_length=2000)
    used = models.BooleanField(_("Adapted"))
    reason = models.CharField(_("Why not"), max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("clinic.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "code"], name="one_adaptation_per_answer"),
            models.CheckConstraint(
                condition=Q(used=True, reason="") | Q(used=False, reason__regex=AT_LENGTH),
                name="what_was_not_adapted_says_why_in_twenty_characters",
            ),
        ]

    def __str__(self):
        return f"adaptation {self.pk}"

    def facts(self):
        """The row as its page shows it."""
        return {
            "code": self.code,
            "asked": self.asked,
            "used": self.used,
            "reason": self.reason,
            "at": stamp(self.at),
            "by": self.by_id,
        }
