"""What changed since last time, as plain data for the therapist's review."""

from types import SimpleNamespace

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from intake import completeness, retold, sheet, took
from intake.body import marked, regions
from intake.models import Answer, Consent
from intake.models.consent import Kind
from intake.models.sections import is_blank

ORDER = ("about", "goals", "health", "comfort", "cushions", "pressure", "consent")  # of the pages


def differences(intake):
    """[{"page", "label", "before", "after"}] in the order of the pages; [] for a first intake.

    `before` and `after` are words; empty is a blank, never a "no". The date of birth is not
    compared: it is asked anew and checked against our record.
    """
    if not intake.last_time:
        return []
    words = sheet.asked(intake)
    found = {slug: list(_of_page(intake, words, slug)) for slug in ORDER}
    return [
        {"page": slug, "label": label, "before": before, "after": after}
        for slug, rows in found.items()
        for label, before, after in rows
    ]


def _of_page(intake, words, slug):
    if slug == "health":
        yield from _of_health(intake, words)
    elif slug == "consent":
        yield from _of_consents(intake)
    else:
        yield from _of_fields(intake, words["sections"].get(slug, ()), slug)
    if slug == "goals":
        yield from _of_marks(intake)


def _of_fields(intake, fields, slug):
    last, row = intake.last_time.get(slug) or {}, getattr(intake, slug, None)
    for field in fields:
        name, choices = field["name"], field["choices"]
        before, after = last.get(name), sheet.plain(getattr(row, name, None))
        if name == "date_of_birth" or _same(before, after, choices):
            continue
        yield field["label"], sheet.said(before, choices), sheet.said(after, choices)


def _same(before, after, choices):
    """Do both say the same? Two blanks do; a "no" among choices is no blank."""
    if isinstance(before, list) and isinstance(after, list):
        return sorted(before) == sorted(after)
    if choices and (before is False or after is False):
        return before is after
    return before == after or (is_blank(before) and is_blank(after))


def _of_health(intake, words):
    """Each answer that is another one than last time, or than what was said since (at a visit)."""
    last, known = intake.last_time.get("health") or {}, completeness.newest_answers(intake)
    since = _answers_since(intake)
    for question in words["questions"]:
        code = question["code"]
        now, later = known.get(code), since.get(code, [])
        facts = _facts(now and _plain(now))
        if any(_facts(one) != facts for one in (last.get(code), *map(_plain, later))):
            row = now.question if now else later[-1].question if later else None
            told = [_told(last.get(code), row)]
            told += [_dated(_told(_plain(one), row), one.recorded_at) for one in later]
            yield question["text"], _in_turn(told), _told(now and _plain(now), row)


def _answers_since(intake):
    """{code: answers from outside this form}, given after the invitation and before the sending."""
    rows = Answer.objects.filter(client_id=intake.client_id, recorded_at__gt=intake.invited_at)
    rows = rows.exclude(intake=intake).select_related("question").order_by("pk")
    if intake.submitted_at:
        rows = rows.filter(recorded_at__lt=intake.submitted_at)
    return _by(rows, lambda row: row.question.code)


def _by(rows, key):
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _dated(words, at):
    """What was said since, with its day."""
    day = formats.date_format(timezone.localdate(at), "j M Y")
    return _("%(words)s (%(day)s)") % {"words": words, "day": day}


def _in_turn(told):
    return " → ".join(word for word in told if word)


def _plain(answer):
    return {"value": answer.value, "words": answer.words, "details": answer.details}


def _facts(answer):
    """What an answer says, whatever the language."""
    if not answer:
        return None
    details = answer.get("details") or {}
    return answer["value"], answer.get("words") or "", {n: k["value"] for n, k in details.items()}


def _told(answer, question):
    """An answer with its follow-ups in one line."""
    if not answer:
        return ""
    fields = {field["name"]: field for field in (question.follow_up if question else ())}
    said = [Answer.Value(answer["value"]).label]
    for name, kept in (answer.get("details") or {}).items():
        now = {**kept, **retold.again(fields.get(name), kept)}
        said.append(f"{now['asked']} {now['said']}")
    return " · ".join(str(word) for word in (*said, answer.get("words")) if word)


def _of_marks(intake):
    last = [
        SimpleNamespace(**facts)
        for row in intake.last_time.get("marks") or []
        if (facts := took.mark(row))
    ]
    before, after = _by_place(last), _by_place(intake.marks.all())
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        was, now = (marked.said(mark) if mark else "" for mark in (one, other))
        if was != now:
            place = regions.name(key[0], key[1])
            yield _("Body map: %(place)s") % {"place": place}, was, now


def _by_place(marks):
    return {(mark.region, mark.side, mark.kind): mark for mark in marked.ordered(marks)}


def _of_consents(intake):
    """Each agreement that is another one than last time, or than what was said since."""
    rows = Consent.objects.filter(client_id=intake.client_id).exclude(intake=intake).order_by("pk")
    if intake.submitted_at:
        rows = rows.filter(decided_at__lt=intake.submitted_at)
    told, known = _by(rows, lambda row: row.kind), completeness.newest_consents(intake)
    for kind in Kind:
        before, after = _since_last(told.get(kind, []), intake), _agreed(known.get(kind))
        if any(_agreed(row) != after for row in before) or bool(before) != bool(after):
            words = [_agreed(before[0]) if before else ""]
            words += [_dated(_agreed(row), row.decided_at) for row in before[1:]]
            yield kind.label, _in_turn(words), after


def _since_last(rows, intake):
    """The last form's word, and each change since; without one, only what came since."""
    last = [row for row in rows if row.intake_id == intake.last_time.get("intake")][-1:]
    found = last + [row for row in rows if not last or row.pk > last[0].pk]
    return [
        row
        for one, row in zip([None, *found], found, strict=False)
        if one is None or _agreed(one) != _agreed(row)
    ]


def _agreed(row):
    if row is None:
        return ""
    return ": ".join(word for word in (row.get_decision_display(), row.limits) if word)
