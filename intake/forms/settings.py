"""What an admin sets for the clinic."""

from crispy_forms.layout import Layout
from django.utils.translation import gettext as _

from clinic.forms import HouseForm
from intake.models import ClinicSettings
from intake.models.clinic_settings import LEAST, MOST


class SettingsForm(HouseForm):
    """For how long an intake counts."""

    class Meta:
        model = ClinicSettings
        fields = ["counts_days"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["counts_days"]
        said = _("“An intake counts for” is a number of days from %(least)d to %(most)d.")
        field.error_messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), said % {"least": LEAST, "most": MOST}
        )
        field.widget.attrs |= {"min": LEAST, "max": MOST, "inputmode": "numeric"}

    def layout(self):
        return Layout("counts_days")

    def clean_counts_days(self):
        days = self.cleaned_data["counts_days"]
        if not LEAST <= days <= MOST:
            self.add_error("counts_days", self.fields["counts_days"].error_messages["min_value"])
        return days

    def clean(self):
        # Not super().clean(): the database checks its own constraints.
        return self.cleaned_data
