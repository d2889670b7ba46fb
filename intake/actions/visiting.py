"""What is taken down at a visit: today's answers, what the client agrees to now."""

from django.utils import timezone
from django.utils.translation import gettext

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Visit
from intake import consenting, gate, minors, standing
from intake.access_visit import (
    IN_WRITING,
    kinds_at_visit,
    why_not_agree,
    why_not_ask_today,
    why_not_go_on,
)
from intake.models import Answer, Consent, Decision
from intake.models.consent import AGREEING, Kind
from intake.models.signature import Role
from intake.wordings import A_YEAR

CARRIED = ("intake_id", "outcome", "conditions", "reason", "until", "expires_on")


def ask_today(visit, given, rest, *, by, now=None):
    """Today's answers. `given`: (question, value, words, details); `rest`: questions with a "no".

    Every question that was asked leaves a row with its moment, also where the answer is the old
    one: domain 3.1, "at every visit". Like every newer answer they end the decision in force.
    """
    now = now or timezone.now()
    visit = _locked(visit)
    refuse_if(why_not_ask_today(by, visit, given, rest, now))
    answered = {question.code for question, *_rest in given}
    rows = [*given, *((row, Answer.Value.NO, "", {}) for row in rest if row.code not in answered)]
    found = Answer.objects.bulk_create(
        Answer(
            client_id=visit.client_id,
            visit=visit,
            question=question,
            asked=gettext(question.text),
            value=value,
            words=words,
            details=details,
            recorded_at=now,
            recorded_by=by,
        )
        for question, value, words, details in rows
    )
    record(journey.ANSWERS_ASKED_TODAY, visit, client=visit.client_id, now=now)
    return found


def go_on(visit, *, by, now=None):
    """The decision of before counts on, word for word, after today's answers changed nothing.

    A new row, because it is decided anew by whoever presses; it ends on the same day as the old.
    """
    now = now or timezone.now()
    visit = _locked(visit)
    last, changed = before_visit(visit)
    refuse_if(why_not_go_on(by, visit, last, changed, now))
    row = Decision.objects.create(
        client_id=visit.client_id,
        decided_at=now,
        decided_by=by,
        rules=gate.version(),
        after_answer=gate.newest_id(visit.client_id),
        **{name: getattr(last, name) for name in CARRIED},
    )
    record(journey.INTAKE_REVIEWED, row.intake, client=visit.client_id, now=now)
    return row


def before_visit(visit):
    """(the newest decision or None, the answers since then that say something new).

    Nothing is new about an answer of this visit that says what was known when it was decided.
    """
    last = Decision.objects.filter(client_id=visit.client_id).order_by("-pk").first()
    if last is None:
        return None, []
    rows = Answer.objects.filter(client_id=visit.client_id).order_by("question__code", "-pk")
    rows = rows.distinct("question__code").select_related("question")
    known = {row.question.code: row for row in rows.filter(pk__lte=last.after_answer)}
    since = rows.filter(pk__gt=last.after_answer)
    return last, [row for row in since if _is_new(row, known.get(row.question.code), visit)]


def _is_new(row, before, visit):
    if row.visit_id != visit.pk:
        return True
    if before is None:
        return row.value != Answer.Value.NO
    return (row.value, row.details) != (before.value, before.details)


def agree(visit, facts, *, by, now=None):
    """What the client says about one area at this visit; a new row after the last word on it.

    `facts`: kind, decision, limits, mode, signed_name. Taking back counts at once.
    """
    now = now or timezone.now()
    visit = _locked(visit)
    last = Consent.objects.filter(client_id=visit.client_id, kind=facts["kind"])
    last = last.order_by("-pk").first()
    case = case_of(visit, now)
    refuse_if(why_not_agree(by, visit, facts, last, case, now))
    row = consenting.decide_at_visit(
        visit,
        Kind(facts["kind"]),
        facts["decision"],
        facts["limits"],
        facts["signed_name"],
        mode=facts["mode"] if facts["decision"] in AGREEING else "",
        signer_role=Role.GUARDIAN if case["minor"] else Role.CLIENT,
        valid_until=_valid_until(facts, last, now),
        by=by,
        now=now,
    )
    record(journey.CONSENT_DECIDED, row, client=visit.client_id, now=now)
    return row


def case_of(visit, now=None):
    """{"kinds": the areas that are offered to this person, "minor": under age} (domain 8.6)."""
    facts = standing.of(visit.client_id, visit=visit, now=now).facts
    return case_from(facts)


def case_from(facts):
    """The same, of `gate.Facts` that are known already."""
    young = facts.age is not None and facts.age < minors.YOUNG
    return {"kinds": kinds_at_visit(young), "minor": facts.minor}


def _valid_until(facts, last, now):
    """The last day of a yes (domain 8.3): a signature lasts a year; a word keeps the signature's
    end, and without one it lasts for this day.
    """
    if facts["decision"] not in AGREEING:
        return None
    today = timezone.localdate(now)
    if facts["mode"] in IN_WRITING:
        return _a_year_after(today) if facts["kind"] in A_YEAR else today
    stands = last is not None and last.decision in AGREEING and last.valid_until
    return max(last.valid_until, today) if stands and last.valid_until >= today else today


def _a_year_after(day):
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _locked(visit):
    """The visit's row, held until the end of the transaction."""
    return Visit.objects.select_for_update().get(pk=visit.pk)
