"""One client's intakes as plain data: every answer stands, with the question as it was asked."""

import base64

from intake import sheet
from intake.body import regions
from intake.models import (
    Answer,
    Clearance,
    Consent,
    Decision,
    Incident,
    Intake,
    Mark,
    Message,
    Referral,
    Signature,
    Triage,
    Weighing,
)
from intake.models.marks import Quality
from intake.retold import left_open

PAGES = ("about", "goals", "comfort", "cushions", "pressure")
PEOPLE = ("invited_by", "handed_by", "withdrawn_by", "person_check__checked_by")


def everything(client_id):
    """All intakes, answers, agreements, triages, decisions and letters of one client, oldest first.

    Dates stay dates, pictures and files are base64 text; JSON is the caller's. Twelve queries.
    """
    intakes = Intake.objects.filter(client_id=client_id).order_by("pk")
    hangs_on = {
        "marks": _by_intake(Mark, client_id),
        "signatures": _by_intake(Signature, client_id),
        "messages": _by_intake(Message, client_id),
    }
    return {
        "intakes": [_intake(row, hangs_on) for row in intakes.select_related(*PEOPLE, *PAGES)],
        "answers": [_answer(row) for row in _rows(Answer, client_id, "question", "recorded_by")],
        "consents": [_consent(row) for row in _rows(Consent, client_id, "recorded_by")],
        "triages": [_triage(row) for row in _rows(Triage, client_id, "triaged_by")],
        "decisions": [_decision(row) for row in _rows(Decision, client_id, "decided_by")],
        "clearances": [
            _clearance(row) for row in _rows(Clearance, client_id, "recorded_by", "letter")
        ],
        "incidents": [_stop(row) for row in _rows(Incident, client_id, "recorded_by")],
        "referrals": [_stop(row) for row in _rows(Referral, client_id, "recorded_by")],
        "weighings": [_weighing(row) for row in _rows(Weighing, client_id, "by")],
    }


def _rows(model, client_id, *related):
    return model.objects.filter(client_id=client_id).select_related(*related).order_by("pk")


def _by_intake(model, client_id):
    """{intake: its rows}, in one query."""
    found = {}
    for row in model.objects.filter(client_id=client_id).order_by("pk"):
        found.setdefault(row.intake_id, []).append(row)
    return found


def _intake(row, hangs_on):
    words = sheet.asked(row)
    hanging = {name: rows.get(row.pk, []) for name, rows in hangs_on.items()}
    return {
        "id": row.pk,
        "state": row.state,
        "follows": row.follows_id,
        "invited_at": row.invited_at,
        "invited_by": row.invited_by.name,
        "opened_at": row.redeemed_at,
        "handed_at": row.handed_at,
        "handed_by": _name(row.handed_by),
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_by": _name(row.withdrawn_by),
        "sent_at": row.submitted_at,
        "signed_name": row.signer_name,
        "signer_role": row.signer_role,
        "language": row.language,
        "screening_version": words["version"],
        "pages": sheet.sections(row, words),
        "marks": [_mark(mark, words.get("marks", {})) for mark in hanging["marks"]],
        "questions": words["questions"],
        "agreements": list(words["consents"]),
        "signatures": [_signature(drawn) for drawn in hanging["signatures"]],
        "messages": [{"kind": one.kind, "at": one.sent_at} for one in hanging["messages"]],
        "person_check": _person_check(getattr(row, "person_check", None)),
    }


def _name(person):
    return person.name if person else None


def _mark(row, words):
    """One mark on the body map, in codes and in the words that the client saw."""

    def said(what, code, today):
        return words.get(what, {}).get(code, str(today))

    named = dict(zip(row.qualities, _qualities(row), strict=True))
    return {
        "region": row.region,
        "side": row.side,
        "kind": row.kind,
        "intensity": row.intensity,
        "qualities": row.qualities,
        "words": row.words,
        "at": row.marked_at,
        "region_said": said("regions", row.region, regions.BY_CODE[row.region].label),
        "side_said": said("sides", row.side, row.get_side_display()),
        "kind_said": said("kinds", row.kind, row.get_kind_display()),
        "qualities_said": [said("qualities", code, word) for code, word in named.items()],
    }


def _qualities(row):
    return [str(Quality(code).label) for code in row.qualities]


def _signature(row):
    return {"role": row.role, "at": row.drawn_at, "png": _base64(row.png)}


def _base64(content):
    return base64.b64encode(bytes(content)).decode()


def _person_check(row):
    if row is None:
        return None
    return {"how": row.how, "at": row.checked_at, "checked_by": row.checked_by.name}


def _answer(row):
    return {
        "id": row.pk,
        "intake": row.intake_id,
        "visit": row.visit_id,
        "question": row.question.code,
        "version": row.question.version,
        "asked": row.asked,
        "answer": row.value,
        "words": row.words,
        "details": row.details,
        "corrects": row.corrects,
        "left_open": left_open(row),
        "at": row.recorded_at,
        "recorded_by": _name(row.recorded_by),
    }


def _consent(row):
    return {
        "id": row.pk,
        "intake": row.intake_id,
        "visit": row.visit_id,
        "kind": row.kind,
        "wording": row.wording,
        "wording_hash": row.wording_hash,
        "explained": row.explained,
        "language": row.language,
        "decision": row.decision,
        "limits": row.limits,
        "max_level": row.max_level,
        "sides": row.sides,
        "understood": row.understood,
        "mode": row.mode,
        "signed_name": row.signed_name,
        "signer_role": row.signer_role,
        "evidence": row.evidence,
        "relation": row.relation,
        "valid_until": row.valid_until,
        "at": row.decided_at,
        "recorded_by": _name(row.recorded_by),
        "follows": row.follows_id,
    }


def _decision(row):
    return {
        "id": row.pk,
        "intake": row.intake_id,
        "outcome": row.outcome,
        "conditions": row.conditions,
        "reason": row.reason,
        "overrides": row.overrides,
        "reason_zones": row.reason_zones,
        "relied_on": row.relied_on,
        "until": row.until,
        "expires_on": row.expires_on,
        "at": row.decided_at,
        "decided_by": row.decided_by.name,
        "rules": row.rules,
        "after_answer": row.after_answer,
        "after_change": row.after_change,
        "codes": row.codes,
        "born": row.born,
        "after_triage": row.after_triage,
    }


def _triage(row):
    return {
        "id": row.pk,
        "about": row.about_id,
        "words": row.words,
        "severity": row.severity,
        "zones": row.zones,
        "side": row.side,
        "reason": row.reason,
        "at": row.triaged_at,
        "triaged_by": row.triaged_by.name,
    }


def _clearance(row):
    names = (
        "code provider_name provider_role contact method dated_on expires_on zones scope"
        " restrictions revoked"
    )
    letter = getattr(row, "letter", None)
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names.split()},
        "at": row.recorded_at,
        "recorded_by": row.recorded_by.name,
        "follows": row.follows_id,
        "about": row.about_id,
        "letter": letter
        and {"kind": letter.kind, "sha256": letter.sha256, "content": _base64(letter.content)},
    }


def _weighing(row):
    return {
        "id": row.pk,
        "visit": row.visit_id,
        "at": row.at,
        "by": row.by.name,
        "rules": row.rules,
        "after_answer": row.after_answer,
        "found": row.found,
    }


def _stop(row):
    """An incident or a referral, one word of it: every column but the client's and the key."""
    names = [field for field in row._meta.concrete_fields if field.name not in ("client", "key")]
    data = {field.name: getattr(row, field.attname) for field in names}
    return data | {"recorded_by": row.recorded_by.name}
