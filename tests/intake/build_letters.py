"""Letters, made through the real actions, and the smallest files of each kind."""

import datetime
import io

from django.utils import timezone
from PIL import Image

from clinic import scope
from intake import actions
from intake.models import Letter

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
BELLY = ["Z1_abd_upper", "Z2_abd_lower", "Z3_iliac_fossa"]
GROIN = ["Z4_inguinal", "Z5_femoral_tendon", "Z6_lesser_troch"]


def facts(**changed):
    """What a clearance keeps; dated today, good for half a year."""
    today = timezone.localdate()
    return {
        "provider_name": "Dr. Sample",
        "provider_role": "cardiologist",
        "contact": "555 0101",
        "method": "letter",
        "dated_on": today,
        "expires_on": today + datetime.timedelta(days=180),
        "zones": [*BELLY, *GROIN],
        "scope": "Light work is fine.",
        "restrictions": "Nothing deep.",
    } | changed


def a_clearance(
    intake, therapist, code="CV05", *, letter=(Letter.Kind.PDF, PDF), now=None, **changed
):
    """A letter about one answer of the intake's client."""
    with scope.acting_as(scope.staff(therapist)):
        return actions.clear(
            intake.client_id, code, facts(**changed), by=therapist, letter=letter, now=now
        )


def picture(kind="PNG", size=(40, 30), mode="RGB", **saved):
    """The bytes of a small picture."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **saved)
    return made.getvalue()
