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


class Section(models.Model):
    """One page of one intake."""

    intake = models.OneToOneField(Intake, models.PROTECT, related_name="%(class)s", editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="+", editable=False)
    saved_at = models.DateTimeField(editable=False)

    objects = ClientRows.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.model_name} {self.pk}"


class Goals(Section):
    """Why somebody comes, in their own words."""

    goal = words(_("What would you like from these visits?"), 300)
    where = words(
        _("Where does it hurt or feel tight?"),
        500,
        help_text=_("In your own words. Left and right are yours, as you feel them."),
    )
    since = models.CharField(_("How long has it been so?"), max_length=100, blank=True)
    pain_now = number(_("How much pain do you have right now?"), 10)
    worse_with = words(_("What makes it worse?"), 300)
    better_with = words(_("What makes it better?"), 300)
    sitting_hours = number(_("How many hours do you sit on a usual day?"), 24)
    activity = words(_("What do you do in a usual week that moves your body?"), 300)

    class Meta:
        constraints = [between("pain_now", 0, 10), between("sitting_hours", 0, 24)]


class Comfort(Section):
    """How the room and the visit should be (domain 7.4 and 7.6)."""

    room_temperature = pick(_("How warm would you like the room?"), choices.Warmth)
    music = pick(_("Music?"), choices.Music)
    talk = pick(
        _("Talking?"),
        choices.Talk,
        help_text=_("We always check in about pressure; that part is never switched off."),
    )
    lighting = pick(_("Light?"), choices.Light)
    scent = pick(_("Scents?"), choices.Scent)
    avoid = words(
        _("Is there any place we should not touch?"),
        500,
        help_text=_("You need not say why. Write “none” if there is no such place."),
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
            one_of("talk", choices.Talk.values, blank=True),
            one_of("lighting", choices.Light.values, blank=True),
            one_of("scent", choices.Scent.values, blank=True),
            all_of("options", choices.AtEase),
        ]


class Cushions(Section):
    """How somebody likes to lie, and on what (domain 7.1 and 7.2)."""

    position = pick(_("How do you like to lie best?"), choices.Position)
    supports = several(
        _("Which cushions do you like?"),
        choices.Support,
        help_text=_("Choose as many as you wish. We find the right size together."),
    )
    help_on_off = pick(_("Would you like help getting on and off the table?"), choices.Help)
    notes = words(_("Anything else about lying comfortably?"), 300)

    class Meta:
        constraints = [
            one_of("position", choices.Position.values, blank=True),
            one_of("help_on_off", choices.Help.values, blank=True),
            all_of("supports", choices.Support),
        ]


class Pressure(Section):
    """How firm, how far, and how somebody says stop (domain 6.2 and 7.5)."""

    general = models.PositiveSmallIntegerField(
        _("How firm do you usually like it?"),
        null=True,
        blank=True,
        choices=choices.Level,
    )
    comfort_limit = number(
        _("What is the highest number you want to feel?"),
        10,
        help_text=_("0 is no pressure, 10 is more than you can take. We stay below your number."),
    )
    deep_means = words(_("What does “deep” mean to you?"), 300)
    feedback_style = pick(_("How shall we check the pressure with you?"), choices.Feedback)
    slow_entry = models.BooleanField(
        _("Shall we sink in extra slowly?"),
        null=True,
        blank=True,
        choices=choices.YES_NO,
    )
    stop_word = models.CharField(
        _("Which word means stop?"),
        max_length=40,
        default="stop",
        blank=True,
        help_text=_("“Stop” always works, whatever you choose here."),
    )
    stop_signal = pick(
        _("And a sign without words?"),
        choices.Signal,
        help_text=_("We practice it with you before we begin."),
    )

    class Meta:
        constraints = [
            between("general", 1, 5),
            between("comfort_limit", 0, 10),
            one_of("feedback_style", choices.Feedback.values, blank=True),
            one_of("stop_signal", choices.Signal.values, blank=True),
        ]
