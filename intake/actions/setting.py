"""What this clinic sets for itself."""

from django.utils import timezone

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from intake.access import why_not_change_settings
from intake.models import ClinicSettings


def change_settings(facts, *, by, now=None):
    """A new version; the newest counts, every one is kept. `facts`: counts_days."""
    now = now or timezone.now()
    refuse_if(why_not_change_settings(by))
    row = ClinicSettings.objects.create(changed_at=now, changed_by=by, **facts)
    record(journey.SETTINGS_CHANGED, row, now=now)
    return row
