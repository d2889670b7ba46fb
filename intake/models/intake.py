"""One round of questions, and the codes that open it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User
from clinic.models.rules import between, one_of, only_after, together
from intake.models.form import Form
from intake.models.rows import ClientRows


class IntakeQuerySet(ClientRows):
    """The words of the inbox."""

    def waiting(self):
        """Neither sent nor withdrawn."""
        return self.filter(submitted_at=None, withdrawn_at=None)

    def sent(self):
        """Sent by the client; sealed."""
        return self.filter(submitted_at__isnull=False)


class Intake(models.Model):
    """One invitation to one client, from the mail to the sent answers. Sealed once sent."""

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        STARTED = "started", _("Started")
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    client = models.ForeignKey(Client, models.PROTECT, related_name="intakes")
    invited_at = models.DateTimeField(editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    lives_until = models.DateTimeField(editable=False)
    mailed_at = models.DateTimeField(editable=False)  # the last time the link was asked for
    # The link itself is stored nowhere: it is derived from the id, this nonce and a server key.
    link_nonce = models.CharField(max_length=32, editable=False)
    link_digest = models.CharField(max_length=64, unique=True, editable=False)
    # Of links that were replaced: they open nothing, but may ask for the new one.
    replaced_digests = ArrayField(
        models.CharField(max_length=64), default=list, db_default=[], editable=False
    )
    browser = models.CharField(max_length=32, blank=True, editable=False)
    redeemed_at = models.DateTimeField(null=True, editable=False)
    # Wrong codes in a row, whichever code it was; a new code does not set it back.
    misses = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    signer_name = models.CharField(
        _("Your name"),
        max_length=200,
        blank=True,
        help_text=_("Typing your full name here is your signature."),
    )
    signer_role = models.CharField(max_length=10, default="client", editable=False)
    language = models.CharField(max_length=10, blank=True, editable=False)  # when it was sent
    # The tablet of the clinic: a member of staff handed it over for this intake.
    handed_at = models.DateTimeField(null=True, editable=False)
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    # Taken back before it was sent: the link is dead, what was typed is kept and read by nobody.
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    # A return visit: the intake before, and what it said, so that the link need not reach it.
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", editable=False)
    last_time = models.JSONField(default=dict, editable=False)  # see intake.returning.remembered
    form = models.ForeignKey(Form, models.PROTECT, null=True, related_name="+", editable=False)
    asked = models.JSONField(default=dict, editable=False)  # the words, before they had a table
    state = models.GeneratedField(
        expression=Case(
            When(withdrawn_at__isnull=False, then=Value("withdrawn")),
            When(submitted_at__isnull=False, then=Value("sent")),
            When(redeemed_at__isnull=False, then=Value("started")),
            default=Value("invited"),
        ),
        output_field=models.CharField(max_length=10, choices=State),
        db_persist=True,
    )

    is_held = False  # locked by the present transaction already

    MISSES = 20  # after so many only somebody at work opens the link again

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-invited_at"], name="intakes_by_state"),
            GinIndex(fields=["replaced_digests"], name="intakes_by_replaced_link"),
        ]
        constraints = [
            only_after("redeemed_at", "invited_at"),
            between("misses", 0, 20),
            together("handed_at", "handed_by"),
            together("withdrawn_at", "withdrawn_by"),
            only_after("withdrawn_at", "invited_at"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(withdrawn_at=None),
                name="sent_intakes_are_not_withdrawn",
            ),
            one_of("signer_role", ["client", "guardian"]),
            only_after("submitted_at", "redeemed_at"),
            models.CheckConstraint(
                condition=Q(lives_until__gt=F("invited_at")), name="links_live_after_the_invitation"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | ~Q(signer_name=""),
                name="sent_intakes_are_signed",
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(submitted_at=None, withdrawn_at=None),
                name="one_open_intake_per_client",
            ),
            models.UniqueConstraint(fields=["id", "client"], name="intakes_and_their_client"),
        ]

    def __str__(self):
        return f"intake {self.pk}"

    @property
    def is_shut(self):
        """Was a code guessed so often that no code opens it?"""
        return self.misses >= self.MISSES

    @property
    def is_waiting(self):
        """Neither sent nor withdrawn."""
        return self.submitted_at is None and self.withdrawn_at is None


class Passcode(models.Model):
    """One six-digit code, sent to the client's address. Ten minutes, three tries, single use."""

    TRIES = 3

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="passcodes")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["intake", "-id"], name="newest_code_of_an_intake")]
        constraints = [
            between("tries", 0, 3),
            only_after("used_at", "sent_at"),
        ]

    def __str__(self):
        return f"passcode {self.pk}"
