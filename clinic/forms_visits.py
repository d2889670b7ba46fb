"""When a visit takes place: a day and a time as the clinic's clock shows them."""

import datetime

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.forms import DayField, PlainForm
from clinic.forms_clients import TherapistField

LENGTHS = (30, 45, 60, 75, 90)  # minutes, offered; 5 to 240 can be typed


def moment(day, time):
    """The moment, in UTC, of `day` and `time` in the clinic's zone.

    Raises ValidationError when the clocks skip that time; of a time that comes twice, the first.
    """
    naive = datetime.datetime.combine(day, time)
    aware = naive.replace(tzinfo=timezone.get_current_timezone(), fold=0)
    aware = aware.astimezone(datetime.UTC)
    if timezone.make_naive(aware) != naive:
        raise ValidationError(
            _now("The clocks go forward on %(day)s: there is no %(time)s. Choose another time.")
            % {"day": date_format(day, "D j M"), "time": f"{time:%H:%M}"}
        )
    return aware


class VisitForm(PlainForm):
    """A day, a time, a length and a therapist. The action decides whether they go together."""

    day = DayField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=5,
        max_value=240,
        initial=60,
        widget=forms.NumberInput(attrs={"list": "lengths", "inputmode": "numeric"}),
    )
    therapist = TherapistField()

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["day"] = timezone.localdate()
        if by.is_therapist:
            self.initial["therapist"] = by

    def layout(self):
        return Layout(
            Div("day", "time", css_class="two-up"), Div("minutes", "therapist", css_class="two-up")
        )

    def clean(self):
        facts = super().clean()
        if facts.get("day") and facts.get("time"):
            try:
                facts["starts_at"] = moment(facts["day"], facts["time"])
            except ValidationError as error:
                self.add_error("time", error)

    def booking(self):
        """What `actions.book` wants to know."""
        facts = self.cleaned_data
        return {
            "therapist": facts["therapist"],
            "starts_at": facts["starts_at"],
            "ends_at": facts["starts_at"] + datetime.timedelta(minutes=facts["minutes"]),
        }
