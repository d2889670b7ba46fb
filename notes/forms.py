"""What a person types or taps on a note. Wording lives on the models, ranges in the database."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.forms import HouseForm, PlainForm
from intake import summary
from notes.models import Amendment, CheckIn, Note, Tick, Treatment, set_up
from notes.models.session import MOTIONS_OF, SIDES, TOOLS_OF

RELOAD = _("This page is too old. Open the note again; nothing saved was lost.")
LASTS = [
    ("15", _("15 s")),
    ("30", _("30 s")),
    ("60", _("1 min")),
    ("120", _("2 min")),
    ("180", _("3 min")),
    ("300", _("5 min")),
    ("600", _("10 min")),
    ("900", _("15 min")),
]


def as_shown(name, value):
    """A field's value as people read it; nothing chosen is empty."""
    if name == "cushions":
        return set_up.words(value)
    if name == "position":
        return str(Note.Position(value).label) if value else ""
    return "" if value is None else str(value)


class CushionsField(forms.MultipleChoiceField):
    """One choice for each spot; a spot where nothing lay sends an empty word."""

    def to_python(self, value):
        return [pair for pair in super().to_python(value) if pair]


class QuietForm(HouseForm):
    """A form whose rules between columns are left to the action and the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Each would cost a query, and answer in the words of a constraint's name.
        self.instance.validate_constraints = lambda exclude=None: None


class NoteForm(QuietForm):
    """The words of a draft, with the version they were typed on and the key of this save."""

    version = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 2,
        widget=forms.HiddenInput,
        error_messages={"required": RELOAD},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": RELOAD})
    cushions = CushionsField(
        choices=[(pair, pair) for pair in set_up.PAIRS],
        required=False,
        label=Note._meta.get_field("cushions").verbose_name,
        help_text=Note._meta.get_field("cushions").help_text,
    )

    class Meta:
        model = Note
        fields = [
            "subjective",
            "objective",
            "assessment",
            "plan",
            "pain_before",
            "pain_after",
            "position",
            "cushions",
            "comfort",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("subjective", "objective", "assessment", "plan")
        }

    def layout(self):
        return Layout(*self.Meta.fields)

    def sentences(self):
        """The first sentence about each field, for the autosave's answer."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}

    def beside(self, note):
        """Where the typed words differ from `note`: label, words there, words here."""
        both = []
        for name in self.Meta.fields:
            there, here = (
                as_shown(name, value) for value in (getattr(note, name), self.cleaned_data[name])
            )
            if there != here:
                both.append({"label": self.fields[name].label, "there": there, "here": here})
        return both


class TreatmentForm(QuietForm):
    """One technique row. Every technique has its own form, so its tools need no script."""

    side_choices = SIDES
    lasts = LASTS
    before_stop = forms.BooleanField(required=False, label=_("This was done before the stop"))
    clock = forms.TimeField(
        required=False,
        label=_("When was it done?"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    class Meta:
        model = Treatment
        fields = [
            "contact_tool",
            "motion",
            "side",
            "zone",
            "pressure_level",
            "pressure_perceived",
            "duration_s",
            "words",
        ]

    @property
    def levels(self):
        """1 to 5, each with its words: numbers alone differ from clinic to clinic (domain 6.1)."""
        return [(str(level), f"{level} · {word}") for level, word in summary.level_words.items()]

    def __init__(self, *args, technique, **kwargs):
        super().__init__(*args, prefix=technique, **kwargs)
        self.technique = self.instance.technique = technique
        self.tools = [(code, Treatment.Tool(code).label) for code in TOOLS_OF[technique]]
        self.motions = [(code, Treatment.Motion(code).label) for code in MOTIONS_OF[technique]]
        self.fields["contact_tool"].choices = self.tools
        self.fields["motion"].choices = self.motions
        self.fields["motion"].required = len(self.motions) > 1
        self.fields["pressure_level"].required = self.presses

    @property
    def presses(self):
        """Does this technique have a pressure at all?"""
        return self.technique != Treatment.Technique.DEEP_BREATHING

    @property
    def word(self):
        """The technique in words."""
        return Treatment.Technique(self.technique).label

    def layout(self):
        return Layout(*self.Meta.fields)

    def clean(self):
        """One motion is not asked for; breathing has no pressure; a time goes with its tick."""
        data = super().clean()
        if data["before_stop"] and data.get("clock", "") is None:
            self.add_error("clock", _("Give the time, in hours and minutes."))
        if data.get("clock") and not data["before_stop"]:
            self.add_error("clock", _("Tick that it was done before the stop, or clear the time."))
        if len(self.motions) == 1:
            data["motion"] = self.motions[0][0]
        if not self.presses:
            data["pressure_level"] = data["pressure_perceived"] = None
        return data


class AdaptForm(PlainForm):
    """One answer that says “adjust”: adapted, or why not."""

    code = forms.CharField(max_length=10)
    used = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    reason = forms.CharField(max_length=500, required=False, label=_("Why not"))

    def layout(self):
        return Layout("code", "used", "reason")


class CheckInForm(PlainForm):
    """One tap of the client's answer; `wants` is the button that was pressed."""

    side = forms.ChoiceField(choices=[("", ""), *SIDES], required=False)
    felt = forms.IntegerField(min_value=0, max_value=10, required=False)
    pain = forms.IntegerField(min_value=0, max_value=10, required=False)
    wants = forms.ChoiceField(choices=CheckIn.Wants, label=_("Lighter, just right or deeper"))

    def layout(self):
        return Layout("side", "felt", "pain", "wants")


class TickForm(PlainForm):
    """One answer to one item of the checklist."""

    item = forms.CharField(max_length=10)
    answer = forms.ChoiceField(choices=Tick.Answer, label=_("Answer"))
    reason = forms.CharField(max_length=500, required=False, label=_("Why not"))

    def layout(self):
        return Layout("item", "answer", "reason")


class AmendmentForm(QuietForm):
    """Words that the signer adds after the signature."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="amend_%s", **kwargs)  # a remark's form stands beside it

    class Meta:
        model = Amendment
        fields = ["kind", "text", "reason", "event_at"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "event_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }

    def layout(self):
        return Layout(*self.Meta.fields)

    def clean_event_at(self):
        """A moment of our time, or none."""
        at = self.cleaned_data["event_at"]
        if at and at.year < 1900:
            raise forms.ValidationError(self.fields["event_at"].error_messages["invalid"])
        return at

    @property
    def doubtful(self):
        """The field that a refusal is about: the reason of a correction, else its moment."""
        data = self.cleaned_data
        no_reason = data["kind"] == Amendment.Kind.AMENDMENT and not data["reason"]
        return "reason" if no_reason else "event_at"
