"""What is taken down at a visit: today's answers, what the client agrees to now."""

from django.utils import timezone
from django.utils.translation import gettext

from clinic import journey
from clinic.access import refuse_if
from clinic.audit import record
from clinic.models import Visit
from intake import consenting, minors, strangers, wordings
from intake.access.review import why_not_seen
from intake.access.visit import (
    kinds_at_visit,
    why_not_agree,
    why_not_ask_today,
    why_not_go_on,
)
from intake.actions.deciding import hold_client
from intake.actions.weighing import weigh
from intake.gate import lasting, meaning, standing
from intake.models import Answer, Consent, Decision, Intake
from intake.models.consent import AGREEING, IN_WRITING, Kind, Signer
from intake.wordings import A_YEAR, a_year_after

EXTENT = ("max_level", "sides", "understood", "evidence")  # of a yes alone
UNSAID = {"shown": None, "max_level": None, "sides": "", "understood": False, "evidence": ""}
UNSAID |= {"signer_role": Signer.CLIENT, "relation": ""}
CARRIED = (
    "intake_id outcome conditions reason until expires_on overrides reason_zones relied_on codes"
    " after_change born after_triage"
).split()


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
    weigh(visit, by=by, now=now)
    return found


def go_on(visit, *, by, seen=None, now=None):
    """The decision of before counts on, word for word, after today's answers changed nothing.

    A new row, because it is decided anew by whoever presses; it ends on the same day as the old,
    and with the same letters. `seen`: the newest answer that was on the page.
    """
    now = now or timezone.now()
    visit = _locked(visit)
    hold_client(visit.client_id)
    newest = meaning.newest_id(visit.client_id)
    refuse_if(why_not_seen(newest, newest if seen is None else seen))
    last, changed = before_visit(visit, now)
    refuse_if(why_not_go_on(by, visit, last, changed, now))
    row = Decision.objects.create(
        client_id=visit.client_id,
        decided_at=now,
        decided_by=by,
        rules=meaning.version(),
        after_answer=newest,
        **{name: getattr(last, name) for name in CARRIED},
    )
    record(journey.INTAKE_REVIEWED, row.intake, client=visit.client_id, now=now)
    weigh(visit, by=by, now=now)
    return row


def before_visit(visit, now=None):
    """(the newest decision with `ended_by`, or None; the answers since that say something new).

    Nothing is new about an answer of this visit that says what was known when it was decided.
    """
    last = lasting.newest(visit.client_id, now)
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

    `facts`: kind, decision, limits, mode, signed_name; what may be left UNSAID: what the page sent
    back for its words, level, side, teach-back, who decides and why. Taking back counts at once.
    """
    now, facts = now or timezone.now(), UNSAID | facts
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
        signer_role=strangers.signer(facts, case),
        relation=strangers.relation(facts, case),
        valid_until=_valid_until(facts, last, now),
        shown=facts["shown"],
        by=by,
        now=now,
        **({name: facts[name] for name in EXTENT} if facts["decision"] in AGREEING else {}),
    )
    record(journey.CONSENT_DECIDED, row, client=visit.client_id, now=now)
    weigh(visit, by=by, now=now)
    return row


def case_of(visit, now=None):
    """What the person is like (domain 8.6): "kinds" that are offered to them, "minor": under age,
    "names": what they are called, "signers": who else is known to sign, see `strangers.known`.
    """
    known = standing.of(visit.client_id, visit=visit, now=now)
    person = known.intake or Intake(client=visit.client)
    names = {"names": minors.own_names(person), "signers": strangers.known(person)}
    return case_from(known.facts) | names


def case_from(facts):
    """The same without the names, of `meaning.Facts` that are known already."""
    young = facts.age is not None and facts.age < minors.YOUNG
    return {"kinds": kinds_at_visit(young, facts.minor), "minor": facts.minor}


def _valid_until(facts, last, now):
    """The last day of a yes (domain 8.3): a signature lasts a year; a word keeps the signature's
    end, and without one it lasts for this day. Those for minors last until they are taken back.
    """
    if facts["decision"] not in AGREEING or facts["kind"] in minors.FOR_MINORS:
        return None
    today = timezone.localdate(now)
    if facts["mode"] in IN_WRITING:
        return a_year_after(today) if facts["kind"] in A_YEAR else today
    stands = last is not None and last.decision in AGREEING and last.valid_until
    if stands and last.valid_until >= today and _is_within(facts, _signature(last)):
        return last.valid_until
    return today


def _signature(last):
    """The newest signed yes about the area of `last`, or None."""
    rows = Consent.objects.counting().filter(client_id=last.client_id, kind=last.kind)
    return rows.filter(mode__in=IN_WRITING, decision__in=AGREEING).order_by("-pk").first()


def _is_within(facts, signature):
    """Is it the agreement that was signed: in these words, and not to more (domain 8.5)?"""
    if signature is None or not wordings.current(signature):
        return False
    most = signature.max_level
    return most is None or (facts["max_level"] is not None and facts["max_level"] <= most)


def _locked(visit):
    """The visit's row, held until the end of the transaction."""
    return Visit.objects.select_for_update().get(pk=visit.pk)
