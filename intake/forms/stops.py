"""An incident and a referral as the therapist writes them up (domain 10.4)."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.forms import HouseForm
from intake.access.stops import doubts
from intake.layout_staff import Choices
from intake.models import Incident, Referral

MOMENT = "%Y-%m-%dT%H:%M"
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]


def _moment():
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


def _text():
    return forms.Textarea(attrs={"rows": 2})


class StopForm(HouseForm):
    """What both share: the last word as it stands, and the number of its row.

    `last`: the newest row of the Incident or Referral.
    """

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    moments = ()  # fields that hold a time

    def __init__(self, data=None, *, last, now=None):
        self.now = now or timezone.now()
        super().__init__(data, initial=self._said(last) | {"seen": last.pk})
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def _said(self, last):
        return model_to_dict(last, self.Meta.fields)

    def clean(self):
        # Not super().clean(): the database checks its own constraints.
        facts = self.cleaned_data
        for name in self.moments:
            if (moment := facts.get(name)) and not 1900 <= moment.year <= 2200:
                self.add_error(name, self.fields[name].error_messages["invalid"])
        if not self.errors:
            # All of them first: an error takes its field out of the facts.
            for name, sentence in list(doubts(self.Meta.model, facts, self.now)):
                self.add_error(name, sentence)
        return facts

    def facts(self):
        """(what the row keeps, the number of the newest row that was on the page)."""
        kept = dict(self.cleaned_data)
        return kept, kept.pop("seen") or 0


class IncidentForm(StopForm):
    """Domain 10.4, field by field."""

    moments = ("at", "follow_up_at")
    client_informed = forms.TypedChoiceField(
        label=Incident._meta.get_field("client_informed").verbose_name,
        choices=YES_OR_NO,
        required=False,
        coerce=lambda word: word == "yes",
        empty_value=None,
    )

    class Meta:
        model = Incident
        fields = [
            "at",
            "kind",
            "severity",
            "description",
            "action",
            "client_informed",
            "referred_to",
            "zone",
            "technique",
            "level",
            "onset_h",
            "duration_h",
            "follow_up_at",
            "reported_to",
            "outcome",
            "mistaken",
        ]
        widgets = {"at": _moment(), "follow_up_at": _moment()}
        widgets |= {name: _text() for name in ("description", "action", "outcome")}
        help_texts = {"follow_up_at": _("Within three days, unless it was mild.")}

    def _said(self, last):
        told = {None: "", True: "yes", False: "no"}[last.client_informed]
        return super()._said(last) | {"client_informed": told}

    def layout(self):
        return Layout(
            "seen",
            "at",
            Div("kind", "severity", css_class="two-up"),
            "description",
            "action",
            Choices("client_informed"),
            Div("referred_to", "follow_up_at", css_class="two-up"),
            Div("zone", "technique", css_class="two-up"),
            "level",
            Div("onset_h", "duration_h", css_class="two-up"),
            "reported_to",
            "outcome",
            "mistaken",
        )


class ReferralForm(StopForm):
    """To whom, how soon, when the client was told, and what became of it."""

    moments = ("told_at",)

    class Meta:
        model = Referral
        fields = ["urgency", "to_whom", "told_at", "outcome", "mistaken"]
        widgets = {"told_at": _moment(), "outcome": _text()}

    def layout(self):
        return Layout("seen", "urgency", "to_whom", "told_at", "outcome", "mistaken")
