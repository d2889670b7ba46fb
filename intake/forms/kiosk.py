"""What the covered tablet asks before it goes on."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.forms import PlainForm

SENTENCE = _("Write the date of birth as year, month and day.")


class BornForm(PlainForm):
    """The client's date of birth."""

    born = forms.DateField(
        label=_("Your date of birth"),
        error_messages={"required": SENTENCE, "invalid": SENTENCE},
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}),
    )

    def layout(self):
        return Layout("born")
