"""The history: who did or read what. Rows are written by the database's own function."""

from django.db import models

from clinic.journey import LABELS


class AuditEntry(models.Model):
    """One step of one person. Chained to the row before it; ids only, never clinical words."""

    id = models.BigIntegerField(primary_key=True)  # 1, 2, 3 …: a missing number is a missing row
    at = models.DateTimeField()
    actor = models.CharField(max_length=10)  # staff, link, job, none
    user_id = models.BigIntegerField(null=True)
    intake_id = models.BigIntegerField(null=True)
    step = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)  # as text: "notes.note:42"
    client_id = models.BigIntegerField(null=True)
    address = models.CharField(max_length=45)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["client_id", "-id"], name="history_of_a_client"),
            models.Index(fields=["user_id", "-id"], name="history_of_a_person"),
        ]

    def __str__(self):
        return f"step {self.pk}"

    @property
    def label(self):
        """The step in words."""
        return LABELS.get(self.step, self.step)
