"""What a client tells us, in rows."""

from intake.models.about import About
from intake.models.clearance import Clearance, Letter
from intake.models.clinic_settings import ClinicSettings
from intake.models.consent import Consent
from intake.models.decision import Decision
from intake.models.form import Form
from intake.models.goals import Goals
from intake.models.health import Answer, Question
from intake.models.intake import Intake, Passcode
from intake.models.marks import Mark
from intake.models.message import Message
from intake.models.person import PersonCheck
from intake.models.pressure import Pressure
from intake.models.rule_change import RuleChange
from intake.models.sections import Comfort, Cushions
from intake.models.signature import Signature
from intake.models.stops import Incident, Referral
from intake.models.triage import Triage
from intake.models.weighing import Weighing

SECTIONS = (About, Goals, Comfort, Cushions, Pressure)

__all__ = [
    "SECTIONS",
    "About",
    "Answer",
    "Clearance",
    "ClinicSettings",
    "Comfort",
    "Consent",
    "Cushions",
    "Decision",
    "Form",
    "Goals",
    "Incident",
    "Intake",
    "Letter",
    "Mark",
    "Message",
    "Passcode",
    "PersonCheck",
    "Pressure",
    "Question",
    "Referral",
    "RuleChange",
    "Signature",
    "Triage",
    "Weighing",
]
