"""The wrong-person guard: is the date of birth on the form the one on record?

The client is never told. A form without a date of birth (sent before we asked) raises no doubt.
"""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q

from intake.models import PersonCheck


@dataclass(frozen=True)
class Doubt:
    """The two dates that differ; `on_record` is None where the record has none."""

    on_form: datetime.date
    on_record: datetime.date | None


# The same rule for lists: intakes whose form raises a doubt that nobody has settled.
DIFFERS = Q(about__date_of_birth__isnull=False, person_check=None) & (
    Q(client__date_of_birth=None) | ~Q(client__date_of_birth=F("about__date_of_birth"))
)


def doubt(intake):
    """The doubt about who filled this in, or None. Reads `about`, `client` and the check."""
    on_form = getattr(getattr(intake, "about", None), "date_of_birth", None)
    on_record = intake.client.date_of_birth
    if on_form is None or on_form == on_record or confirmed(intake):
        return None
    return Doubt(on_form, on_record)


def confirmed(intake):
    """The therapist's word that this is the client's own form, or None."""
    return PersonCheck.objects.filter(intake=intake).select_related("checked_by").first()
