"""What somebody agrees to at a visit, area by area."""

from django import forms
from django.utils.translation import gettext_lazy

from clinic.forms import PlainForm
from intake.access.visit import doubts
from intake.models import Consent
from intake.models.choices import Level
from intake.models.consent import AGREEING, Choice, Kind, Mode, Relation, Sides, Signer

ALONE = (Signer.CLIENT, Signer.SUBSTITUTE)  # who may speak for somebody of age
NOT_LIMITED = ("", gettext_lazy("Not said"))


ASTRAY = gettext_lazy("“Area” is none of those below, so nothing was kept. Choose one of them.")


def _label(field):
    return Consent._meta.get_field(field).verbose_name


class AgreeForm(PlainForm):
    """One area at a visit. `shown` tells which words stood on the page (domain 8.2)."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Area"),
        choices=[(kind.value, kind.label) for kind in Kind],
        error_messages={"required": ASTRAY, "invalid_choice": ASTRAY},
    )
    shown = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("What do they say now?"),
        choices=Choice.choices,
        error_messages={"required": gettext_lazy("Choose what they say now.")},
    )
    limits = forms.CharField(
        label=gettext_lazy("Their limits, in their words"), max_length=300, required=False
    )
    max_level = forms.TypedChoiceField(
        label=_label("max_level"),
        choices=[NOT_LIMITED, *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    sides = forms.ChoiceField(
        label=_label("sides"), choices=[NOT_LIMITED, *Sides.choices], required=False
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("How did they agree?"),
        choices=[("", ""), *Mode.choices],
        required=False,
    )
    signer_role = forms.ChoiceField(
        label=gettext_lazy("Who decides?"),
        choices=[(role.value, role.label) for role in ALONE],
        required=False,
    )
    signed_name = forms.CharField(
        label=gettext_lazy("Full name of who signs or decides, or of the witness"),
        max_length=200,
        required=False,
    )
    relation = forms.ChoiceField(
        label=_label("relation"),
        choices=[("", gettext_lazy("Choose")), *Relation.choices],
        required=False,
    )
    evidence = forms.CharField(label=_label("evidence"), max_length=200, required=False)
    understood = forms.BooleanField(
        label=gettext_lazy("They said in their own words what we will do"), required=False
    )

    def layout(self):
        return None

    def facts(self):
        """What `actions.agree` takes; limits belong to "yes, with limits" alone."""
        facts = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        facts |= {name: self.cleaned_data.get(name) for name in ("max_level", "understood")}
        facts["signer_role"] = facts["signer_role"] or Signer.CLIENT
        if facts["signer_role"] != Signer.SUBSTITUTE:
            facts["evidence"] = ""
        if facts["decision"] != Choice.LIMITS:
            facts["limits"] = ""
        if facts["decision"] not in AGREEING:
            facts["mode"] = facts["signed_name"] = facts["relation"] = ""
        return facts

    def doubtful(self, facts, case):
        """The field that a refusal is about."""
        return next((field for field, _sentence in doubts(facts, case)), "decision")
