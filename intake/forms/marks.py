"""One mark on the body map, as the picture or the list sends it."""

import re

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake.access.marks import why_not_mark
from intake.body import regions
from intake.body.figure import VIEWS
from intake.models.marks import FELT, MarkKind, Quality, Side

NUMBER = re.compile(r"10|[0-9]", re.ASCII)
LISTED = gettext_lazy("“What kind of pain is it?”: choose from the listed answers.")


def _one_of(label, choices, sentence):
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": sentence, "invalid_choice": sentence},
    )


def _named(data):
    """Whatever names the place, as region, side and kind."""
    button = data.get("change") or data.get("remove") or ""
    place, _slash, kind = button.partition("/")
    if not kind and ("region" in data or "place" not in data):
        return data
    data = data.copy()
    data["region"], _dash, data["side"] = (place if kind else data["place"]).rpartition("-")
    if kind:
        data["kind"] = kind
        data.pop("place", None)
    return data


def places_by_view():
    """Every place by name: [(“Front”, [(“f_groin-left”, “Hip crease and groin, left”)])]."""
    found = {view: [] for view in VIEWS}
    for region in regions.REGIONS:
        for side in region.sides:
            found[region.view].append((f"{region.code}-{side}", regions.name(region.code, side)))
    labels = {**VIEWS, "rest": _("Rest of the body")}
    return [(str(labels[view]), places) for view, places in found.items()]


class UnmarkForm(PlainForm):
    """Which mark is meant. The list sends `place` (`f_groin-left`), the picture both halves; a
    button beside a mark names all of it, whatever else comes along (`f_groin-left/pain`).
    """

    region = _one_of(
        gettext_lazy("Place"),
        [(code, code) for code in regions.CODES],
        gettext_lazy("“Place”: choose one from the list."),
    )
    side = _one_of(
        gettext_lazy("Side"),
        Side.choices,
        gettext_lazy("“Side”: choose left, right or middle."),
    )
    kind = _one_of(
        gettext_lazy("What is it like there?"),
        MarkKind.choices,
        gettext_lazy("“What is it like there?”: choose one of the listed answers."),
    )
    many = ()  # the fields that may be sent more than once
    also = {"region": "place"}  # what the list sends instead

    def __init__(self, data=None, *, intake=None, **more):
        self.intake = intake
        super().__init__(data and _named(data), **more)

    def layout(self):
        """Drawn by hand: see templates/intake/map/_place.html."""
        return Layout(*self.fields)

    def clean(self):
        facts = self.cleaned_data
        region = regions.BY_CODE.get(facts.get("region"))
        if region and "side" in facts and facts["side"] not in region.sides:
            sentence = (
                _("“%(place)s” has a left and a right. Choose one of them as “Side”.")
                if region.paired
                else _("“%(place)s” is in the middle. Choose the middle as “Side”.")
            )
            self.add_error("side", sentence % {"place": region.label})
        return facts

    def _refuse_repeated(self):
        super()._refuse_repeated()
        for name, other in self.also.items():
            if name not in self.errors and len(self.data.getlist(other)) > 1:
                label = self.fields[name].label
                self.add_error(name, _("“%(label)s” came twice.") % {"label": label})

    @property
    def view(self):
        """The view of the body that shows the place; asked of a form that is right."""
        return regions.BY_CODE[self.cleaned_data["region"]].view


class MarkForm(UnmarkForm):
    """A whole mark. A number and the qualities go with pain only (domain 2.4)."""

    intensity = forms.CharField(label=gettext_lazy("How much does it hurt?"), required=False)
    qualities = forms.MultipleChoiceField(
        label=gettext_lazy("What kind of pain is it?"),
        choices=Quality.choices,
        required=False,
        error_messages={"invalid_choice": LISTED, "invalid_list": LISTED},
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=200,
        required=False,
        error_messages={
            "max_length": gettext_lazy(
                "“In your own words” takes at most 200 characters (it has %(show_value)d)."
            ),
            "null_characters_not_allowed": gettext_lazy(
                "Remove the invisible character in “In your own words”."
            ),
        },
    )

    def clean_intensity(self):
        """A whole number in plain digits, or None."""
        typed = self.cleaned_data["intensity"]
        if not typed:
            return None
        if not NUMBER.fullmatch(typed):
            raise ValidationError(
                _("“How much does it hurt?” is a whole number from 0 to 10."), code="range"
            )
        return int(typed)

    def clean(self):
        facts = super().clean()
        if facts.get("kind") and facts["kind"] not in FELT:
            self._only_for_pain(facts)
        if not self.errors and self.intake:
            place = facts["region"], facts["side"], facts["kind"]
            if sentence := why_not_mark(self.intake, *place):
                self.add_error("region", sentence)
        return facts

    def _only_for_pain(self, facts):
        for name in ("intensity", "qualities"):
            if facts.get(name) not in (None, "", []):
                label = self.fields[name].label
                self.add_error(name, _("“%(label)s” goes with pain only.") % {"label": label})
