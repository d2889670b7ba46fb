"""The form field for each column of a page, with our own sentences.

A page is saved field by field, so a field knows its range and its words by itself.
"""

import datetime
import decimal
import re
import unicodedata

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.models.about import EARLIEST

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WHOLE = re.compile(r"[+-]?\d{1,9}")
TENTHS = re.compile(r"[+-]?\d{1,9}(\.\d)?")


def digits(text):
    """`text` trimmed, with the digits of every script as 0–9."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in str(text).strip()[:30])


class Words(forms.CharField):
    """A text; too long a one is told how long it is."""

    default_validators = ()

    def __init__(self, *, most, called, lines=False, **more):
        widget = forms.Textarea if lines else forms.TextInput
        super().__init__(widget=widget, required=False, **more)
        self.most, self.called, self.lines = most, called, lines
        self.validators = []  # length and letters are looked at here and in clean_text

    def validate(self, value):
        if len(value) > self.most:
            raise ValidationError(
                _("“%(label)s” takes at most %(most)d characters (it has %(count)d).")
                % {"label": self.called, "most": self.most, "count": len(value)}
            )


class Telephone(Words):
    """Any way of writing a number that can be called: spaces, brackets, an extension."""

    def validate(self, value):
        super().validate(value)
        if value and not any(letter.isdigit() for letter in value):
            raise ValidationError(
                _("“%(label)s” needs a number that we can call.") % {"label": self.called}
            )


class Whole(forms.Field):
    """A whole number from `low` to `high`, in the digits of any script; empty is None."""

    def __init__(self, *, low, high, called, **more):
        super().__init__(required=False, **more)
        self.low, self.high, self.called = low, high, called

    def to_python(self, value):
        typed = digits(value or "")
        if not typed:
            return None
        if re.fullmatch(r"\d{1,9}[.,]\d{1,9}", typed):
            raise self.refusal(_("%(label)s is a whole number from %(low)d to %(high)d."))
        number = int(typed) if WHOLE.fullmatch(typed) else None
        if number is None or not self.low <= number <= self.high:
            raise self.refusal(_("%(label)s is a number from %(low)d to %(high)d."))
        return number

    def refusal(self, sentence):
        return ValidationError(
            sentence % {"label": self.called, "low": self.low, "high": self.high}
        )


class Tenths(Whole):
    """A number with one digit after the point at most; a comma is as good as a point.

    `reading`: what makes a number of the same in other units.
    """

    def __init__(self, *, reading=str, **more):
        super().__init__(**more)
        self.reading = reading

    def to_python(self, value):
        typed = self.reading(digits(value or "").replace(",", "."))
        if not typed:
            return None
        if re.fullmatch(r"[+-]?\d{1,9}\.\d{2,9}", typed):
            said = _("%(label)s takes one digit after the point at most, such as %(low)d.5.")
            raise self.refusal(said)
        number = decimal.Decimal(typed) if TENTHS.fullmatch(typed) else None
        if number is None or not self.low <= number <= self.high:
            raise self.refusal(_("%(label)s is a number from %(low)d to %(high)d."))
        return number


class Birthday(forms.Field):
    """A day from 1900 until today, as browsers send it; empty is None."""

    def __init__(self, *, called, **more):
        super().__init__(required=False, **more)
        self.called = called

    def to_python(self, value):
        typed = digits(value or "")
        if not typed:
            return None
        found = DAY.fullmatch(typed)
        try:
            day = datetime.date(*(int(part) for part in found.groups()))
        except (AttributeError, ValueError):
            said = _("%(label)s is a day that exists, written year-month-day like 1984-03-02.")
            raise ValidationError(said % {"label": self.called}) from None
        if day > timezone.localdate():
            raise ValidationError(_("%(label)s cannot be in the future.") % {"label": self.called})
        if day < EARLIEST:
            said = _("%(label)s is a day from 1900 until today.")
            raise ValidationError(said % {"label": self.called})
        return day


class Several(forms.MultipleChoiceField):
    """Any of the listed words, each once."""

    def clean(self, value):
        return list(dict.fromkeys(super().clean(value)))


LISTED = {"invalid_choice": gettext_lazy("Choose one of the listed answers.")}


def field_for(column, called=None, low=0, telephone=False, reading=str):
    """The form field of a model's column.

    `called`: its name in sentences; `low`: its least; `reading`: see Tenths.
    """
    more = {"label": column.verbose_name, "help_text": column.help_text}
    called = called or column.verbose_name
    if isinstance(column, ArrayField):
        listed = column.base_field.choices
        return Several(choices=listed, required=False, error_messages=LISTED, **more)
    if column.choices:
        return _one_of(column, more)
    if isinstance(column, models.BooleanField):
        return forms.BooleanField(required=False, **more)
    if isinstance(column, models.DateField):
        return Birthday(called=called, **more)
    if isinstance(column, models.PositiveSmallIntegerField | models.DecimalField):
        more |= {"low": low, "high": _limit(column, MaxValueValidator), "called": called}
        if isinstance(column, models.DecimalField):
            return Tenths(reading=reading, **more)
        return Whole(**more)
    lines = isinstance(column, models.TextField)
    most = _limit(column, MaxLengthValidator) if lines else column.max_length
    kind = Telephone if telephone else Words
    return kind(most=most, called=called, lines=lines, **more)


def _one_of(column, more):
    known = {str(code): code for code, _word in column.flatchoices}
    return forms.TypedChoiceField(
        choices=[(str(code), word) for code, word in column.flatchoices],
        coerce=known.get,
        empty_value=None if column.null else "",
        required=False,
        error_messages=LISTED,
        **more,
    )


def _limit(column, kind):
    return next(rule.limit_value for rule in column.validators if type(rule) is kind)
