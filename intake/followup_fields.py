"""One follow-up as a form field: which values it takes, and the sentence when it does not."""

import datetime
import decimal
import math
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

EARLIEST = datetime.date(1900, 1, 1)
LONGEST = 200  # characters of a text that names no other limit
LINE = 300  # a longer text gets several lines and a counter
BOOLS = {"yes": True, "no": False}
HUGE = 10**9
PLAIN = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")  # digits of every script, no 1e3 and no 1_0


def options(field):
    """[(code, label as shown now)] of a field with choices; yes and no for a bool."""
    if field["type"] == "bool":
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(code, gettext(label)) for code, label in field.get("choices") or ()]


def made(field):
    """The form field for one follow-up; all of them may stay empty."""
    return _KINDS[field["type"]](field)


def has_lines(field):
    """Is it a text of several lines?"""
    return field["type"] == "text" and (field.get("max") or LONGEST) > LINE


def is_blank(value):
    return value is None or value == "" or value == []


def said(field, value):
    """A kept value in words, as the page shows it."""
    words = dict(options(field))
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if isinstance(value, list):
        return ", ".join(words.get(code, code) for code in value)
    if field["type"] == "date":
        return formats.date_format(datetime.date.fromisoformat(value), "DATE_FORMAT")
    if field["type"] in ("int", "num"):
        number = formats.localize(value)
        return f"{number} {gettext(field['unit'])}" if field.get("unit") else number
    return words.get(value, value)


class Choice(forms.ChoiceField):
    def __init__(self, field):
        super().__init__(choices=options(field), required=False, label=gettext(field["label"]))


class Several(forms.MultipleChoiceField):
    def __init__(self, field):
        super().__init__(choices=options(field), required=False, label=gettext(field["label"]))
        self.error_messages["invalid_list"] = _("Choose one of the listed answers.")

    def clean(self, value):
        return list(dict.fromkeys(super().clean(value)))  # each once


class YesNo(Choice):
    """Yes and no as true and false; neither is a blank."""

    def clean(self, value):
        return BOOLS.get(super().clean(value))


class Words(forms.CharField):
    def __init__(self, field):
        most = field.get("max") or LONGEST
        widget = forms.Textarea if has_lines(field) else None
        label = gettext(field["label"])
        super().__init__(required=False, max_length=most, label=label, widget=widget)
        self.error_messages["max_length"] = ngettext(
            "“%(label)s” has room for %(most)d character.",
            "“%(label)s” has room for %(most)d characters.",
            most,
        ) % {"label": self.label, "most": most}

    def to_python(self, value):
        """A new line counts as one character, however the browser sends it."""
        return super().to_python(value.replace("\r\n", "\n") if value else value)


class Number(forms.CharField):
    """A number within its range; a comma is as good as a point."""

    def __init__(self, field):
        super().__init__(required=False, label=gettext(field["label"]))
        self.whole = field["type"] == "int"
        self.low, self.high = field.get("range") or (0, HUGE)
        self.unit = field.get("unit")

    def clean(self, value):
        typed = super().clean(value).replace(",", ".")
        if not typed:
            return None
        if not PLAIN.fullmatch(typed):
            raise self._refusal()
        number = decimal.Decimal(typed)
        if not self.low <= number <= self.high:
            raise self._elsewhere(typed, number) or self._refusal()
        if self.whole and number != number.to_integral_value():
            raise self._refusal()
        return int(number) if number == number.to_integral_value() else _short(number)

    def _elsewhere(self, typed, number):
        """What a thermometer in °F says, said in °C; None when it is no such number."""
        celsius = round((number - 32) * 5 / 9, 1)
        if self.unit != "°C" or not self.low <= celsius <= self.high:
            return None
        facts = {"label": self.label, "typed": typed, "celsius": formats.localize(celsius)}
        return ValidationError(
            _("“%(label)s” is asked in °C. %(typed)s °F is %(celsius)s °C: please type that.")
            % facts
        )

    def _refusal(self):
        asked = {"label": self.label, "low": self.low, "high": self.high}
        if self.high == HUGE:
            return ValidationError(_("“%(label)s” is a number, for example 3.") % asked)
        if self.whole:
            return ValidationError(
                _("“%(label)s” is a whole number from %(low)s to %(high)s.") % asked
            )
        return ValidationError(_("“%(label)s” is a number from %(low)s to %(high)s.") % asked)


def _short(number):
    return math.floor(float(number) * 100 + 0.5) / 100


class Day(forms.DateField):
    """A day from 1900 to today, kept as text: 2024-05-31."""

    def __init__(self, field):
        super().__init__(required=False, label=gettext(field["label"]))
        said = {"label": self.label}
        self.error_messages["invalid"] = _("“%(label)s” is a date like 2024-05-31.") % said

    def clean(self, value):
        day = super().clean(value)
        if day is None:
            return None
        if day < EARLIEST:
            raise ValidationError(_("“%(label)s” is a day after 1900.") % {"label": self.label})
        if day > timezone.localdate():
            raise ValidationError(_("“%(label)s” cannot be in the future.") % {"label": self.label})
        return day.isoformat()


_KINDS = {
    "enum": Choice,
    "set": Several,
    "bool": YesNo,
    "int": Number,
    "num": Number,
    "date": Day,
    "text": Words,
}
