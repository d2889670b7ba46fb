"""What clients do with an intake. Each locks, asks, writes and records: all or nothing.

They run inside the transaction that `scope.acting_as` opened; a client's link is the actor.
"""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import Refused, refuse_if
from clinic.audit import record
from intake import completeness, jobs, links, sheet, wordings
from intake.access import why_not_ask_code, why_not_submit, why_not_write
from intake.models import Answer, Consent, Intake, Passcode
from intake.models.consent import AGREEING


def locked(intake):
    """The intake's row, held until the end of the transaction. A link that ended is refused."""
    row = Intake.objects.select_for_update().filter(pk=getattr(intake, "pk", intake)).first()
    if row is None:
        raise Refused(_("This form is no longer open."))
    return row


def ask_code(intake, *, now=None):
    """A new code goes to the address on file; it ends every older one."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_ask_code(intake, now))
    passcode = Passcode.objects.create(
        intake=intake, client_id=intake.client_id, nonce=links.fresh(), sent_at=now
    )
    jobs.mail_code.defer(passcode_id=passcode.pk, client_id=intake.client_id)
    return passcode


def redeem(intake_id, typed, *, now=None):
    """Trade the newest code for a browser's nonce; None when it is not the code.

    One conditional UPDATE decides, so that of many at once exactly one comes in, and no more than
    three wrong tries are ever counted out.
    """
    now = now or timezone.now()
    newest = Passcode.objects.filter(intake=intake_id).order_by("-pk").first()
    if newest is None:
        return None
    good = Passcode.objects.filter(
        pk=newest.pk, used_at=None, tries__lt=Passcode.TRIES, sent_at__gt=now - links.CODE_LASTS
    )
    if not links.same_code(newest, typed):
        good.update(tries=F("tries") + 1)
        return None
    if not good.update(used_at=now):
        return None
    intake = locked(intake_id)
    intake.browser, intake.redeemed_at = links.fresh(), intake.redeemed_at or now
    intake.save(update_fields=["browser", "redeemed_at"])
    record(journey.INTAKE_REDEEMED, intake, client=intake.client_id, now=now)
    return intake.browser


def save_page(intake, model, facts, *, now=None):
    """Keep what was written on a page. `facts`: checked values by field name."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    facts = facts | {"saved_at": now or timezone.now()}
    row, _new = model.objects.update_or_create(
        intake=intake,
        defaults=facts,
        create_defaults=facts | {"client_id": intake.client_id},
    )
    return row


def answer(intake, question, value, words="", *, now=None):
    """A new answer to one question. The same answer again adds no row, so a retry is harmless."""
    answers(intake, [(question, value, words)], now=now)


def answers(intake, given, *, now=None):
    """The answers of a whole page in two statements. `given`: (question, value, words)."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    now, known = now or timezone.now(), completeness.newest_answers(intake)
    rows = [
        Answer(
            client_id=intake.client_id,
            intake=intake,
            question=question,
            asked=question.text,
            value=value,
            words=words,
            recorded_at=now,
        )
        for question, value, words in given
        if not _says(known.get(question.code), value, words)
    ]
    return Answer.objects.bulk_create(rows)


def none_of_these(intake, questions, *, now=None):
    """A dated "no" to each of the questions that has no answer yet; answers given stay."""
    known = completeness.newest_answers(intake)
    left = [(question, Answer.Value.NO, "") for question in questions if question.code not in known]
    return answers(intake, left, now=now)


def _says(last, value, words):
    return last is not None and (last.value, last.words) == (value, words)


def consent(intake, kind, decision, limits="", *, now=None):
    """A decision about one area, in the words shown. A newer one supersedes it."""
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    last = completeness.newest_consents(intake).get(kind)
    if last and (last.decision, last.limits) == (decision, limits):
        return last
    return _consent(intake, kind, decision, limits, "", last, now or timezone.now())


def submit(intake, signer_name, *, now=None):
    """The client signs with their name: agreements are signed, words frozen, everything sealed."""
    now = now or timezone.now()
    intake = locked(intake)
    refuse_if(why_not_write(intake))
    if why_not_submit(intake):
        raise Refused(_("Some answers are still missing."))
    if not signer_name.strip():
        raise Refused(_("Type your name to sign."))
    for last in completeness.newest_consents(intake).values():
        if last.decision in AGREEING:
            _consent(intake, last.kind, last.decision, last.limits, signer_name, last, now)
    intake.signer_name, intake.submitted_at, intake.asked = signer_name, now, sheet.frozen()
    intake.save(update_fields=["signer_name", "submitted_at", "asked"])
    record(journey.INTAKE_SUBMITTED, intake, client=intake.client_id, now=now)
    return intake


def _consent(intake, kind, decision, limits, signed_name, follows, now):
    return Consent.objects.create(
        client_id=intake.client_id,
        intake=intake,
        kind=kind,
        wording=str(wordings.WORDINGS[kind]),
        decision=decision,
        limits=limits,
        signed_name=signed_name,
        decided_at=now,
        follows=follows,
    )
