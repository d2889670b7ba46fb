"""What every form shares: its layout in one method, and kind handling of hostile text."""

import unicodedata

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import gettext as _

KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners that real names and emoji need
BLANK_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}
UNREADABLE = "\ufffd"  # what is left of bytes that were no letter
MARKS_ALLOWED = 4  # combining marks on one letter


def clean_text(value, label, lines=False):
    """`value` as typed, without invisible characters; raises a sentence that names the field.

    Tab and line breaks stay where `lines` are welcome. Text direction overrides and other
    control characters are refused, as is text that cannot be seen at all.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    for letter in value:
        kind = unicodedata.category(letter)
        allowed = (
            letter in KEPT_FORMAT or (lines and letter in "\n\t") or "\ufe00" <= letter <= "\ufe0f"
        )
        if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and not allowed:
            raise ValidationError(
                _("Remove the invisible character in “%(label)s”.") % {"label": label}
            )
    if UNREADABLE in value:
        raise ValidationError(
            _("A letter in “%(label)s” could not be read. Type it again.") % {"label": label}
        )
    marks = 0
    for letter in unicodedata.normalize("NFC", value):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks > MARKS_ALLOWED:
            raise ValidationError(
                _("“%(label)s” has too many marks on one letter.") % {"label": label}
            )
    if value and not any(_visible(letter) for letter in value):
        raise ValidationError(_("“%(label)s” has no visible letters.") % {"label": label})
    return value


def _visible(letter):
    return letter not in BLANK_LETTERS and unicodedata.category(letter)[0] not in "CZM"


def _speak_plainly(field, label, limits):
    """Our sentences in place of Django's own; what a form says itself stays."""
    plain = {
        "required": _("Please fill in “%(label)s”.") % {"label": label},
        "invalid_choice": _("Choose one of the listed answers."),
        "invalid_list": _("Choose one of the listed answers."),
    }
    for kind, sentence in _of_kinds():
        if isinstance(field, kind):
            plain["invalid"] = sentence % {"label": label}
    for code, sentence in plain.items():
        said = field.error_messages.get(code)
        if said is None or said == _djangos(type(field), code):
            field.error_messages[code] = sentence
    for code, sentence in (*_of_validators(label), *_of_range(limits, label)):
        field.error_messages.setdefault(code, sentence)


def _of_kinds():
    """(kind of field, what it takes)."""
    yield forms.DateField, _("“%(label)s” is a date like 2024-05-31.")
    yield forms.TimeField, _("“%(label)s” is a time like 14:30.")
    yield forms.DateTimeField, _("“%(label)s” is a date and a time like 2024-05-31 14:30.")
    yield forms.EmailField, _("“%(label)s” is one address like name@example.com.")
    yield forms.IntegerField, _("“%(label)s” is a whole number.")


def _of_range(limits, label):
    """(code, sentence) of a number that has a lowest and a highest."""
    low = max(_limit_values(limits, "min_value"), default=None)
    high = min(_limit_values(limits, "max_value"), default=None)
    if low is not None and high is not None:
        facts = {"label": label, "low": low, "high": high}
        sentence = _("“%(label)s” is a number from %(low)d to %(high)d.") % facts
        yield from (("min_value", sentence), ("max_value", sentence))


def _twice(field, label):
    if not field.label and isinstance(field, forms.ChoiceField):
        return _("Choose one of the listed answers.")
    return _("“%(label)s” came twice.") % {"label": label}


def _of_validators(label):
    """(code, sentence) in place of what Django's validators say; they fill in the two numbers."""
    sentence = _("“%(label)s” takes at most %(most)d characters (it has %(count)d).")
    for name, theirs in (("most", "limit_value"), ("count", "show_value")):
        sentence = sentence.replace(f"%({name})d", f"%({theirs})d")
    yield "max_length", sentence.replace("%(label)s", str(label).replace("%", "%%"))
    sentence = _("Remove the invisible character in “%(label)s”.") % {"label": label}
    yield "null_characters_not_allowed", sentence


def _limit_values(limits, code):
    return [one.limit_value for one in limits if getattr(one, "code", "") == code]


def _djangos(kind, code):
    """What Django says for a field of this class, or None."""
    for base in kind.__mro__:
        if code in base.__dict__.get("default_error_messages", {}):
            return base.default_error_messages[code]
    return None


class DayField(forms.DateField):
    """A day of our time. The first and last of the calendar have no midnight in every zone."""

    def to_python(self, value):
        day = super().to_python(value)
        if day and not 1900 <= day.year <= 2200:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class FocusForm:
    """Mixed into forms: the first field that is refused has the focus when the page comes back."""

    def full_clean(self):
        super().full_clean()
        if wrong := next((field for field in self.visible_fields() if field.errors), None):
            wrong.field.widget.attrs["autofocus"] = True


class CleanForm:
    """Mixed into forms: text fields are checked before their own rules."""

    def layout(self):
        """The crispy layout: order and grouping."""
        raise NotImplementedError

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page owns the <form> and its token
        self.helper.layout = self.layout()

    def _clean_fields(self):
        self._speak_plainly()
        self._check_fields()

    def _speak_plainly(self):
        for name, field in self.fields.items():
            _speak_plainly(field, self[name].label, self._limits(name, field))

    def _check_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and value:
                field = self.fields[name]
                lines = isinstance(field.widget, forms.Textarea)
                try:
                    self.cleaned_data[name] = clean_text(value, field.label or name, lines)
                except ValidationError as error:
                    self.add_error(name, error)
        self._refuse_repeated()
        self._refuse_strange()

    def _limits(self, name, field):
        """What checks a number's range: the field, or the model behind it."""
        model = getattr(getattr(self, "_meta", None), "model", None)
        try:
            return [*field.validators, *model._meta.get_field(name).validators]
        except (AttributeError, FieldDoesNotExist):
            return field.validators

    def _refuse_strange(self):
        """What Python reads as a number and nobody else does; and a sentence of Django's."""
        for name, field in self.fields.items():
            typed = self.data.get(self.add_prefix(name))
            if isinstance(field, forms.IntegerField) and "_" in str(typed):
                self.add_error(name, field.error_messages["invalid"])
            for error in self.errors.get(name, forms.utils.ErrorList()).as_data():
                error.message = field.error_messages.get(error.code, error.message)

    def _refuse_repeated(self):
        """Which of two words for one field was meant cannot be known, so none is taken."""
        listed = getattr(self.data, "getlist", lambda name: [])
        for name, field in self.fields.items():
            several = getattr(field.widget, "allow_multiple_selected", False)
            if not several and len(listed(self.add_prefix(name))) > 1:
                self.errors.pop(name, None)  # it was about the last of them
                self.add_error(name, _twice(field, getattr(field, "called", self[name].label)))


class HouseForm(CleanForm, forms.ModelForm):
    """A ModelForm that says its layout in one method."""


class PlainForm(CleanForm, forms.Form):
    """A form without a model behind it.

    Our sentences are looked up when one is needed: most of what is saved has no error.
    """

    def _clean_fields(self):
        self._check_fields()
        if self._errors:
            self._errors.clear()
            self.cleaned_data = {}
            super()._clean_fields()
