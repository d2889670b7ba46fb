"""The words of the form as they were shown: kept once, however many people saw them."""

from django.db import models


class Form(models.Model):
    """One wording of the whole form: labels, choices, questions, agreements. Never changes."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the words
    words = models.JSONField()  # see intake.sheet.frozen

    def __str__(self):
        return f"form {self.pk}"
