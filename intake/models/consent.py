"""What a client agrees to, area by area. Every change of mind is a new row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User, Visit
from clinic.models.rules import one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows
from intake.models.signature import Role


class Kind(models.TextChoices):
    """Areas that are agreed to one by one (domain 8.3)."""

    GENERAL = "general_treatment", _("Treatment in general")
    ABDOMEN = "abdomen", _("Belly")
    GROIN = "groin", _("Hip crease and groin")
    INNER_THIGH = "upper_inner_thigh", _("Upper inner thigh")
    GLUTEAL = "gluteal", _("Buttocks")
    CHEST = "chest", _("Chest")
    GUARDIAN = "minor_guardian", _("A parent's or guardian's agreement")
    ASSENT = "assent", _("Your own yes")


AREAS = tuple(kind for kind in Kind if kind not in (Kind.GUARDIAN, Kind.ASSENT))


class Choice(models.TextChoices):
    """What a client may say, and what they may say later."""

    GIVEN = "given", _("Yes")
    LIMITS = "given_with_limits", _("Yes, with limits")
    DECLINED = "declined", _("No")
    TALK = "talk_first", _("Let us talk first")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Mode(models.TextChoices):
    """How it was given (domain 8.2)."""

    WRITTEN = "written_signature", _("signed")
    GUARDIAN = "guardian_written", _("signed by a parent or guardian")
    VERBAL = "recorded_verbal", _("said aloud and written down")
    GESTURE = "gesture_with_witness", _("shown by a gesture, with a witness")


AGREEING = (Choice.GIVEN, Choice.LIMITS)


class ConsentRows(ClientRows):
    """What somebody agreed to, and what they refused."""

    def counting(self):
        """Without a yes that nobody has signed yet: an open form opens no area, its no counts."""
        return self.exclude(
            decision__in=AGREEING, intake__isnull=False, intake__submitted_at__isnull=True
        )


class Consent(models.Model):
    """One decision about one area, in the words that were shown. The newest counts."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, related_name="consents")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind)
    wording = models.TextField()
    decision = models.CharField(max_length=20, choices=Choice)
    limits = models.CharField(_("What are your limits?"), max_length=300, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signer_role = models.CharField(max_length=10, choices=Role, default=Role.CLIENT)
    mode = models.CharField(max_length=20, choices=Mode, blank=True)
    language = models.CharField(max_length=10, blank=True)  # in which the words were shown
    valid_until = models.DateField(null=True)  # the last day; one year for signed agreements
    decided_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = ConsentRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["client", "kind", "-id"], name="newest_consent_of_a_kind")]
        constraints = [
            one_of("kind", Kind.values),
            one_of("decision", Choice.values),
            one_of("signer_role", Role.values),
            one_of("mode", Mode.values, blank=True),
            models.CheckConstraint(
                condition=Q(intake=None, visit__isnull=False) | Q(intake__isnull=False, visit=None),
                name="consents_have_one_place",
            ),
        ]

    def __str__(self):
        return f"consent {self.pk}"
