"""Goals and where it hurts: the second page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from clinic.models.rules import between, one_of
from intake.models import choices_person as choices
from intake.models.sections import Section, all_of, number, pick, several, tenths, words
from intake.models.texts import about

ACTIVITIES = 5  # domain 4.7: one to five activities that the client chooses


def activity(place):
    """Something that is hard to do now, in the client's own words."""
    label = about(gettext_noop("Activity %(area)s: what is hard for you now?"), area=place)
    return models.CharField(label, max_length=100, blank=True)


def ability(place):
    """How well it goes: 0 cannot do it, 10 as before. Method of Stratford 1995, own words."""
    label = about(gettext_noop("Activity %(area)s: how well can you do it today?"), area=place)
    return number(label, 10)


def _each_named():
    """A score without an activity says nothing (domain 4.7)."""
    named = Q()
    for n in range(1, ACTIVITIES + 1):
        named &= Q(**{f"ability_{n}": None}) | ~Q(**{f"activity_{n}": ""})
    return named


class Goals(Section):
    """Why somebody comes (domain 4.8), how it hurts (4.1), and what it keeps them from (4.7)."""

    kinds = several(_("What are you hoping for?"), choices.GoalKind)
    goal = words(_("What would you like from these visits, in your own words?"), 300)
    pain_now = number(_("How much pain do you have right now?"), 10)
    pain_worst = number(_("At its worst in the last 24 hours?"), 10)
    pain_best = number(_("At its best in the last 24 hours?"), 10)
    pain_average = number(_("On average over the past week?"), 10)
    onset = models.CharField(_("When did it begin?"), max_length=100, blank=True)
    duration = pick(_("How long has it been so?"), choices.Duration)
    pattern = pick(_("When is it there?"), choices.Pattern)
    worse_by = several(_("What makes it worse?"), choices.Worse)
    better_by = several(_("What makes it better?"), choices.Better)
    pain_words = words(_("Anything else about it?"), 500)
    function_affected = several(_("What goes less well than before?"), choices.Hindered)
    activity_1, ability_1 = activity(1), ability(1)
    activity_2, ability_2 = activity(2), ability(2)
    activity_3, ability_3 = activity(3), ability(3)
    activity_4, ability_4 = activity(4), ability(4)
    activity_5, ability_5 = activity(5), ability(5)
    sitting_hours = tenths(_("How many hours do you sit on a usual day?"), 24)
    stress_week = number(_("How stressful was the past week?"), 10)
    moves = several(_("What do you do in a usual week?"), choices.Moves)
    sleep_position = pick(_("How do you mostly sleep?"), choices.Sleep)
    footwear = models.CharField(_("What shoes do you mostly wear?"), max_length=100, blank=True)

    # Asked in words until 2026-11-23; kept for the intakes that answered them.
    where = words(_("Where does it hurt or feel tight?"), 500, editable=False)
    since = models.CharField(_("How long?"), max_length=100, blank=True, editable=False)
    worse_with = words(_("What makes it worse?"), 300, editable=False)
    better_with = words(_("What makes it better?"), 300, editable=False)
    activity = words(_("What do you do in a usual week?"), 300, editable=False)

    class Meta:
        constraints = [
            *(between(f"pain_{when}", 0, 10) for when in ("now", "worst", "best", "average")),
            *(between(f"ability_{place}", 0, 10) for place in range(1, ACTIVITIES + 1)),
            between("sitting_hours", 0, 24),
            between("stress_week", 0, 10),
            one_of("duration", choices.Duration.values, blank=True),
            one_of("pattern", choices.Pattern.values, blank=True),
            one_of("sleep_position", choices.Sleep.values, blank=True),
            all_of("kinds", choices.GoalKind),
            all_of("worse_by", choices.Worse),
            all_of("better_by", choices.Better),
            all_of("moves", choices.Moves),
            all_of("function_affected", choices.Hindered),
            models.CheckConstraint(
                condition=~Q(moves__contains=[choices.Moves.NONE], moves__len__gt=1),
                name="none_of_these_goes_alone",
            ),
            models.CheckConstraint(condition=_each_named(), name="scores_name_their_activity"),
        ]
