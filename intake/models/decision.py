"""What the therapist decides after reading an intake. A later decision is a new row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from clinic.models.rules import one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows


class Outcome(models.TextChoices):
    GO_AHEAD = "go_ahead", _("Go ahead")
    WITH_CHANGES = "with_changes", _("Go ahead, with changes")
    NO_ABDOMINAL = "no_abdominal_pressure", _("No abdominal pressure")
    HOLD = "hold", _("Hold")
    NOT_SUITABLE = "not_suitable", _("Not suitable")


class Decision(models.Model):
    """One decision. In force until it expires or any newer answer of the client exists."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="decisions")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("Decision"), max_length=30, choices=Outcome)
    conditions = models.TextField(
        _("What has to be so"),
        blank=True,
        help_text=_("Changes to make, or the letter you are waiting for."),
    )
    reason = models.TextField(
        _("Why it is safe all the same"),
        blank=True,
        help_text=_("Needed when an answer asks for a clearance or an adjustment."),
    )
    until = models.DateField(_("Hold until"), null=True, blank=True)
    expires_on = models.DateField(
        _("This decision expires on"), help_text=_("The last day on which it counts.")
    )
    decided_at = models.DateTimeField(editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    rules = models.CharField(max_length=40, blank=True, editable=False)  # the table's version
    after_answer = models.BigIntegerField(editable=False)  # the newest answer it has seen

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="newest_decision_of_a_client")]
        constraints = [
            one_of("outcome", Outcome.values),
            models.UniqueConstraint(fields=["id", "client"], name="decisions_and_their_client"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(outcome="hold"), name="only_a_hold_has_an_end"
            ),
        ]

    def __str__(self):
        return f"decision {self.pk}"
