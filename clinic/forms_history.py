"""Which part of the history to show."""

import datetime

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.forms import DayField, PlainForm
from clinic.journey import LABELS
from clinic.models import User


class PersonField(forms.ModelChoiceField):
    """Everybody who works or has worked here, by name."""

    def __init__(self, **kwargs):
        super().__init__(User.objects.order_by("name"), **kwargs)

    def label_from_instance(self, user):
        return user.name


class HistoryForm(PlainForm):
    """Filters: each may be empty."""

    client = forms.IntegerField(
        label=_("Client number"), required=False, min_value=1, max_value=2**63 - 1
    )
    person = PersonField(label=_("Person"), required=False, empty_label=_("Everybody"))
    step = forms.ChoiceField(label=_("What happened"), required=False)
    day = DayField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    before = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", _("Everything")), *LABELS.items()]

    def layout(self):
        return Layout("client", "person", "step", "day")

    def narrowed(self):
        """Is any filter in use?"""
        return any(value for name, value in self.cleaned_data.items() if name != "before")

    def narrow(self, entries):
        """Only the entries that were asked for; a filter that made no sense narrows nothing."""
        asked = self.cleaned_data
        if asked.get("client"):
            entries = entries.filter(client_id=asked["client"])
        if asked.get("person"):
            entries = entries.filter(user_id=asked["person"].pk)
        if asked.get("step"):
            entries = entries.filter(step=asked["step"])
        if day := asked.get("day"):
            start = datetime.datetime.combine(day, datetime.time.min)
            end = start + datetime.timedelta(days=1)
            entries = entries.filter(
                at__gte=timezone.make_aware(start), at__lt=timezone.make_aware(end)
            )
        return entries
