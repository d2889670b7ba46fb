"""What the therapist decides after reading an intake. A later decision is a new row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from clinic.models.rules import one_of
from intake.body import zones
from intake.models.intake import Intake
from intake.models.rows import ClientRows


class Outcome(models.TextChoices):
    GO_AHEAD = "go_ahead", _("Go ahead")
    WITH_CHANGES = "with_changes", _("Go ahead, with changes")
    NO_ABDOMINAL = "no_abdominal_pressure", _("No abdominal pressure")
    HOLD = "hold", _("Hold")
    NOT_SUITABLE = "not_suitable", _("Not suitable")


WAYS_AHEAD = (Outcome.GO_AHEAD, Outcome.WITH_CHANGES, Outcome.NO_ABDOMINAL)
SOMETHING = r"\S"
AT_LENGTH = r"\S(.|\n){18,}\S"  # twenty characters, domain 3.1


class Decision(models.Model):
    """One decision. What ends it stands in `intake.lasting`.

    `overrides`: the codes of the answers whose places the reason opens; no others. `reason_zones`:
    the places that it opens of these; NULL, on rows of before they were kept and on those that
    carry one on, means all that these answers close, as was promised then. `relied_on`: the letters
    it rests on. `codes`: every answer that weighed, `after_change` and `born`: the rules and the
    date of birth it was weighed by; `codes` is empty only on rows of before they were kept.
    `after_triage`: the newest triage it has seen.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="decisions")
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("Decision"), max_length=30, choices=Outcome)
    conditions = models.TextField(
        _("What has to be so"),
        blank=True,
        help_text=_("Changes to make, or the letter you are waiting for."),
    )
    reason = models.TextField(
        _("Why it is safe all the same, or why it is not suitable"),
        blank=True,
        help_text=_(
            "Needed to open a place, for a plain “Go ahead” in spite of an answer, and for “Not "
            "suitable”."
        ),
    )
    until = models.DateField(_("Hold until"), null=True, blank=True)
    expires_on = models.DateField(
        _("This decision expires on"), help_text=_("The last day on which it counts.")
    )
    decided_at = models.DateTimeField(editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    rules = models.CharField(max_length=40, blank=True, editable=False)  # the table's version
    after_answer = models.BigIntegerField(editable=False)  # the newest answer it has seen
    overrides = ArrayField(models.CharField(max_length=10), default=list, editable=False)
    reason_zones = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("Which places does your reason open?"),
        null=True,
        default=list,
    )
    relied_on = ArrayField(models.BigIntegerField(), default=list, editable=False)
    codes = ArrayField(models.CharField(max_length=10), null=True, editable=False)
    after_change = models.BigIntegerField(default=0, editable=False)  # of the rules
    born = models.DateField(null=True, editable=False)  # as the record said
    after_triage = models.BigIntegerField(default=0, editable=False)

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="newest_decision_of_a_client")]
        constraints = [
            one_of("outcome", Outcome.values),
            models.UniqueConstraint(fields=["id", "client"], name="decisions_and_their_client"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(outcome="hold"), name="only_a_hold_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(overrides__len=0) | Q(reason__regex=AT_LENGTH),
                name="overrides_say_why_in_twenty_characters",
            ),
            models.CheckConstraint(
                condition=Q(overrides__len=0) | Q(outcome__in=WAYS_AHEAD),
                name="only_a_way_ahead_overrides",
            ),
            models.CheckConstraint(
                condition=Q(reason_zones=None) | Q(reason_zones__contained_by=list(zones.ALL)),
                name="reasons_open_known_places",
            ),
            models.CheckConstraint(
                condition=Q(reason_zones=None) | Q(reason_zones__len=0) | Q(overrides__len__gt=0),
                name="only_what_overrides_opens_places",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="hold")
                | Q(until__isnull=False)
                | Q(conditions__regex=SOMETHING),
                name="a_hold_says_what_it_waits_for",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_suitable") | Q(reason__regex=AT_LENGTH),
                name="not_suitable_says_why_in_twenty_characters",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="with_changes") | Q(conditions__regex=SOMETHING),
                name="changes_are_named",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="with_changes")
                | Q(conditions__regex=AT_LENGTH)
                | Q(reason__regex=AT_LENGTH),
                name="changes_are_named_at_length",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__lte=F("expires_on")),
                name="a_hold_ends_within_its_decision",
            ),
        ]

    def __str__(self):
        return f"decision {self.pk}"

    def opens(self, code, zone):
        """Does its reason open this place in spite of that answer?"""
        named = self.reason_zones is None or zone in self.reason_zones
        return named and code in self.overrides
