"""The therapist's decision, the settling of a "not sure", and who filled the form in."""

import datetime

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import HouseForm, PlainForm
from intake import actions
from intake.access import why_not_decide
from intake.layout_staff import Choices
from intake.models import Decision

YEAR = datetime.timedelta(days=366)


class DecisionForm(HouseForm):
    """One of five outcomes, with what it needs. `case`: the grounds it stands on."""

    class Meta:
        model = Decision
        fields = ["outcome", "conditions", "reason", "until", "expires_on"]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("until", "expires_on")
        } | {name: forms.Textarea(attrs={"rows": 2}) for name in ("conditions", "reason")}

    def __init__(self, data=None, *, case, now=None):
        self.case, self.now = case, now or timezone.now()
        super().__init__(data)
        self.fields["outcome"].error_messages["required"] = _("Choose a decision.")
        for name in ("conditions", "reason"):
            self.fields[name].max_length = 2000
            self.fields[name].validators.append(_at_most(2000, self.fields[name].label))
        self.initial.setdefault("expires_on", actions.default_expiry(case, self.now))

    def layout(self):
        return Layout(
            Choices("outcome"),
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
        day, today = self.cleaned_data["until"], timezone.localdate(self.now)
        if day and not today <= day <= today + YEAR:
            raise forms.ValidationError(_("Choose a day from today to one year ahead."))
        return day

    def clean(self):
        # Not super().clean(): the database checks its own constraints.
        facts = self.cleaned_data
        if facts.get("outcome") and facts["outcome"] != "hold" and facts.get("until"):
            self.add_error("until", _("Only a hold has an end. Clear this day."))
        if facts.get("outcome") and (sentence := why_not_decide(self.case, facts)):
            self.add_error(None, sentence)
        return facts


def _at_most(number, label):
    """The length of a free text, in a sentence that names the field."""

    def check(text):
        if len(text) > number:
            facts = {"label": label, "most": number, "now": len(text)}
            raise forms.ValidationError(
                _("“%(label)s” has room for %(most)d characters; it has %(now)d.") % facts
            )

    return check


class HowForm(PlainForm):
    """How something was found out; one sentence is enough."""

    how = forms.CharField(
        label=gettext_lazy("How did you find out?"),
        max_length=500,
        error_messages={"required": gettext_lazy("Write down how you found out.")},
    )

    def layout(self):
        return Layout("how")


class PersonForm(HowForm):
    """The therapist's word on who filled the form in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].help_text = _(
            "For example: asked on the phone; the year was a slip of the finger."
        )


class SettleForm(HowForm):
    """Yes or no, and how it was found out."""

    code = forms.CharField(max_length=10, widget=forms.HiddenInput)
    value = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )

    def layout(self):
        return Layout("code", "value", "how")
