"""What a client agrees to, area by area. Every change of mind is a new row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client, User, Visit
from clinic.models.rules import between, one_of
from intake.models.intake import Intake
from intake.models.rows import ClientRows
from intake.models.sections import all_of


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
SIGNED = (Kind.GROIN, Kind.INNER_THIGH, Kind.GLUTEAL, Kind.CHEST)  # at each visit (domain 8.3)


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
IN_WRITING = (Mode.WRITTEN, Mode.GUARDIAN)


class Signer(models.TextChoices):
    """Who speaks (domain 8.2, `signer_role`)."""

    CLIENT = "client", _("the client")
    GUARDIAN = "guardian", _("a parent or guardian")
    SUBSTITUTE = "substitute_decision_maker", _("somebody who decides for them")


class Relation(models.TextChoices):
    """Who somebody is whose name we did not know (domain 8.2, `signer`)."""

    SELF = "self", _("the client; our record has another name")
    PARENT = "parent", _("the client's mother or father")
    GUARDIAN = "legal_guardian", _("the client's legal guardian")
    PARTNER = "partner", _("the client's husband, wife or partner")
    FAMILY = "family", _("somebody of the client's family")
    OTHER = "other", _("somebody else")


class Sides(models.TextChoices):
    """Which side was named (domain 8.3); the client's own left and right."""

    LEFT = "left", _("left side only")
    RIGHT = "right", _("right side only")
    BOTH = "both", _("both sides")


class Item(models.TextChoices):
    """What an agreement has to explain (domain 8.2); codes only, nobody reads them on a page."""

    NATURE = "nature"
    PURPOSE = "purpose"
    BENEFITS = "benefits"
    RISKS = "risks_side_effects"
    ALTERNATIVES = "alternatives"
    NONE = "consequences_of_none"
    DRAPING = "draping"
    POSITIONS = "positions"
    STOP = "right_to_stop"
    REFUSE = "right_to_refuse_area"
    QUESTIONS = "questions_answered"
    FEE = "fee_and_time"
    RECORD = "record_privacy"


class ConsentRows(ClientRows):
    """What somebody agreed to, and what they refused."""

    def counting(self):
        """Without a yes that nobody has signed yet: an open form opens no area, its no counts."""
        return self.exclude(
            decision__in=AGREEING, intake__isnull=False, intake__submitted_at__isnull=True
        )


def promises():
    """What a row must hold before it counts (domain 8.2 to 8.6), each under its own name."""
    yes, signed = Q(decision__in=AGREEING), Q(mode__in=IN_WRITING)
    kept = {
        "consents_show_their_words": ~Q(wording=""),
        "consents_name_their_version": Q(wording_hash__regex="^[0-9a-f]{64}$")
        | (Q(wording_hash="") & ~yes),
        "consents_with_limits_say_which": ~Q(decision=Choice.LIMITS, limits="")
        | Q(mode="", visit=None),  # an open form may still be waiting for them
        "signed_consents_carry_a_name": Q(mode__in=("", Mode.VERBAL)) | ~Q(signed_name=""),
        "guardians_sign_as_guardians": Q(mode="")
        | Q(mode=Mode.GUARDIAN, signer_role=Signer.GUARDIAN)
        | (~Q(mode=Mode.GUARDIAN) & ~Q(signer_role=Signer.GUARDIAN)),
        "who_decides_for_others_is_known": ~Q(signer_role=Signer.SUBSTITUTE)
        | (~Q(signed_name="") & ~Q(evidence="")),
        "who_signs_for_others_is_not_the_client": Q(relation="")
        | Q(relation=Relation.SELF, signer_role=Signer.CLIENT)
        | (~Q(relation=Relation.SELF) & ~Q(signer_role=Signer.CLIENT)),
        "only_a_name_has_a_relation": Q(relation="") | ~Q(signed_name=""),
        "only_a_yes_has_an_extent": yes | Q(max_level=None, sides=""),
        "signed_general_consents_explain_all": ~(Q(kind=Kind.GENERAL) & signed)
        | Q(explained__contains=Item.values),
        "signed_areas_were_said_back": ~(Q(kind__in=SIGNED, visit__isnull=False) & signed)
        | Q(understood=True),
    }
    return [models.CheckConstraint(condition=each, name=name) for name, each in kept.items()]


class Consent(models.Model):
    """One decision about one area, in the words that were shown. The newest counts."""

    taken_back = False  # at the visit in question, before or now: `standing.of` finds out

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    intake = models.ForeignKey(Intake, models.PROTECT, null=True, related_name="consents")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind)
    wording = models.TextField()
    # Which version of the words, the same in every language; empty before versions were kept.
    wording_hash = models.CharField(max_length=64, blank=True)
    explained = ArrayField(
        models.CharField(max_length=40, choices=Item), default=list, blank=True
    )  # what those words cover
    decision = models.CharField(max_length=20, choices=Choice)
    limits = models.CharField(_("What are your limits?"), max_length=300, blank=True)
    signed_name = models.CharField(max_length=200, blank=True)
    signer_role = models.CharField(max_length=30, choices=Signer, default=Signer.CLIENT)
    evidence = models.CharField(
        _("How do we know they may decide?"), max_length=200, blank=True
    )  # of whoever decides for somebody else
    relation = models.CharField(
        _("Who is this?"), max_length=20, choices=Relation, blank=True, default="", db_default=""
    )  # empty for a name that was on record
    mode = models.CharField(max_length=20, choices=Mode, blank=True)
    understood = models.BooleanField(default=False)  # said back in their own words, at a visit
    max_level = models.PositiveSmallIntegerField(_("Level at most"), null=True, blank=True)
    sides = models.CharField(_("Which side"), max_length=10, choices=Sides, blank=True)
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
            one_of("signer_role", Signer.values),
            one_of("mode", Mode.values, blank=True),
            one_of("sides", Sides.values, blank=True),
            one_of("relation", Relation.values, blank=True),
            between("max_level", 1, 5),
            all_of("explained", Item),
            models.CheckConstraint(
                condition=Q(intake=None, visit__isnull=False) | Q(intake__isnull=False, visit=None),
                name="consents_have_one_place",
            ),
            *promises(),
        ]

    def __str__(self):
        return f"consent {self.pk}"
