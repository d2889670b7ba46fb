"""What the review page shows, in the order in which a therapist reads it."""

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import clearances, gate, grounds, minors, reading, review_first, screening, zones
from intake.access_review import why_not_review
from intake.models import Answer, Decision, Question
from intake.retold import details_again

SHOWN = 3  # decisions in sight; the others are folded


def gather(user, intake, now=None):
    """The page's context beside its forms; the same number of queries however much was answered."""
    answers = gate.newest(intake.client_id)
    rows = clearances.of(intake.client_id)
    case = grounds.of(intake, answers, rows=rows, now=now)
    age = minors.age(intake, now)
    decided = decisions(intake.client_id, now)
    return {
        "intake": intake,
        "client": intake.client,
        "age": age,
        "age_words": ngettext("%(n)d year old", "%(n)d years old", age or 0) % {"n": age or 0},
        "minor": minors.is_minor(intake, now),
        "language": _language(intake),
        "mind": list(review_first.rows(intake, answers)),
        "case": case,
        "flags": [line(flag, case, rows) for flag in case.flags],
        "decided": decided[:SHOWN],
        "decided_before": decided[SHOWN:],
        "letters": letters(rows, now),
        "sheets": list(folded(intake)),
        "not_asked": not_asked(intake),
        "why_not": why_not_review(user, intake),
    }


def folded(intake):
    """The pages as `reading.sheets`; of the health questions each group apart, its "no"s together.

    A sheet has `groups`: dicts with title, rows and noes.
    """
    of_code = {row["code"]: row["group"] for row in intake.asked["questions"]}
    titles = {group["code"]: _(group["title"]) for group in screening.load()["groups"]}
    for sheet in reading.sheets(intake):
        groups = {}
        for row in sheet["rows"]:
            code = of_code.get(row.get("code"), "")
            group = groups.setdefault(code, {"title": titles.get(code, ""), "rows": [], "noes": []})
            plain_no = row.get("tone") == "quiet" and not row["words"]
            group["noes" if plain_no else "rows"].append(row)
        yield sheet | {"groups": list(groups.values())}


def not_asked(intake):
    """The questions that this form did not put to the client, for asking in person."""
    rows = Question.objects.filter(version=intake.asked["version"])
    asked = {row["code"] for row in intake.asked["questions"]}
    return [(row.code, _(row.text)) for row in rows if row.code not in asked]


def line(flag, case, rows):
    """One flag in the clinic's words: what was asked and said, what to do, and its letter."""
    answer, question = flag.answer, flag.question
    letter = case.letters.get(question.code)
    return {
        "flag": flag,
        "code": question.code,
        "asked": _(question.text),
        "do": _(question.action),
        "cap": question.cap,
        "as_asked": answer.asked if answer.asked != _(question.text) else "",
        "said": answer.get_value_display(),
        "words": answer.words,
        "told": details_again(answer),
        "by": answer.recorded_by,
        "cleared": letter if case.is_cleared(flag) else None,
        "partly": letter if letter and not case.is_cleared(flag) else None,
        "wants_letter": bool(grounds.letter_zones(flag)) and not flag.unsettled,
        "had_letter": any(row.code == question.code for row in rows),
    }


def decisions(client_id, now=None):
    """[(decision, kind of chip, state in words, in short)], newest first."""
    later = Answer.objects.filter(client=OuterRef("client"), pk__gt=OuterRef("after_answer"))
    first_change = later.order_by("pk").values("recorded_at")[:1]
    rows = Decision.objects.filter(client_id=client_id).select_related("decided_by")
    rows = list(rows.annotate(changed_at=Subquery(first_change)).order_by("-pk"))
    followers = [None, *rows]
    today = timezone.localdate(now)
    return [
        (row, *state(row, follower, today)) for row, follower in zip(rows, followers, strict=False)
    ]


def state(row, follower, today):
    """(kind of chip, state in words, the same in short) of one decision.

    Whatever ended it first is named.
    """
    changed, ended, again = _("Answers changed: decide again"), _("Decision expired"), ""
    ends = []
    if row.changed_at:
        day = timezone.localdate(row.changed_at)
        ends.append((day, _("an answer changed on %(day)s"), changed))
    if follower:
        day = timezone.localdate(follower.decided_at)
        ends.append((day, _("decided anew on %(day)s"), again))
    if row.expires_on < today:
        ends.append((row.expires_on, _("it expired on %(day)s"), ended))
    if not ends:
        return "good", _("In force"), row.get_outcome_display()
    day, why, short = min(ends, key=lambda end: end[0])
    said = why % {"day": formats.date_format(day, "j M Y")}
    kind = "quiet" if follower else "clay"
    return kind, _("No longer in force: %(why)s") % {"why": said}, short


def letters(rows, now=None):
    """The letters of a client, newest first: dicts with row, kind and state; revokings are folded
    into the letter that they end."""
    today = timezone.localdate(now)
    newest = clearances.newest(rows)
    enders = {row.follows_id: row for row in rows if row.follows_id}
    texts = dict(
        Question.objects.filter(code__in=newest).order_by("pk").values_list("code", "text")
    )
    return [
        {
            "row": row,
            "about": _(texts.get(row.code, row.code)),
            "counts": newest[row.code] is row and clearances.counts(row, today),
            "places": ", ".join(str(zones.LABELS[zone]) for zone in row.zones),
            "state": _letter_state(row, enders.get(row.pk), today),
        }
        for row in sorted(rows, key=lambda row: -row.pk)
        if not row.revoked
    ]


def _letter_state(row, ender, today):
    day = formats.date_format(ender.recorded_at if ender else row.expires_on, "j M Y")
    if ender and ender.revoked:
        facts = {"name": ender.recorded_by.name, "day": day}
        return _("Revoked by %(name)s on %(day)s") % facts
    if ender:
        return _("Replaced on %(day)s") % {"day": day}
    if row.expires_on < today:
        return _("Ended on %(day)s") % {"day": day}
    return _("Counts until %(day)s") % {"day": day}


def _language(intake):
    """In which language it was answered, where that is not the clinic's."""
    code = intake.language.partition("-")[0]
    if not code or code == settings.LANGUAGE_CODE.partition("-")[0]:
        return ""
    name = _(dict(settings.LANGUAGES).get(code, code))
    return _("Answered in %(language)s") % {"language": name}
