"""Health questions, as data; and the answers, which only grow."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User, Visit
from clinic.models.rules import between, one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows

SEVERITIES = ("E", "U", "S", "C", "A")  # strictest first (domain 3.1)


class Question(models.Model):
    """One row of one version of the screening table. Loaded by a migration; only grows."""

    version = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()  # the order in which they are asked
    kind = models.CharField(max_length=10)  # flag, condition
    group = models.CharField(max_length=30)
    text = models.CharField(max_length=250)
    severity = models.CharField(max_length=1)
    severity_note = models.TextField(blank=True)
    scope = models.JSONField()  # zones, or ["all"]
    cap = models.PositiveSmallIntegerField(null=True)  # highest pressure level 1–5
    action = models.TextField()
    source = models.CharField(max_length=200)
    effects = models.JSONField(default=list)  # what a yes means: see intake.rules
    rules = models.JSONField(default=list)  # what the follow-ups make of it, in order
    follow_up = models.JSONField(default=list)  # what is asked after a yes or a "not sure"
    told_now = models.TextField(blank=True)  # words for the client after a yes
    private = models.BooleanField()
    today = models.BooleanField()
    core = models.BooleanField()
    observed = models.BooleanField()
    reviewed_by = models.CharField(max_length=200, blank=True)
    reviewed_on = models.DateField(null=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_question_per_version"),
            one_of("severity", SEVERITIES),
            between("cap", 1, 5),
        ]

    def __str__(self):
        return f"question {self.code}"


class Answer(models.Model):
    """One answer to one question, as it was asked. The newest wins; a blank is no row."""

    draft = False  # said in a form that is not sent yet: `gate.meaning.telling` finds out
    triages = ()  # about these very words, newest first; it finds them out as well
    triaged_before = None  # the newest one about other words

    class Value(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        UNSURE = "unsure", _("Not sure")
        PREFER_NOT = "prefer_not", _("Rather not say")

    client = models.ForeignKey(Client, models.PROTECT, related_name="answers")
    intake = models.ForeignKey(
        Intake, models.PROTECT, null=True, related_name="answers", db_index=False
    )
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    asked = models.CharField(max_length=250)
    value = models.CharField(max_length=10, choices=Value)
    words = models.CharField(max_length=500, blank=True)  # what the client or therapist adds
    details = models.JSONField(default=dict)  # {follow-up: {"asked", "value", "said"}}
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # What was on record was wrong: this alone lifts what is closed for good (domain 13, rule 10).
    corrects = models.BooleanField(default=False)

    objects = ClientRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["client", "question", "-id"], name="newest_answer_of_a_client"),
            models.Index(fields=["intake", "question", "-id"], name="newest_answer_on_a_form"),
            models.Index(fields=["client", "-id"], name="answers_of_a_client"),
        ]
        constraints = [
            one_of("value", ["yes", "no", "unsure", "prefer_not"]),
            models.CheckConstraint(
                condition=Q(intake=None, visit__isnull=False) | Q(intake__isnull=False, visit=None),
                name="answers_have_one_place",
            ),
            models.CheckConstraint(
                condition=Q(corrects=False)
                | Q(recorded_by__isnull=False, intake__isnull=False, value__in=["yes", "no"]),
                name="only_a_plain_word_of_staff_corrects_the_record",
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"
