"""What staff type about a client: names, date of birth, and where to write to them."""

import datetime

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.forms import HouseForm
from clinic.models import Client, User

EARLIEST = datetime.date(1900, 1, 1)
DAY = {"type": "date", "min": EARLIEST.isoformat()}


class TherapistField(forms.ModelChoiceField):
    """The therapists who work here now, by name."""

    def __init__(self, **kwargs):
        therapists = User.objects.filter(is_therapist=True, is_active=True).order_by("name")
        kwargs = {"label": _("Therapist"), "empty_label": _("Choose"), **kwargs}
        super().__init__(therapists, **kwargs)

    def label_from_instance(self, user):
        return user.name


class ClientForm(HouseForm):
    """A client's header."""

    class Meta:
        model = Client
        fields = (
            "legal_name",
            "preferred_name",
            "pronouns",
            "date_of_birth",
            "email",
            "phone",
        )
        widgets = {
            "date_of_birth": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # it is not the therapist's own address
        self.fields["date_of_birth"].widget.attrs["max"] = timezone.localdate().isoformat()

    def layout(self):
        return Layout(
            Div("legal_name", "preferred_name", css_class="two-up"),
            Div("pronouns", "date_of_birth", css_class="two-up"),
            Div("email", "phone", css_class="two-up"),
        )

    def clean_date_of_birth(self):
        day = self.cleaned_data["date_of_birth"]
        if day and not EARLIEST <= day <= timezone.localdate():
            raise forms.ValidationError(_("Give a day from 1900 until today."))
        return day


class AddClientForm(ClientForm):
    """For admins, who choose the therapist as well."""

    therapist = TherapistField(
        help_text=_("The first person in the care team; others can join later.")
    )

    def layout(self):
        return Layout(*super().layout(), "therapist")
