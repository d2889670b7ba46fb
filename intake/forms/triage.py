"""How much a told condition weighs, where, and why."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake.access.triage import number, why_not_so, why_not_weighed
from intake.body import zones
from intake.gate import meaning
from intake.models import Triage
from intake.models.triage import Sides


def _label(name):
    return Triage._meta.get_field(name).verbose_name


class TriageForm(PlainForm):
    """`flag`: of the told condition, as the page shows it; what counts so far stands in it.

    `about`, `last`: the answer and the triage on the page, so that nobody triages words, or over a
    triage, that they never saw.
    """

    about = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    last = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    severity = forms.ChoiceField(
        label=_label("severity"),
        choices=list(meaning.LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how much it weighs.")},
    )
    zones = forms.MultipleChoiceField(
        label=_label("zones"),
        choices=list(zones.LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "Only for “No direct psoas work” and “Get clearance”. The others hold everywhere."
        ),
    )
    side = forms.ChoiceField(
        label=_label("side"), choices=Sides.choices, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label=_label("reason"),
        max_length=500,
        help_text=Triage._meta.get_field("reason").help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say in at least 20 characters why.")},
    )

    def __init__(self, data=None, *, flag):
        self.flag, known = flag, flag.triage
        facts = {"about": flag.answer.pk, "last": number(flag), "side": Sides.BOTH}
        if known:
            facts |= {"severity": known.severity, "zones": known.zones, "side": known.side}
        super().__init__(data, initial=facts, auto_id="triage-%s")

    def layout(self):
        return Layout("about", "last", "severity", "zones", "side", "reason")

    def clean_side(self):
        return self.cleaned_data["side"] or Sides.BOTH

    def clean(self):
        facts = self.cleaned_data
        if sentence := why_not_weighed(self.flag, facts.get("about") or 0, facts.get("last") or 0):
            self._look_again(sentence)
        elif not self.errors and (sentence := why_not_so(facts)):
            self.add_error("reason" if facts["zones"] else "zones", sentence)
        return facts

    def seen(self):
        """What the page showed, as `actions.triage` takes it."""
        return {name: self.cleaned_data[name] or 0 for name in ("about", "last")}

    def _look_again(self, sentence):
        """Everything typed stays; the page that comes back shows what is new."""
        self.data = self.data.copy()
        self.data["about"], self.data["last"] = self.flag.answer.pk, number(self.flag)
        self.add_error(None, sentence)
