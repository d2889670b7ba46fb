"""What this clinic changed in the screening table. Every version is kept; the newest counts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import User
from clinic.models.rules import between, one_of
from intake import screening
from intake.body import zones
from intake.models.health import SEVERITIES

# Two words, one of them longer than a letter, in every script.
LETTER = r"[^\s0-9!-/:-@\[-`{-~]"  # by what it is not: the database's locale knows few scripts
FULL_NAME = rf"({LETTER}{{2}}.*\s\S*{LETTER})|({LETTER}\S*\s.*{LETTER}{{2}})"
A_WORD = rf"{LETTER}{{2}}"


class RuleChange(models.Model):
    """One change to one row of the table.

    Without a named clinical reviewer it only adds: the row weighs at least this much. With one it
    may stand instead of what the table says (domain 3.4, last line).
    """

    code = models.CharField(max_length=10)
    version = models.CharField(max_length=10, editable=False)  # of the table it was read in
    severity = models.CharField(_("How much it weighs"), max_length=1)
    zones = ArrayField(models.CharField(max_length=20), verbose_name=_("For which places"))
    cap = models.PositiveSmallIntegerField(_("Pressure level at most"), null=True, blank=True)
    instead = models.BooleanField(_("Instead of what the table says"), default=False)
    reason = models.CharField(_("Why"), max_length=500)
    reviewer_name = models.CharField(_("Clinical reviewer"), max_length=200, blank=True)
    reviewer_role = models.CharField(_("What they are"), max_length=100, blank=True)
    reviewed_on = models.DateField(_("Reviewed on"), null=True, blank=True)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        indexes = [models.Index(fields=["code", "-id"], name="newest_change_of_a_rule")]
        constraints = [
            one_of("severity", SEVERITIES),
            between("cap", 1, 5),
            models.CheckConstraint(
                condition=Q(zones__contained_by=list(zones.ALL)) & Q(zones__len__gt=0),
                name="rule_changes_name_known_zones",
            ),
            models.CheckConstraint(
                condition=Q(instead=False)
                | (~Q(reviewer_name="") & ~Q(reviewer_role="") & Q(reviewed_on__isnull=False)),
                name="looser_rules_name_a_clinical_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(instead=False) | ~Q(version=""),
                name="looser_rules_name_the_version_that_was_read",
            ),
            models.CheckConstraint(
                condition=~Q(code="OC01"), name="what_clients_add_is_weighed_by_triage_alone"
            ),
            models.CheckConstraint(
                condition=Q(reviewer_name="") | Q(reviewer_name__regex=FULL_NAME),
                name="clinical_reviewers_have_a_full_name",
            ),
            models.CheckConstraint(
                condition=Q(reviewer_role="") | Q(reviewer_role__regex=A_WORD),
                name="clinical_reviewers_say_what_they_are",
            ),
        ]

    def __str__(self):
        return f"rule change {self.pk}"

    @property
    def stands_instead(self):
        """Does it stand instead of the row? Only of the row that its reviewer read."""
        return self.instead and screening.asks_the_same(self.code, self.version)
