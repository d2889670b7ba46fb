"""The pages of words, cards and scales. Labels live on the models, order lives here."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import HouseForm, PlainForm
from intake import actions
from intake.completeness import NEEDED
from intake.layout import Cards, Pills, Scale
from intake.models import Comfort, Cushions, Goals, Pressure


def several(model, name):
    """A list of listed words, as checkboxes."""
    field = model._meta.get_field(name)
    return forms.MultipleChoiceField(
        choices=field.base_field.choices,
        required=False,
        label=field.verbose_name,
        help_text=field.help_text,
    )


class SectionForm(HouseForm):
    """One page of one intake. Everything may be left empty; sending is what asks for more."""

    def __init__(self, data=None, *, intake):
        self.intake = intake
        slug = self._meta.model._meta.model_name
        super().__init__(data, instance=getattr(intake, slug, None))
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
            if name in NEEDED[slug]:
                mark = '{} <span class="needed">{}</span>'
                field.label = format_html(mark, field.label, _("needed"))

    def clean(self):
        # The database checks its own constraints; asking it once per rule would cost six queries.
        return self.cleaned_data

    def only(self, names):
        """Look at the named fields alone: one field was saved, not the page."""
        for name in set(self.fields) - set(names):
            del self.fields[name]

    def keep(self):
        """Store what was written."""
        facts = {name: self.cleaned_data[name] for name in self.fields}
        if facts:
            actions.save_page(self.intake, self._meta.model, facts)


class GoalsForm(SectionForm):
    class Meta:
        model = Goals
        fields = [
            "goal",
            "pain_now",
            "sitting_hours",
        ]

    def layout(self):
        return Layout(
            Div("goal", css_class="panel"),
            Div(
                Scale("pain_now", low=_("no pain"), high=_("the worst I can think of")),
                css_class="panel",
            ),
            Div("sitting_hours", css_class="panel"),
        )


class ComfortForm(SectionForm):
    options = several(Comfort, "options")

    class Meta:
        model = Comfort
        fields = ["room_temperature", "music", "talk", "lighting", "scent", "avoid", "options"]

    def layout(self):
        return Layout(
            Div(
                Cards("room_temperature"),
                Cards("lighting"),
                Cards("music"),
                Cards("talk"),
                Cards("scent"),
                css_class="panel",
            ),
            Div("avoid", css_class="panel"),
            Div(Cards("options", many=True, plain=True), css_class="panel"),
        )


class CushionsForm(SectionForm):
    supports = several(Cushions, "supports")

    class Meta:
        model = Cushions
        fields = ["position", "supports", "help_on_off", "notes"]

    def layout(self):
        return Layout(
            Div(Cards("position"), css_class="panel"),
            Div(Cards("supports", many=True), css_class="panel"),
            Div(Pills("help_on_off"), "notes", css_class="panel"),
        )


class PressureForm(SectionForm):
    class Meta:
        model = Pressure
        fields = [
            "general",
            "comfort_limit",
            "deep_means",
            "feedback_style",
            "slow_entry",
            "stop_word",
            "stop_signal",
        ]

    def layout(self):
        limit = {"low": _("no pressure"), "high": _("more than I can take")}
        return Layout(
            Div(
                Cards("general", plain=True),
                Scale("comfort_limit", **limit),
                "deep_means",
                css_class="panel",
            ),
            Div(Pills("feedback_style"), Pills("slow_entry"), css_class="panel"),
            Div("stop_word", Cards("stop_signal"), css_class="panel"),
        )


class SignForm(PlainForm):
    """The name under the whole form."""

    signer_name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=200,
        help_text=gettext_lazy("Typing your name here is your signature."),
        error_messages={"required": gettext_lazy("Type your name to sign.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def layout(self):
        return Layout("signer_name")


class CodeForm(PlainForm):
    """Six digits from the mail."""

    code = forms.CharField(
        label=gettext_lazy("Your six-digit code"),
        max_length=20,
        error_messages={"required": gettext_lazy("Type the six digits from our mail.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autofocus": True,
                "class": "code-input",
            }
        ),
    )

    def layout(self):
        return Layout("code")
