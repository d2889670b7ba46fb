"""What a client writes: pages, answers. Each action locks, asks and writes: all or nothing."""

from django.utils import timezone

from clinic.access import refuse_if
from intake import completeness
from intake.access import why_not_write
from intake.actions.opening import locked
from intake.models import Answer


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
