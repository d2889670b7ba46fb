"""The therapist's decision, and the settling of a "not sure"."""

import datetime

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import HouseForm, PlainForm
from intake import actions
from intake.access import why_not_decide
from intake.layout import Cards
from intake.models import Decision

YEAR = datetime.timedelta(days=366)


class DecisionForm(HouseForm):
    """One of five outcomes, with what it needs."""

    class Meta:
        model = Decision
        fields = ["outcome", "conditions", "reason", "until", "expires_on"]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("until", "expires_on")
        } | {name: forms.Textarea(attrs={"rows": 2}) for name in ("conditions", "reason")}

    def __init__(self, data=None, *, flags, now=None):
        self.flags, self.now = flags, now or timezone.now()
        super().__init__(data)
        self.fields["outcome"].error_messages["required"] = _("Choose a decision.")
        self.initial.setdefault("expires_on", actions.default_expiry(flags, self.now))

    def layout(self):
        return Layout(
            Cards("outcome", plain=True),
            "conditions",
            "reason",
            Div("until", "expires_on", css_class="two-up"),
        )

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate(self.now)
        if not today <= day <= today + YEAR:
            raise forms.ValidationError(_("Choose a day from today to one year ahead."))
        return day

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and day < timezone.localdate(self.now):
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self):
        # Not super().clean(): the database checks its own constraints.
        facts = self.cleaned_data
        if facts.get("outcome") and facts["outcome"] != "hold" and facts.get("until"):
            self.add_error("until", _("Only a hold has an end. Clear this day."))
        if facts.get("outcome") and (sentence := why_not_decide(self.flags, facts)):
            self.add_error(None, sentence)
        return facts


class SettleForm(PlainForm):
    """Yes or no, and how it was found out."""

    code = forms.CharField(max_length=10, widget=forms.HiddenInput)
    value = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    how = forms.CharField(
        label=gettext_lazy("How did you find out?"),
        max_length=500,
        help_text=gettext_lazy("For example: asked on the phone, saw the letter."),
        error_messages={"required": gettext_lazy("Write down how you found out.")},
    )

    def layout(self):
        return Layout("code", "value", "how")
