"""Saying why, before a record is read that is not one's own."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.forms import DayField, HouseForm, PlainForm
from clinic.models import Reading


def _reason():
    label = Reading._meta.get_field("reason").verbose_name
    return forms.CharField(
        label=label,
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. They are kept."),
        error_messages={"min_length": _("Say it in 10 characters or more.")},
    )


class ReasonForm(HouseForm):
    """The reason alone, for a client who is already named."""

    reason = _reason()

    class Meta:
        model = Reading
        fields = ("reason",)

    def layout(self):
        return Layout("reason")


class FindForm(PlainForm):
    """For a therapist outside the care team: exact name and date of birth, and the reason."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        help_text=_("Exactly as it is written here: the legal or the preferred name."),
    )
    born = DayField(
        label=_("Date of birth"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    reason = _reason()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "born"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def layout(self):
        return Layout(Div("name", "born", css_class="two-up"), "reason")
