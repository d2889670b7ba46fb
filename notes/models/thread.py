"""Words added after a signature. They only grow."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic.models.rules import one_of


class Amendment(models.Model):
    """One later entry by the signer, printed with the note (domain 10.2)."""

    class Kind(models.TextChoices):
        LATE_ENTRY = "late_entry", _("Late entry: written after it happened")
        ADDENDUM = "addendum", _("Addendum: adds, nothing was wrong")
        AMENDMENT = "amendment", _("Amendment: puts something right")
        CLIENT_REQUESTED = "client_requested", _("Asked for by the client")

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="amendments")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(editable=False)
    kind = models.CharField(_("What kind of entry"), max_length=20, choices=Kind)
    text = models.TextField(_("Your words"), max_length=10_000)
    reason = models.CharField(
        _("Why"),
        max_length=500,
        blank=True,
        help_text=_("Needed when something was wrong."),
    )
    event_at = models.DateTimeField(
        _("When it happened"),
        null=True,
        blank=True,
        help_text=_("Needed for a late entry."),
    )
    written_at = models.DateTimeField(editable=False)
    written_by = models.ForeignKey("clinic.User", models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="amendments_are_numbered"),
            one_of("kind", ["late_entry", "addendum", "amendment", "client_requested"]),
            models.CheckConstraint(condition=~Q(text=""), name="amendments_say_something"),
            models.CheckConstraint(condition=Q(number__gte=1), name="amendments_count_from_one"),
            models.CheckConstraint(
                condition=~Q(kind="amendment") | ~Q(reason=""),
                name="amendments_say_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind="late_entry") | Q(event_at__isnull=False),
                name="late_entries_say_when",
            ),
            models.CheckConstraint(
                condition=Q(event_at=None) | Q(event_at__lte=F("written_at")),
                name="amendments_look_back",
            ),
        ]

    def __str__(self):
        return f"amendment {self.pk}"


class Remark(models.Model):
    """One question or comment of an admin on a signed note."""

    note = models.ForeignKey("notes.Note", models.PROTECT, related_name="remarks")
    client = models.ForeignKey("clinic.Client", models.PROTECT, related_name="+")
    text = models.TextField(_("Your remark"), max_length=2_000)
    by = models.ForeignKey("clinic.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["note", "at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remarks_say_something"),
        ]

    def __str__(self):
        return f"remark {self.pk}"
