"""What a client tells us, in rows."""

from intake.models.consent import Consent
from intake.models.decision import Decision
from intake.models.health import Answer, Question
from intake.models.intake import Intake, Passcode
from intake.models.sections import Comfort, Cushions, Goals, Pressure

SECTIONS = (Goals, Comfort, Cushions, Pressure)

__all__ = [
    "SECTIONS",
    "Answer",
    "Comfort",
    "Consent",
    "Cushions",
    "Decision",
    "Goals",
    "Intake",
    "Passcode",
    "Pressure",
    "Question",
]
