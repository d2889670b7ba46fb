"""The therapist's decision, the settling of a "not sure", and who filled the form in."""

import datetime

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import HouseForm, PlainForm
from intake import actions
from intake.access.review import (
    why_not_decide,
    why_not_last,
    why_not_seen,
    why_not_triaged,
    why_not_until,
)
from intake.body import zones
from intake.layout_staff import Choices
from intake.models import Decision
from intake.models.decision import Outcome

YEAR = datetime.timedelta(days=366)


class DecisionForm(HouseForm):
    """One of five outcomes, with what it needs. `case`: the grounds it stands on.

    `seen`, `last`, `triaged`: the newest answer, decision and triage that the page showed, so that
    nobody decides about an answer, over a decision or by a triage that they never saw.
    """

    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    last = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    triaged = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    reason_zones = forms.MultipleChoiceField(
        label=Decision._meta.get_field("reason_zones").verbose_name,
        help_text=gettext_lazy(
            "Your reason opens only what you tick. The rest stays closed, and no letter is widened."
        ),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "A place was ticked that no reason opens. Look at the places again."
            )
        },
    )

    class Meta:
        model = Decision
        fields = ["outcome", "conditions", "reason", "reason_zones", "until", "expires_on"]
        widgets = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            for name in ("until", "expires_on")
        } | {name: forms.Textarea(attrs={"rows": 2}) for name in ("conditions", "reason")}

    def __init__(self, data=None, *, case, now=None):
        self.case, self.now, self.openable = case, now or timezone.now(), case.openable()
        super().__init__(data)
        self.fields["outcome"].error_messages["required"] = _("Choose a decision.")
        for name in ("conditions", "reason"):
            self.fields[name].max_length = 2000
            self.fields[name].validators.append(_at_most(2000, self.fields[name].label))
        self.fields["reason_zones"].choices = [
            (zone, str(zones.LABELS[zone]).capitalize()) for zone in self.openable
        ]
        self.initial.setdefault("expires_on", actions.default_expiry(case, self.now))
        self.initial |= self._newest()

    def layout(self):
        return Layout(
            "seen",
            "last",
            "triaged",
            Choices("outcome"),
            "conditions",
            "reason",
            self._places(),
            Div("until", "expires_on", css_class="two-up"),
        )

    def _places(self):
        """What a reason may open, each with the answers that close it and what was asked there."""
        hints = {
            zone: _("Closed by %(codes)s") % {"codes": ", ".join(codes)}
            for zone, codes in self.openable.items()
        }
        closing = {code for codes in self.openable.values() for code in codes}
        asked = {flag.question.code: _(flag.question.text) for flag in self.case.flags}
        notes = [f"{code}: {text}" for code, text in asked.items() if code in closing]
        return Choices("reason_zones", many=True, hints=hints, notes=notes)

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
        if sentence := self._unseen(facts):
            self._look_again(sentence)
        elif facts.get("outcome") and "reason_zones" in facts:  # what is wrong there is said there
            self._weigh(facts)
        return facts

    def _post_clean(self):
        """The row is the verb's to make: it asks what the constraints ask, in sentences."""

    def facts(self):
        """What the row keeps."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _look_again(self, sentence):
        """Everything typed stays; the page that comes back shows what is new."""
        self.data = self.data.copy()
        for name, number in self._newest().items():
            self.data[name] = number
        self.add_error(None, sentence)

    def _newest(self):
        return {name: getattr(self.case, name) for name in ("seen", "last", "triaged")}

    def _unseen(self, facts):
        """The sentence of whatever came after the page, or None."""
        return (
            why_not_seen(self.case.seen, facts.get("seen"))
            or why_not_last(self.case.last, facts.get("last"))
            or why_not_triaged(self.case.triaged, facts.get("triaged"))
        )

    def _weigh(self, facts):
        if sentence := why_not_decide(self.case, facts):
            self.add_error("reason" if facts["outcome"] == Outcome.NOT_SUITABLE else None, sentence)
        if sentence := why_not_until(self.case, facts):
            self.add_error("expires_on", sentence)


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
