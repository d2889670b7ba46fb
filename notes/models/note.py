"""The note: what happened in one visit, and who vouches for it."""

import hashlib
import json

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from clinic.models import Client
from clinic.models.rules import between, different_people, one_of, only_after, together
from notes.models import set_up

WORDS = ("subjective", "objective", "assessment", "plan")
SET_UP = ("cushions", "comfort")  # came later: a note without is bound as it was before
MOST = 10_000  # characters a person may type; the database stops at 50,000


def short(field, most=50_000):
    """The database's own end to a text."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(field), most),
        name=f"notes_note_{field}_is_not_endless",
    )


class NoteQuerySet(models.QuerySet):
    """Whose words may be shown, and which notes wait for whom."""

    def visible_to(self, user, now=None):
        """Notes whose words `user` may read: signed ones within reach, and own drafts."""
        return self.filter(
            Q(client__in=Client.objects.visible_to(user, now))
            & (Q(signed_at__isnull=False) | Q(therapist=user.pk))
        )

    def listed_for(self, user, now=None):
        """Notes whose header `user` may see: admins see all, team-mates that a draft exists."""
        if user.is_authenticated and user.is_staff and user.is_admin:
            return self
        return self.filter(client__in=Client.objects.visible_to(user, now))

    def standing(self):
        """Notes that were not entered in error."""
        return self.filter(errored_at=None)

    def drafts(self):
        """Notes that still wait for their signature."""
        return self.standing().filter(signed_at=None)

    def waiting_for_approval(self):
        """Signed notes that nobody has approved."""
        return self.standing().filter(signed_at__isnull=False, approved_at=None)


class Note(models.Model):
    """What happened in one visit. Sealed by the database once signed."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")
        APPROVED = "approved", _("Approved")
        IN_ERROR = "entered_in_error", _("Entered in error")

    class Position(models.TextChoices):
        """Domain 7.1."""

        SUPINE_HOOKLYING = "supine_hooklying", _("On the back, knees over a bolster")
        SUPINE_FLAT = "supine_flat", _("Flat on the back")
        SEMI_RECLINED = "semi_reclined", _("Leaning back, knees supported")
        SIDE_LYING = "side_lying", _("On the side")
        PRONE = "prone", _("Face down")
        SEATED = "seated", _("Sitting")
        STANDING = "standing", _("Standing")

    visit = models.ForeignKey("clinic.Visit", models.PROTECT, related_name="notes", editable=False)
    client = models.ForeignKey(
        "clinic.Client", models.PROTECT, related_name="notes", editable=False
    )
    therapist = models.ForeignKey(
        "clinic.User", models.PROTECT, related_name="notes", editable=False
    )
    decision = models.ForeignKey(
        "intake.Decision", models.PROTECT, null=True, related_name="+", editable=False
    )
    subjective = models.TextField(
        _("How they came"),
        blank=True,
        max_length=MOST,
        help_text=_("Subjective: what the client told you, goals for today, changes."),
    )
    objective = models.TextField(
        _("What I found"),
        blank=True,
        max_length=MOST,
        help_text=_("Objective: what you saw and felt, left and right."),
    )
    assessment = models.TextField(
        _("How they left"),
        blank=True,
        max_length=MOST,
        help_text=_("Assessment: how they responded to the treatment. No diagnosis."),
    )
    plan = models.TextField(
        _("What comes next"),
        blank=True,
        max_length=MOST,
        help_text=_("Plan: next visit, home care, what to change."),
    )
    pain_before = models.PositiveSmallIntegerField(
        _("Pain before"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    pain_after = models.PositiveSmallIntegerField(
        _("Pain after"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    position = models.CharField(_("Position"), max_length=30, choices=Position, blank=True)
    cushions = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("Cushions"),
        default=list,
        blank=True,
        help_text=_("What lay where at the end, so that next time begins like this."),
    )
    comfort = models.PositiveSmallIntegerField(
        _("Comfort on the table"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(editable=False)
    started_by = models.ForeignKey("clinic.User", models.PROTECT, related_name="+", editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    signed_by = models.ForeignKey(
        "clinic.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    signed_hash = models.CharField(max_length=64, blank=True, editable=False)
    signed_meaning = models.CharField(max_length=300, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        "clinic.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_up_to = models.PositiveIntegerField(null=True, editable=False)
    errored_at = models.DateTimeField(null=True, editable=False)
    errored_by = models.ForeignKey(
        "clinic.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    errored_reason = models.CharField(max_length=500, blank=True, editable=False)
    state = models.GeneratedField(
        expression=Case(
            When(errored_at__isnull=False, then=Value("entered_in_error")),
            When(approved_at__isnull=False, then=Value("approved")),
            When(signed_at__isnull=False, then=Value("signed")),
            default=Value("draft"),
        ),
        output_field=models.CharField(max_length=20, choices=State),
        db_persist=True,
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["client", "-started_at"], name="notes_of_a_client"),
            models.Index(fields=["therapist", "state"], name="notes_of_a_therapist"),
            models.Index(fields=["state", "-started_at"], name="notes_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(errored_at=None),
                name="one_note_per_visit",
            ),
            together("signed_at", "signed_by"),
            together("approved_at", "approved_by", "approved_up_to"),
            together("errored_at", "errored_by"),
            only_after("signed_at", "started_at"),
            only_after("approved_at", "signed_at"),
            only_after("errored_at", "started_at"),
            different_people("approved_by", "signed_by"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(signed_by=F("therapist")),
                name="only_the_visits_therapist_signs",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_hash="", signed_meaning="")
                | (
                    Q(signed_at__isnull=False, signed_hash__regex="^[0-9a-f]{64}$")
                    & ~Q(signed_meaning="")
                ),
                name="a_signature_has_a_hash_and_a_meaning",
            ),
            models.CheckConstraint(
                condition=Q(errored_at=None, errored_reason="")
                | (Q(errored_at__isnull=False) & ~Q(errored_reason="")),
                name="notes_in_error_say_why",
            ),
            between("pain_before", 0, 10),
            between("pain_after", 0, 10),
            one_of(
                "position",
                [
                    "supine_hooklying",
                    "supine_flat",
                    "semi_reclined",
                    "side_lying",
                    "prone",
                    "seated",
                    "standing",
                ],
                blank=True,
            ),
            between("comfort", 0, 10),
            models.CheckConstraint(
                condition=Q(cushions__contained_by=set_up.PAIRS),
                name="cushions_and_their_spots_are_listed",
            ),
            models.CheckConstraint(
                condition=Q(cushions__len__lte=set_up.MOST),
                name="one_cushion_for_each_spot_at_most",
            ),
            *[short(field) for field in WORDS],
        ]

    def __str__(self):
        return f"note {self.pk}"

    @property
    def is_draft(self):
        """Still open for its therapist."""
        return self.signed_at is None and self.errored_at is None

    @property
    def state_word(self):
        """The state as people read it."""
        return self.State(self.state).label

    @property
    def cushion_words(self):
        """What lay where, in words; empty when it was not noted."""
        return set_up.words(self.cushions)

    @property
    def set_up_words(self):
        """Position and cushions in one line."""
        return " · ".join(
            word for word in (self.get_position_display(), self.cushion_words) if word
        )

    def facts(self):
        """Everything that the page to be signed shows, as plain data."""
        noted = {name: getattr(self, name) for name in SET_UP}
        noted["adaptations"] = [row.facts() for row in self.adaptations.all()]
        return {
            "note": self.pk,
            "visit": self.visit_id,
            "client": self.client_id,
            "therapist": self.therapist_id,
            "decision": self.decision_id,
            **{field: getattr(self, field) for field in WORDS},
            "pain_before": self.pain_before,
            "pain_after": self.pain_after,
            "position": self.position,
            **{name: value for name, value in noted.items() if value not in (None, [])},
            "treatments": [row.facts() for row in self.treatments.all()],
            "check_ins": [row.facts() for row in self.check_ins.all()],
            "ticks": [row.facts() for row in self.ticks.all()],
        }

    def digest(self):
        """SHA-256 (hex) over the canonical JSON of `facts()`: what a signature binds."""
        text = json.dumps(self.facts(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
