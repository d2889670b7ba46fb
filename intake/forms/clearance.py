"""A letter from somebody who knows the client's health: who, what for, how long, and its file."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import HouseForm
from intake import clearances, letters
from intake.access.review import why_not_seen, why_not_without_file
from intake.body import zones
from intake.layout_staff import Choices
from intake.models import Clearance

DAY = {"type": "date"}
MOST = 2_000  # characters of what is allowed, and of what is not


def _sentences(label, required=True):
    return forms.CharField(
        label=label,
        max_length=MOST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ClearanceForm(HouseForm):
    """One letter. `closed`: the places that the answer closes; the letter may open some or all.

    `about`: the number of that answer. `seen`: the one that the page showed.
    """

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    zones = forms.MultipleChoiceField(
        label=gettext_lazy("Which places does the letter allow?"),
        help_text=gettext_lazy("Only what the letter says. The others stay closed."),
        error_messages={
            "required": gettext_lazy("Choose at least one place that the letter allows.")
        },
    )
    scope = _sentences(gettext_lazy("What is allowed, in their words"))
    restrictions = _sentences(gettext_lazy("What is not allowed"), required=False)
    letter = forms.FileField(
        label=gettext_lazy("The letter itself"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("A PDF, or a picture (PNG, JPEG), of at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    class Meta:
        model = Clearance
        fields = [
            "provider_name",
            "provider_role",
            "contact",
            "method",
            "dated_on",
            "expires_on",
            "zones",
            "scope",
            "restrictions",
        ]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs=DAY)
            for name in ("dated_on", "expires_on")
        }

    def __init__(self, *args, code, closed, about=0, now=None, **kwargs):
        self.code, self.about, self.today = code, about, timezone.localdate(now)
        super().__init__(*args, **kwargs)
        self.initial["seen"] = about
        self.fields["zones"].choices = [
            (zone, str(zones.LABELS[zone]).capitalize()) for zone in closed
        ]
        self.fields["expires_on"].required = False
        self.fields["expires_on"].help_text = _(
            "Left empty: %(days)d days after the date of the letter."
        ) % {"days": clearances.lasts(code).days}
        self.fields["contact"].help_text = _("A phone number or an address, to ask back.")
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"  # it is not the therapist's own name

    def layout(self):
        return Layout(
            "seen",
            Div("provider_name", "provider_role", css_class="two-up"),
            Div("contact", "method", css_class="two-up"),
            Div("dated_on", "expires_on", css_class="two-up"),
            Choices("zones", many=True),
            "scope",
            "restrictions",
            "letter",
        )

    def clean_dated_on(self):
        day = self.cleaned_data["dated_on"]
        if day > self.today:
            raise forms.ValidationError(_("The letter cannot be dated in the future."))
        if day < self.today - clearances.LONGEST:
            raise forms.ValidationError(
                _("This letter is older than two years. Ask for a new one.")
            )
        return day

    def clean_letter(self):
        upload = self.cleaned_data["letter"]
        return letters.checked(upload) if upload else None

    def clean(self):
        # Not super().clean(): the database checks its own constraints.
        facts = self.cleaned_data
        if (dated := facts.get("dated_on")) and "expires_on" in facts:
            self._settle_end(dated, facts["expires_on"])
        if "letter" in facts and (sentence := why_not_without_file(facts, facts["letter"])):
            self.add_error("letter", sentence)
        if sentence := why_not_seen(self.about, facts.get("seen")):
            self.data = self.data.copy()
            self.data["seen"] = self.about
            self.add_error(None, sentence)
        return facts

    def _settle_end(self, dated, typed):
        ends = typed or dated + clearances.lasts(self.code)
        if ends < self.today:
            past = _("The letter would have ended already. Ask for a newer one.")
            day = _("This day is past. Choose a day from today on.")
            self.add_error("expires_on", past if typed is None else day)
        elif ends > self.today + clearances.LONGEST:
            self.add_error("expires_on", _("Choose a day within two years from today."))
        else:
            self.cleaned_data["expires_on"] = ends

    def facts(self):
        """(what the row keeps, the checked file or None)."""
        kept = dict(self.cleaned_data)
        letter, _seen = kept.pop("letter", None), kept.pop("seen")
        return kept, letter
