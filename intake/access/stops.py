"""What is asked before an incident or a referral is written up; a sentence, or None."""

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import CarePlace
from intake.models.choices_stops import Severity
from intake.models.stops import FOLLOWED_UP, Incident


def why_not_write_stops(by, client_id):
    """Only a therapist of the care team says what happened."""
    team = CarePlace.objects.filter(client_id=client_id, user=by, left_at=None)
    if not (by.is_therapist and team.exists()):
        return _("Only a therapist in this client's care team writes this down.")
    return None


def why_not_write_up(by, first, facts, newest, seen, now):
    """`newest`: the number of the last row there is. `seen`: of the last one on the page."""
    if sentence := why_not_write_stops(by, first.client_id):
        return sentence
    if newest != seen:
        return _("Somebody wrote here while you were writing. Read it, then write again.")
    return next((sentence for _field, sentence in doubts(type(first), facts, now)), None)


def why_not_record_incident(by, visit, facts, newest, seen, now):
    """The same before an incident is recorded that no answer opened. `visit`: one that may be."""
    if sentence := why_not_write_stops(by, visit.client_id):
        return sentence
    if newest != seen:
        return _(
            "Another incident was written down while you were writing; it stands below. Read it."
            " If yours is a different one, press the button again."
        )
    told = facts | {"visit": visit}
    return next((sentence for _field, sentence in doubts_of_record(told, now)), None)


def why_not_once_more(done, visit, facts):
    """A press that comes again, as after “back”, says what it said before or is told so."""
    if (done.visit, {name: getattr(done, name) for name in facts}) == (visit, facts):
        return None
    return _(
        "This incident is recorded already, in other words; it stands below. Open it, and write"
        " there what is different."
    )


def doubts_of_record(facts, now):
    """The doubts of an incident that no answer opened; `visit` is among the facts."""
    yield from doubts(Incident, facts, now)
    if timezone.localdate(facts["at"]) < timezone.localdate(facts["visit"].starts_at):
        yield "at", _("That is before the day of the visit.")


def doubts(model, facts, now):
    """(field, sentence) of whatever is missing or cannot be, in the order of the page."""
    if facts.get("mistaken"):
        if not facts.get("outcome", "").strip():
            yield "outcome", _("Say in a few words what was tapped, and what is true.")
        return
    yield from _of_incident(facts, now) if model is Incident else _of_referral(facts, now)


def _of_incident(facts, now):
    for name, sentence in (
        ("kind", _("Say what it was.")),
        ("severity", _("Say how bad it was.")),
        ("action", _("Say what was done.")),
    ):
        if not facts.get(name):
            yield name, sentence
    if facts.get("client_informed") is None:
        yield "client_informed", _("Say if the client was told.")
    if facts["at"] > now:
        yield "at", _("That time is still to come.")
    grave = facts.get("severity") in (Severity.MODERATE, Severity.SEVERE)
    by = facts.get("follow_up_at")
    if grave and (by is None or not facts["at"] <= by <= facts["at"] + FOLLOWED_UP):
        yield "follow_up_at", _("Choose a time to ask again, within three days of the incident.")


def _of_referral(facts, now):
    if not facts.get("to_whom"):
        yield "to_whom", _("Say to whom you sent the client.")
    if facts.get("told_at") is None:
        yield "told_at", _("Say when you told the client.")
    elif facts["told_at"] > now:
        yield "told_at", _("That time is still to come.")
