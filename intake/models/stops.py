"""What a stop leaves behind (domain 3.4, 10.4): incident, referral. Every word is a new row.

An incident may also be recorded without a stop (10.4): such rows have no `code`.
"""

import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User, Visit
from clinic.models.rules import between, one_of
from intake.body import zones
from intake.models.choices_stops import Kind, ReportedTo, Severity, Technique, Urgency
from intake.models.health import Answer
from intake.models.rows import ClientRows

MOST = 2_000  # characters a person may type
A_MONTH = 720  # hours
FOLLOWED_UP = datetime.timedelta(hours=72)  # domain 10.4: moderate and more


class StopRows(ClientRows):
    """Rows that say more about a first one, or that are the first."""

    def newest(self):
        """The last word of each, with `root`, the number of its first row."""
        rows = self.annotate(root=Coalesce("first_id", "pk"))
        return rows.order_by("root", "-pk").distinct("root")


class Stop(models.Model):
    """What both share. The first row comes from the gate, or from a person; people write the rest.

    `why`: the question and what the table says to do. `mistaken`: a wrong tap; nothing happened.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, null=True, editable=False, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, editable=False, related_name="+")
    code = models.CharField(_("For which answer?"), max_length=10, editable=False)
    why = models.TextField(_("Why"), editable=False)
    mistaken = models.BooleanField(_("It was a wrong tap: nothing happened"), default=False)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    first = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    objects = StopRows.as_manager()

    class Meta:
        abstract = True

    @property
    def unwritten(self):
        """Was it opened by an answer, so that nobody has said anything in it?"""
        return self.first_id is None and self.code != ""


def once(name):
    """One first row for each answer."""
    return models.UniqueConstraint(fields=["answer"], condition=Q(first=None), name=name)


def mistakes(name):
    """Only a later row says that the first was a mistake, and in words."""
    said = Q(first__isnull=False) & ~Q(outcome="")
    return models.CheckConstraint(condition=Q(mistaken=False) | said, name=name)


WRITTEN_UP = Q(client_informed__isnull=False) & ~Q(kind="") & ~Q(severity="") & ~Q(action="")
TOLD_WHOLE = (
    WRITTEN_UP
    & Q(visit__isnull=False, answer=None)
    & (Q(first__isnull=False) | Q(key__isnull=False))
)


class Incident(Stop):
    """Domain 10.4: what happened, what was done, and what became of it."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="+", editable=False)
    key = models.UUIDField(null=True, editable=False)  # of the press that recorded it
    at = models.DateTimeField(_("When was it?"))
    kind = models.CharField(_("What was it?"), max_length=20, choices=Kind, blank=True)
    severity = models.CharField(_("How bad?"), max_length=10, choices=Severity, blank=True)
    description = models.TextField(_("What happened"), blank=True, max_length=MOST)
    zone = models.CharField(
        _("Where were your hands?"), max_length=20, choices=list(zones.LABELS.items()), blank=True
    )
    technique = models.CharField(_("Technique"), max_length=20, choices=Technique, blank=True)
    level = models.PositiveSmallIntegerField(
        _("Pressure level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    onset_h = models.PositiveSmallIntegerField(
        _("Hours until it began"), null=True, blank=True, validators=[MaxValueValidator(A_MONTH)]
    )
    duration_h = models.PositiveSmallIntegerField(
        _("Hours that it lasted"), null=True, blank=True, validators=[MaxValueValidator(A_MONTH)]
    )
    action = models.TextField(_("What was done"), blank=True, max_length=MOST)
    referred_to = models.CharField(_("Sent to"), max_length=200, blank=True)
    client_informed = models.BooleanField(_("Was the client told?"), null=True, blank=True)
    follow_up_at = models.DateTimeField(_("Ask again by"), null=True, blank=True)
    outcome = models.TextField(_("What became of it"), blank=True, max_length=MOST)
    reported_to = models.CharField(_("Reported to"), max_length=10, choices=ReportedTo, blank=True)

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="incidents_of_a_client")]
        constraints = [
            once("one_incident_for_each_answer"),
            mistakes("mistaken_incidents_say_so_in_words"),
            one_of("kind", Kind.values, blank=True),
            one_of("severity", Severity.values, blank=True),
            one_of("zone", list(zones.ALL), blank=True),
            one_of("technique", Technique.values, blank=True),
            one_of("reported_to", ReportedTo.values, blank=True),
            between("level", 1, 5),
            between("onset_h", 0, A_MONTH),
            between("duration_h", 0, A_MONTH),
            models.CheckConstraint(
                condition=Q(first=None) | Q(mistaken=True) | WRITTEN_UP,
                name="incidents_written_up_say_what_was_done",
            ),
            models.CheckConstraint(
                condition=Q(mistaken=True)
                | ~Q(severity__in=["moderate", "severe"])
                | Q(
                    follow_up_at__isnull=False,
                    follow_up_at__gte=F("at"),
                    follow_up_at__lte=F("at") + FOLLOWED_UP,
                ),
                name="grave_incidents_are_followed_up_within_72_hours",
            ),
            models.CheckConstraint(
                condition=~Q(code="") | Q(mistaken=True) | TOLD_WHOLE,
                name="incidents_without_a_stop_are_told_whole",
            ),
            models.UniqueConstraint(fields=["client", "key"], name="an_incident_is_recorded_once"),
            models.UniqueConstraint(fields=["id", "client"], name="incidents_and_their_client"),
        ]

    def __str__(self):
        return f"incident {self.pk}"


class Referral(Stop):
    """Domain 3.1, U: to whom the client was sent, how soon, and when they were told."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="+", editable=False)
    urgency = models.CharField(_("How soon?"), max_length=10, choices=Urgency)
    to_whom = models.CharField(_("Sent to whom?"), max_length=200, blank=True)
    told_at = models.DateTimeField(_("When was the client told?"), null=True, blank=True)
    outcome = models.TextField(_("What became of it"), blank=True, max_length=MOST)

    class Meta:
        indexes = [models.Index(fields=["client", "-id"], name="referrals_of_a_client")]
        constraints = [
            once("one_referral_for_each_answer"),
            mistakes("mistaken_referrals_say_so_in_words"),
            one_of("urgency", Urgency.values),
            models.CheckConstraint(
                condition=Q(first=None)
                | Q(mistaken=True)
                | Q(told_at__isnull=False) & ~Q(to_whom=""),
                name="referrals_written_up_say_to_whom_and_when",
            ),
            models.UniqueConstraint(fields=["id", "client"], name="referrals_and_their_client"),
        ]

    def __str__(self):
        return f"referral {self.pk}"
