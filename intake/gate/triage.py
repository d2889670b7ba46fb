"""What a client told that is on no list, and what a therapist made of it (domain 3.3.1, last line).

Until somebody has triaged it, it closes every place: it could be anything, also what stops a visit.
"""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.fields.json import KT

from intake.body import zones
from intake.gate.heard import STANDS
from intake.gate.rules import COUNTING, Effect, Outcome
from intake.models import Answer, Triage
from intake.models.triage import SOMEWHERE, Sides

OTHER = "OC01"  # the row of the screening table
FIELD = "other_condition"  # its follow-up, which holds the client's words
WORDS = f"details__{FIELD}__value"


def words(answer):
    """Exactly what the client said it is; empty when nobody has written it down."""
    return (answer.details.get(FIELD) or {}).get("value") or ""


def is_told(answer):
    """Is it an answer that a therapist has to triage?"""
    return answer.question.code == OTHER and answer.value in COUNTING


def of(answer):
    """The triage that counts for these words, or None."""
    return answer.triages[0] if answer.triages else None


def find(client_id, answers):
    """Give each told condition among `answers` its triages; one query, and only if there is one."""
    told = [row for row in answers if is_told(row)]
    if not told:
        return
    rows = Triage.objects.filter(client_id=client_id).select_related("triaged_by")
    rows = list(rows.order_by("-pk"))
    for answer in told:
        said = words(answer)
        answer.triages = tuple(row for row in rows if said and row.words == said)
        answer.triaged_before = next((row for row in rows if row.words != said), None)


def outcome(row):
    """What a triage does, exactly as a listed row of that severity and scope does it."""
    return Outcome((effect(row.severity, row.zones, row.side),))


def effect(severity, touched, side):
    sides = zones.SIDES if side == Sides.BOTH else (side,)
    return Effect(severity, tuple(zone for zone in zones.ALL if zone in touched), None, sides)


def scope(severity, touched, side):
    """(zones, side) as a triage keeps them: only a lock and a clearance are for some places."""
    if severity in SOMEWHERE:
        return [zone for zone in zones.ALL if zone in touched], side
    return list(zones.ALL), Sides.BOTH


def is_looser(after, before):
    """Does `after` weigh less anywhere than `before`, the triage that counts so far, or None?"""
    if before is None:
        return False
    (new,), (old,) = outcome(after).effects, outcome(before).effects
    return not new.covers(old)


def open_ones():
    """For `Exists`: what a client told last and nobody has triaged; OuterRef: rows with client."""
    told = Answer.objects.filter(STANDS, client=OuterRef("client"), question__code=OTHER)
    last = Answer.objects.filter(client=OuterRef("client"), value__in=COUNTING)
    last = last.filter(pk=Subquery(told.order_by("-pk").values("pk")[:1])).annotate(said=KT(WORDS))
    triaged = Triage.objects.filter(client=OuterRef("client"), words=OuterRef("said"))
    return last.filter(~Exists(triaged))


def newest_id(client_id):
    """The number of the client's newest triage, 0 without any."""
    last = Triage.objects.filter(client_id=client_id).order_by("-pk").first()
    return last.pk if last else 0
