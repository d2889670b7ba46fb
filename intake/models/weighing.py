"""What the gate said at a visit, kept as it was said (domain 3.4, last line)."""

from django.db import models
from django.db.models import Q

from clinic.models import Client, User, Visit
from intake.models.rows import ClientRows


class Weighing(models.Model):
    """The gate's answer at one visit, until the next row of that visit says otherwise.

    `found`: as `intake.weighing.told` puts it. `rules`: the version of the table. `after_answer`:
    the newest answer that it knew. A new row only where the answer differs from the last one.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="weighings")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    rules = models.CharField(max_length=60)
    after_answer = models.BigIntegerField()
    found = models.JSONField()

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["visit", "-id"], name="weighings_of_a_visit")]
        constraints = [
            models.CheckConstraint(condition=~Q(rules=""), name="weighings_name_their_table"),
            models.CheckConstraint(
                condition=Q(found__has_keys=["places", "adapt", "stops", "notes"]),
                name="weighings_say_all_that_was_weighed",
            ),
        ]

    def __str__(self):
        return f"weighing {self.pk}"
