"""When a told condition may be triaged (domain 3.3.1, last line)."""

from django.utils.translation import gettext as _

from intake.access.review import REASON_LEAST, why_not_review
from intake.gate import triage
from intake.models.triage import SOMEWHERE


def why_not_triage(by, intake, flag):
    """Only by a therapist of the team, and only words that stand. `flag`: of the row, or None."""
    if sentence := why_not_review(by, intake):
        return sentence
    if flag is None:
        return _("There is nothing to triage: nothing else was told.")
    if not triage.words(flag.answer):
        return _("Nobody has written down what it is. Ask the client, and write it down first.")
    return None


def why_not_so(facts):
    """What the triage says. `facts`: severity, zones, side, reason."""
    if facts["severity"] in SOMEWHERE and not facts["zones"]:
        return _("Choose at least one place.")
    if len(facts["reason"].strip()) < REASON_LEAST:
        return _("Say in at least 20 characters why, and what to do.")
    return None


def why_not_weighed(flag, about, last):
    """Nobody triages words, or over a triage, that were not on the page.

    `about`, `last`: the numbers of the answer and of the triage that the page showed, or None.
    """
    if about is not None and flag.answer.pk > about:
        return _("The client's words changed while you were reading. Look again, then triage.")
    if last is not None and number(flag) > last:
        return _("Somebody triaged this while you were reading. Look again, then triage.")
    return None


def number(flag):
    """Of the triage that counts; 0 without one."""
    return flag.triage.pk if flag.triage else 0
