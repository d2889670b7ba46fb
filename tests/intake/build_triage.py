"""Conditions that a client told in their own words, and their triage, through the real actions."""

from clinic import scope
from intake import actions

GOUT = "Gout in the left toe since May"
REASON = "Quiet for months; keep off the toe and ask at each visit."


def told(words=GOUT, value="yes"):
    """What `fill` takes as the answer to OC01."""
    kept = {"asked": "What is it?", "value": words, "said": words}
    return value, "", {"other_condition": kept} if words else {}


def facts(severity="A", **changed):
    """What a triage keeps."""
    return {"severity": severity, "zones": [], "side": "both", "reason": REASON} | changed


def triaged(intake, therapist, severity="A", *, now=None, about=None, last=None, **changed):
    """The therapist's word on what stands as told."""
    with scope.acting_as(scope.staff(therapist)):
        said = facts(severity, **changed)
        return actions.triage(intake, said, by=therapist, about=about, last=last, now=now)
