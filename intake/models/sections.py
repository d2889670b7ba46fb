"""The pages of the form, one row per intake and page. Wording lives here and nowhere else."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic.models import Client
from clinic.models.rules import between, one_of
from intake.models import choices
from intake.models.intake import Intake
from intake.models.rows import ClientRows


def words(label, most, **more):
    """A text of at most `most` characters; empty until it is written."""
    return models.TextField(label, blank=True, validators=[MaxLengthValidator(most)], **more)


def number(label, most, **more):
    """A whole number from 0 to `most`; empty until it is chosen."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(most)], **more
    )


def tenths(label, most, **more):
    """A number from 0 to `most` with one digit after the point at most."""
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MaxValueValidator(most)],
        **more,
    )


def pick(label, listed, **more):
    """One of the listed words; empty until it is chosen."""
    return models.CharField(label, max_length=30, choices=listed, blank=True, **more)


def several(label, listed, **more):
    """Any of the listed words."""
    word = models.CharField(max_length=40, choices=listed)
    return ArrayField(word, verbose_name=label, default=list, blank=True, **more)


def all_of(field, listed):
    """The list holds only listed words."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__contained_by": list(listed.values)}),
        name=f"%(app_label)s_%(class)s_{field}_are_listed",
    )


def is_blank(value):
    """Was nothing written or chosen? A 0 is an answer; a box without a tick is none."""
    return value is None or value is False or value in ("", [])


class Section(models.Model):
    """One page of one intake."""

    intake = models.OneToOneField(Intake, models.PROTECT, related_name="%(class)s", editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", editable=False)
    saved_at = models.DateTimeField(editable=False)
    # When the page was last saved as a whole. Until then a blank may be filled in beforehand.
    whole_at = models.DateTimeField(null=True, editable=False)

    objects = ClientRows.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.model_name} {self.pk}"


class Comfort(Section):
    """How the room and the visit should be (domain 7.4 and 7.6)."""

    room_temperature = pick(_("How warm would you like the room?"), choices.Warmth)
    music = pick(_("Music?"), choices.Music)
    music_volume = number(_("How loud may the music be?"), 10)
    talk = pick(
        _("Talking?"),
        choices.Talk,
        help_text=_("We always check in about pressure; that part is never switched off."),
    )
    lighting = pick(_("Light?"), choices.Light)
    scent = pick(_("Scents?"), choices.Scent)
    blanket = pick(_("A blanket?"), choices.Blanket)
    table_warmer = pick(_("A warm table?"), choices.TableWarmth)
    glide = pick(_("What may we use on your skin?"), choices.Glide)
    avoid = words(
        _("Is there any place we should not touch?"),
        500,
        help_text=_("You need not say why. Places marked on the body map count as well."),
    )
    nothing_to_avoid = models.BooleanField(_("There is no such place"), default=False)
    chaperone = pick(_("Would you like somebody else in the room?"), choices.Chaperone)
    chaperone_name = models.CharField(_("Who comes with you?"), max_length=200, blank=True)
    therapist_gender = pick(
        _("Would you rather see a woman or a man?"),
        choices.Prefers,
        help_text=_("We do it where we can, and tell you when we cannot."),
    )
    options = several(
        _("Would any of these help you feel at ease?"),
        choices.AtEase,
        help_text=_("Everybody is asked. You need not give a reason."),
    )

    class Meta:
        constraints = [
            one_of("room_temperature", choices.Warmth.values, blank=True),
            one_of("music", choices.Music.values, blank=True),
            between("music_volume", 0, 10),
            one_of("talk", choices.Talk.values, blank=True),
            one_of("lighting", choices.Light.values, blank=True),
            one_of("scent", choices.Scent.values, blank=True),
            one_of("blanket", choices.Blanket.values, blank=True),
            one_of("table_warmer", choices.TableWarmth.values, blank=True),
            one_of("glide", choices.Glide.values, blank=True),
            one_of("chaperone", choices.Chaperone.values, blank=True),
            one_of("therapist_gender", choices.Prefers.values, blank=True),
            all_of("options", choices.AtEase),
        ]


class Cushions(Section):
    """How somebody likes to lie, on what, and under what (domain 7.1 to 7.3)."""

    position = pick(_("How do you like to lie best?"), choices.Position)
    side_down = pick(_("On your side: which side is down?"), choices.SideDown)
    supports = several(
        _("Which cushions do you like?"),
        choices.Support,
        help_text=_("Choose as many as you wish. We find the right size together."),
    )
    placements = several(_("Where do you like something under or over you?"), choices.Placement)
    firmness = pick(_("How firm should cushions be?"), choices.Firmness)
    help_on_off = pick(_("Would you like help getting on and off the table?"), choices.Help)
    step_stool = models.BooleanField(
        _("Would a step help you up?"), null=True, blank=True, choices=choices.YES_NO
    )
    cover = pick(
        _("What would you like to keep on?"),
        choices.Cover,
        help_text=_("Breasts and genitals always stay covered."),
    )
    belly_access = pick(_("If we work on your belly, how?"), choices.Belly)
    groin_access = pick(_("If we work near the hip crease, how?"), choices.Groin)
    tucks = pick(_("Who tucks the sheet in?"), choices.Tucks)
    notes = words(_("Anything else about lying comfortably?"), 300)

    class Meta:
        constraints = [
            one_of("position", choices.Position.values, blank=True),
            one_of("side_down", choices.SideDown.values, blank=True),
            one_of("help_on_off", choices.Help.values, blank=True),
            one_of("firmness", choices.Firmness.values, blank=True),
            one_of("cover", choices.Cover.values, blank=True),
            one_of("belly_access", choices.Belly.values, blank=True),
            one_of("groin_access", choices.Groin.values, blank=True),
            one_of("tucks", choices.Tucks.values, blank=True),
            all_of("supports", choices.Support),
            all_of("placements", choices.Placement),
        ]
