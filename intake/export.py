"""One client's intakes as plain data: every answer stands, with the question as it was asked."""

from intake import sheet
from intake.models import Answer, Consent, Decision, Intake


def everything(client_id):
    """All intakes, answers, agreements and decisions; dates stay dates, JSON is the caller's."""
    intakes = Intake.objects.filter(client_id=client_id).order_by("pk")
    pages = intakes.select_related("invited_by", "goals", "comfort", "cushions", "pressure")
    return {
        "intakes": [_intake(row) for row in pages],
        "answers": [_answer(row) for row in _rows(Answer, client_id, "question", "recorded_by")],
        "consents": [_consent(row) for row in _rows(Consent, client_id, "recorded_by")],
        "decisions": [_decision(row) for row in _rows(Decision, client_id, "decided_by")],
    }


def _rows(model, client_id, *related):
    return model.objects.filter(client_id=client_id).select_related(*related).order_by("pk")


def _intake(row):
    words = sheet.asked(row)
    return {
        "id": row.pk,
        "state": row.state,
        "invited_at": row.invited_at,
        "invited_by": row.invited_by.name,
        "opened_at": row.redeemed_at,
        "sent_at": row.submitted_at,
        "signed_name": row.signer_name,
        "screening_version": words["version"],
        "pages": sheet.sections(row, words),
        "questions": words["questions"],
        "agreements": list(words["consents"]),
    }


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
        "at": row.recorded_at,
        "recorded_by": row.recorded_by.name if row.recorded_by else None,
    }


def _consent(row):
    return {
        "id": row.pk,
        "intake": row.intake_id,
        "visit": row.visit_id,
        "kind": row.kind,
        "wording": row.wording,
        "decision": row.decision,
        "limits": row.limits,
        "signed_name": row.signed_name,
        "at": row.decided_at,
        "recorded_by": row.recorded_by.name if row.recorded_by else None,
        "follows": row.follows_id,
    }


def _decision(row):
    return {
        "id": row.pk,
        "intake": row.intake_id,
        "outcome": row.outcome,
        "conditions": row.conditions,
        "reason": row.reason,
        "until": row.until,
        "expires_on": row.expires_on,
        "at": row.decided_at,
        "decided_by": row.decided_by.name,
        "after_answer": row.after_answer,
    }
