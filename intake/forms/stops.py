"""An incident and a referral as the therapist writes them up (domain 10.4)."""

import uuid

from crispy_forms.layout import Div, Layout
from django import forms
from django.forms.models import model_to_dict
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from clinic.forms import FocusForm, HouseForm
from clinic.models import Visit
from intake.access.stops import doubts, doubts_of_record
from intake.layout_staff import Choices
from intake.models import Incident, Referral

MOMENT = "%Y-%m-%dT%H:%M"
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]


def _moment():
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)


def _text():
    return forms.Textarea(attrs={"rows": 2})


class StopForm(FocusForm, HouseForm):
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
            for name, sentence in list(self._doubts(facts)):
                self.add_error(name, sentence)
        return facts

    def _doubts(self, facts):
        return doubts(self.Meta.model, facts, self.now)

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
        return Layout("seen", *self._what_happened(), "outcome", "mistaken")

    def _what_happened(self):
        return (
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
        )


class RecordForm(IncidentForm):
    """The same for what no answer stopped. What became of it is said later, when it is known.

    `visits`: those it can have been at. `seen`: the newest incident on the page.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    visit = forms.ModelChoiceField(
        label=_("At which visit?"),
        queryset=Visit.objects.none(),
        empty_label=_("Choose one"),
        help_text=_("One that was started."),
    )

    class Meta(IncidentForm.Meta):
        exclude = ("outcome", "mistaken")

    def __init__(self, data=None, *, visits, visit, seen, now=None):
        super().__init__(data, last=Incident(pk=seen), now=now)
        self.initial |= {"key": uuid.uuid4(), "visit": visit}
        self.fields["visit"].queryset = visits
        self.fields["visit"].label_from_instance = _named
        for name in ("kind", "severity", "action", "client_informed"):
            self.fields[name].required = True  # nothing here can be a wrong tap

    def _doubts(self, facts):
        return doubts_of_record(facts, self.now)

    def layout(self):
        return Layout("seen", "key", "visit", *self._what_happened())

    def told(self):
        """What `actions.record_incident` takes."""
        facts, seen = self.facts()
        return {"visit": facts.pop("visit"), "key": facts.pop("key"), "facts": facts, "seen": seen}

    def has_seen(self, newest):
        """The page shows everything up to `newest` now: sent once more, it counts."""
        self.data = self.data.copy()
        self.data["seen"] = newest


def _named(visit):
    day = formats.date_format(timezone.localtime(visit.starts_at), "D j M Y, H:i")
    return _("%(day)s, with %(name)s") % {"day": day, "name": visit.therapist.name}


class ReferralForm(StopForm):
    """To whom, how soon, when the client was told, and what became of it."""

    moments = ("told_at",)

    class Meta:
        model = Referral
        fields = ["urgency", "to_whom", "told_at", "outcome", "mistaken"]
        widgets = {"told_at": _moment(), "outcome": _text()}

    def layout(self):
        return Layout("seen", "urgency", "to_whom", "told_at", "outcome", "mistaken")
