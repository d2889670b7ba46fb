"""What this clinic sets, as it counts now; the environment says what counts before anybody has."""

from django.conf import settings

from intake.models import ClinicSettings


def versions():
    """Every version, newest first."""
    return ClinicSettings.objects.select_related("changed_by").order_by("-pk")


def counts_days():
    """For how many days an intake counts; one query."""
    newest = ClinicSettings.objects.order_by("-pk").first()
    return newest.counts_days if newest else settings.INTAKE_COUNTS_DAYS
