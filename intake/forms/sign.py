"""The signature under the whole form: drawn, typed, or both."""

from functools import cached_property

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import FocusForm, PlainForm
from intake import drawn, minors
from intake.access import why_not_sign_as
from intake.models import Signature

AGAIN = "again"  # what the page sends instead of a drawing when somebody starts again


class DrawnForm(PlainForm):
    """What the box on the page sends: a data URL, or the word that empties it."""

    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def layout(self):
        return Layout()

    def clean_drawn(self):
        """The bytes of a clean PNG, or AGAIN."""
        text = self.cleaned_data["drawn"]
        return AGAIN if text == AGAIN else drawn.png_of(text)


class SignForm(FocusForm, PlainForm):
    """A name in letters is a signature; so is one drawn by hand. One of them is enough."""

    signer_name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Typing your name here is your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "data-no-save": ""}),
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, intake):
        super().__init__(data)
        self.role = minors.signer_role(intake)
        self.signer = minors.signer(intake)
        self.intake = intake
        if minors.is_minor(intake):
            self.fields["signer_name"].label = _("Full name of the parent or guardian")

    @cached_property
    def kept(self):
        """What was drawn before, or None."""
        return Signature.objects.filter(intake=self.intake.pk, role=self.role).first()

    def layout(self):
        return Layout("signer_name")

    def leave_nothing(self):
        """On a tablet that others use, the browser neither offers nor keeps a name."""
        self.fields["signer_name"].widget.attrs["autocomplete"] = "off"

    def clean_drawn(self):
        """The bytes of a clean PNG, or empty when the box was left alone or emptied."""
        text = self.cleaned_data["drawn"]
        return drawn.png_of(text) if text not in ("", AGAIN) else b""

    def clean(self):
        facts = self.cleaned_data
        if not self.errors and not facts.get("signer_name"):
            emptied = self.data.get("drawn") == AGAIN
            if not (facts.get("drawn") or (self.kept and not emptied)):
                self.add_error("signer_name", _("Type your full name, or sign in the box."))
            elif not self.signer:
                self.add_error("signer_name", _("Type your full name as well."))
        name = facts.get("signer_name") or self.signer
        if not self.errors and (sentence := why_not_sign_as(self.intake, self.role, name)):
            self.add_error("signer_name", sentence)
        return facts
