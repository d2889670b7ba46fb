"""Finding a row of the screening table, and changing it."""

from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake import screening
from intake.access.ruling import REVIEWER, why_not_reviewer
from intake.body import zones
from intake.gate import meaning

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FilterForm(PlainForm):
    """Which rows to show; each may be empty."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)
    severity = forms.ChoiceField(label=gettext_lazy("A yes weighs"), required=False)

    def __init__(self, data):
        super().__init__(data)
        groups = [(group["code"], group["title"]) for group in screening.load()["groups"]]
        self.fields["group"].choices = [("", _("Every group")), *groups]
        self.fields["severity"].choices = [("", _("Any")), *meaning.LABELS.items()]

    def layout(self):
        return Layout("q", "group", "severity")

    def narrow(self, rows):
        """The rows that were asked for; a filter that makes no sense narrows nothing."""
        asked = self.cleaned_data
        words = asked.get("q", "").casefold()
        return [
            row
            for row in rows
            if (not asked.get("group") or row.group == asked["group"])
            and asked.get("severity")
            in ("", None, row.severity, getattr(row.change, "severity", ""))
            and (not words or any(words in text.casefold() for text in _words(row)))
        ]


def _words(row):
    return row.code, row.text, row.action, row.source


class RuleForm(PlainForm):
    """What a yes shall weigh in this clinic. `row`: the question, `last`: the change in force."""

    severity = forms.ChoiceField(
        label=gettext_lazy("A yes weighs"),
        choices=list(meaning.LABELS.items()),
        widget=forms.RadioSelect,
    )
    zones = forms.MultipleChoiceField(
        label=gettext_lazy("In these places"),
        choices=list(zones.LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one place.")},
    )
    cap = forms.TypedChoiceField(
        label=gettext_lazy("Pressure level at most"),
        choices=[("", gettext_lazy("No limit of its own")), *[(n, n) for n in range(1, 6)]],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    instead = forms.BooleanField(
        label=gettext_lazy("This stands in place of what the table says"), required=False
    )
    reviewer_name = forms.CharField(
        label=gettext_lazy("Clinical reviewer"), max_length=200, required=False
    )
    reviewer_role = forms.CharField(
        label=gettext_lazy("What they are"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For example: family doctor, physiotherapist."),
    )
    reviewed_on = forms.DateField(label=gettext_lazy("Reviewed on"), required=False, widget=DAY)

    def __init__(self, data=None, *, row, last=None):
        stands = last or row
        self.row, self.last = row, last
        super().__init__(
            data,
            initial={
                "severity": stands.severity,
                "zones": list(last.zones if last else zones.spread(row.scope)),
                "cap": stands.cap or "",
            },
        )

    def layout(self):
        return Layout(
            "severity",
            "zones",
            "cap",
            "reason",
            Fieldset(
                _("If it is looser: who reviewed it"),
                "instead",
                Div("reviewer_name", "reviewer_role", css_class="two-up"),
                "reviewed_on",
            ),
        )

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day and not day.year >= 2000 or day and day > timezone.localdate():
            raise forms.ValidationError(_("Choose a day up to today."))
        return day

    def clean(self):
        """Each blank of the reviewer is named beside its field once one of them is filled."""
        given = [name for name in REVIEWER if self.cleaned_data.get(name)]
        for name in REVIEWER:
            if given and name not in given and name not in self.errors:
                self.add_error(name, _("Please fill this in as well."))
        self._name_the_reviewer()
        return self.cleaned_data

    def _name_the_reviewer(self):
        """Who may be asked about it later: a full name, and what they are."""
        name, role = (self.cleaned_data.get(part, "") for part in REVIEWER[:2])
        if name and (sentence := why_not_reviewer(name, "any role")):
            self.add_error("reviewer_name", sentence)
        if role and (sentence := why_not_reviewer("Any Name", role)):
            self.add_error("reviewer_role", sentence)
