"""What an incident and a referral choose from (domain 10.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SORENESS = "soreness", _("Soreness")
    BRUISE = "bruise", _("Bruise")
    FAINT = "dizzy_faint", _("Dizzy or fainted")
    NAUSEA = "nausea", _("Nausea")
    NERVE = "nerve_symptom", _("Tingling, numbness or weakness")
    FLARE = "pain_flare", _("Pain got worse")
    SKIN = "skin_reaction", _("Skin reaction")
    DISTRESS = "emotional_distress", _("Emotional distress")
    BLEEDING = "bleeding_suspected", _("Bleeding suspected")
    FALL = "fall", _("Fall")
    OTHER = "other", _("Something else")


class Severity(models.TextChoices):
    MILD = "mild", _("Mild, gone within two days")
    MODERATE = "moderate", _("Moderate, needs advice")
    SEVERE = "severe", _("Severe, needs treatment")


class Technique(models.TextChoices):
    GENTLE_PRESSURE = "gentle_pressure", _("Gentle pressure")
    KNEADING = "kneading", _("Kneading")
    STRIPPING = "stripping", _("Stripping")
    DEEP_BREATHING = "deep_breathing", _("Deep breathing")


class ReportedTo(models.TextChoices):
    NONE = "none", _("Nobody")
    INSURER = "insurer", _("Insurer")
    REGULATOR = "regulator", _("Regulator")
    EMPLOYER = "employer", _("Employer")


class Urgency(models.TextChoices):
    NOW = "now", _("At once")
    TODAY = "today", _("Today")
    DAYS = "days", _("Within days")
