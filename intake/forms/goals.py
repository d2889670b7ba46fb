"""The page of goals and pain: why somebody comes, how it hurts, what it keeps them from."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import bodymap
from intake.forms.section import SectionForm
from intake.layout import Cards, Fold, Line, Panel, Pills, Scale, Small, Text
from intake.models import Goals
from intake.models.choices_person import Moves
from intake.models.goals import ACTIVITIES

NAMELESS = gettext_lazy("Name the activity, or choose “–” beside its numbers.")
ALONE = gettext_lazy("“None of these” stands alone. Take it away, or the others.")
CREDIT = gettext_lazy(
    "To name your own activities and give them a number is an idea of Paul Stratford and others"
    " (1995). The words are ours."
)
SHOWN = 2  # activities on the page; the others wait behind a line


class GoalsForm(SectionForm):
    """Domain 4.8 (goals, what adds to it), 4.1 (pain) and 4.7 (activities)."""

    model = Goals
    marking = None  # a mark that is being written in the map's list
    names = (
        "kinds goal pain_now pain_worst pain_best pain_average onset duration pattern worse_by"
        " better_by pain_words function_affected".split()
        + [f"{what}_{n}" for n in range(1, ACTIVITIES + 1) for what in ("activity", "ability")]
        + "sitting_hours stress_week moves sleep_position footwear".split()
    )
    leaning = tuple(
        f"{what}_{n}" for n in range(1, ACTIVITIES + 1) for what in ("activity", "ability")
    )
    called = {
        "pain_now": gettext_lazy("Pain right now"),
        "pain_worst": gettext_lazy("Pain at its worst"),
        "pain_best": gettext_lazy("Pain at its best"),
        "pain_average": gettext_lazy("Pain on average"),
        **{f"ability_{n}": gettext_lazy("How well you can do it") for n in range(1, 6)},
        "sitting_hours": gettext_lazy("Hours of sitting"),
        "stress_week": gettext_lazy("Stress in the past week"),
    }

    @property
    def map(self):
        """What the body map of this page shows."""
        return bodymap.context(self.intake, self.marking)

    def clean(self):
        """A number without an activity says nothing; "none of these" says nothing beside others."""
        for n in range(1, ACTIVITIES + 1):
            self._name_it(f"activity_{n}", f"ability_{n}")
        chosen = self.cleaned_data.get("moves") or []
        if Moves.NONE in chosen and len(chosen) > 1:
            self.add_error("moves", str(ALONE))
        return self.cleaned_data

    def _name_it(self, activity, ability):
        """Taking the activity away takes its number along; a number alone is asked about."""
        if self.will_be(ability) is None or self.will_be(activity):
            return
        if ability in self.cleaned_data and self.was_sent(ability):
            self.add_error(ability, str(NAMELESS))
        self.besides[ability] = None

    def layout(self):
        yield Panel(
            _("What you hope for"),
            Cards("kinds", needed=_("choose or write one")),
            Text("goal"),
        )
        yield Panel(_("Your pain"), *self._pain())
        yield Fold(
            _("What it keeps you from"),
            *self._activities(1, SHOWN),
            Fold(_("More activities"), *self._activities(SHOWN + 1, ACTIVITIES)),
            Fold(_("Or choose from a list"), Cards("function_affected", plain=True)),
            Small(CREDIT),
            lead=_("Name a thing or two that is hard now. Later we see together how it changed."),
        )
        yield Fold(_("Your usual day"), *self._day())

    def _pain(self):
        ends = {"low": _("no pain"), "high": _("the worst I can think of")}
        pain = _("Your pain")
        why = _("Your number today is where we start from. We ask it again after each visit.")
        yield Scale("pain_now", why=why, **ends)
        yield Fold(
            _("More about your pain"),
            Scale("pain_worst", of=pain, **ends),
            Scale("pain_best", of=pain, **ends),
            Scale("pain_average", of=pain, **ends),
            Line("onset", of=pain, example=_("Such as: last March, or after a fall")),
            Pills("duration", of=pain),
            Pills("pattern", of=pain),
            Cards("worse_by", of=pain, plain=True),
            Cards("better_by", of=pain, plain=True),
            Text("pain_words", of=pain),
        )

    def _activities(self, first, last):
        for n in range(first, last + 1):
            yield Line(f"activity_{n}", example=_("Such as: tying my shoes"))
            yield Scale(f"ability_{n}", low=_("cannot do it"), high=_("as before"), none=True)

    def _day(self):
        why = _("Stress can add to tension. Later we see together whether it changed.")
        yield Line("sitting_hours", inputmode="decimal")
        yield Scale("stress_week", low=_("none"), high=_("extreme"), why=why)
        yield Cards("moves", plain=True)
        yield Pills("sleep_position")
        yield Line("footwear")
