"""The first page: who somebody is, whom we call for them, and what they need to be understood."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.models.rules import between, one_of
from intake.models import choices_person as choices
from intake.models.sections import Section, number, pick, several, tenths, words
from intake.models.sections import all_of as listed_only

EARLIEST = datetime.date(1900, 1, 1)


def under_age(born, day=None):
    """Is somebody born on `born` a minor on `day` (today)? Unknown is not a minor."""
    if born is None:
        return False
    day = day or timezone.localdate()
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return years < settings.MAJORITY_AGE


def line(label, most, **more):
    """One line of at most `most` characters; empty until it is written."""
    return models.CharField(label, max_length=most, blank=True, **more)


class About(Section):
    """Who the client is (domain 3.5), how to talk with them (7.5), and a minor's guardian (8.6)."""

    legal_name = line(_("Your full name"), 200)
    preferred_name = line(_("What shall we call you?"), 200)
    pronouns = line(_("Your pronouns"), 40)
    date_of_birth = models.DateField(
        _("Your date of birth"),
        null=True,
        blank=True,
        help_text=_("We compare it with our record, so that nobody else's form is filled in."),
    )
    sex = pick(
        _("Your sex, as far as your health is concerned"),
        choices.Sex,
        help_text=_("Some questions about blood vessels and pregnancy depend on it."),
    )
    phone = line(_("Your phone number"), 40)
    occupation = line(_("Your work"), 100)
    emergency_name = line(_("Whom shall we call in an emergency?"), 200)
    emergency_relation = line(_("Who is that to you?"), 100)
    emergency_phone = line(_("The phone number of that person"), 40)
    guardian_name = line(_("Name of your parent or guardian"), 200)
    guardian_relation = line(_("Who are they to you?"), 100)
    guardian_phone = line(_("Phone number of your parent or guardian"), 40)
    guardian_present = pick(_("Will they be in the room?"), choices.InTheRoom)
    language = line(_("Which language shall we speak?"), 60)
    interpreter = pick(_("Would you like an interpreter?"), choices.Interpreter)
    hearing = pick(_("How do you hear?"), choices.Hearing)
    support = several(
        _("Would any of these help you to understand and be understood?"),
        choices.Understanding,
        help_text=_("Choose as many as you wish."),
    )
    summary_format = pick(_("How would you like to get things in writing?"), choices.Paper)
    provider = line(_("Your doctor or clinic"), 200)
    referral = line(_("How did you find us?"), 200)
    insurance = line(_("Your insurance"), 200)
    weekly_activity_min = number(_("How many minutes a week do you move briskly?"), 5000)
    height_cm = tenths(_("Your height in centimeters"), 250)
    weight_kg = tenths(_("Your weight in kilograms"), 350)
    smoking = pick(_("Do you smoke?"), choices.Smoking)
    more = words(_("Is there anything else we should know about you?"), 500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(date_of_birth=None) | Q(date_of_birth__gte=EARLIEST),
                name="people_on_forms_are_born_after_1900",
            ),
            one_of("sex", choices.Sex.values, blank=True),
            one_of("guardian_present", choices.InTheRoom.values, blank=True),
            one_of("interpreter", choices.Interpreter.values, blank=True),
            one_of("hearing", choices.Hearing.values, blank=True),
            one_of("summary_format", choices.Paper.values, blank=True),
            one_of("smoking", choices.Smoking.values, blank=True),
            listed_only("support", choices.Understanding),
            between("weekly_activity_min", 0, 5000),
            between("height_cm", 50, 250),
            between("weight_kg", 20, 350),
        ]
