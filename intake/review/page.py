"""What the review page shows, in the order in which a therapist reads it."""

import base64
from itertools import groupby

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import clearances, contradictions, differences, minors, reading, screening, stopped
from intake.access.review import why_not_review
from intake.gate import grounds, triage
from intake.pages import BY_SLUG
from intake.retold import details_again
from intake.review import decided as review_decided
from intake.review import first as review_first
from intake.review import places as review_places
from intake.sheet import asked as words_of

SHOWN = 3  # decisions in sight; the others are folded


def gather(user, intake, now=None):
    """The page's context beside its forms; the same number of queries however much was answered.

    `intake`: a sent one, with its pages. The flags, the places and the decision are the client's of
    today, whichever intake brought them.
    """
    case = grounds.of(intake, now)
    saved = [flag.answer for flag in case.flags if flag.answer.pk]
    prefetch_related_objects(saved, "recorded_by")
    prefetch_related_objects([intake], "marks")
    rows = clearances.of(intake.client_id)
    decided = review_decided.decisions(intake.client_id, rows, now)
    return {
        **_head(intake, case, now),
        "case": case,
        "told": case.flag(triage.OTHER),
        "flags": [line(flag, case, rows) for flag in case.flags],
        "tally": list(review_decided.tally(case)),
        "blanks": [_(screening.rows()[code]["question"]) for code in case.places.blanks],
        "mind": list(review_first.rows(intake, case.places.standing)),
        "contradictions": contradictions.unsettled(intake, case.places.standing),
        "places": case.places,
        "place_rows": review_places.rows(case.places),
        "changes": changes(intake),
        "decided": decided[:SHOWN],
        "decided_before": decided[SHOWN:],
        "letters": review_decided.letters(
            rows, case.places.standing.answers, timezone.localdate(now)
        ),
        "stops": stopped.listed(intake.client_id),
        "sheets": list(folded(intake)),
        "drawn": [_picture(row) for row in intake.signatures.all()],
        "not_asked": not_asked(intake),
        "why_not": why_not_review(user, intake),
    }


def _head(intake, case, now):
    age, newest = minors.age(intake, now), case.places.standing.intake
    return {
        "intake": intake,
        "client": intake.client,
        "newer": newest if newest and newest.pk > intake.pk else None,
        "age": age,
        "age_words": ngettext("%(n)d year old", "%(n)d years old", age or 0) % {"n": age or 0},
        "minor": minors.is_minor(intake, now),
        "own_names": _own_names(intake),
        "language": _language(intake),
    }


def _own_names(intake):
    """What this person is called, when the form is signed with another name; else empty."""
    if not minors.signed_otherwise(intake):
        return ""
    return ", ".join(f"“{name}”" for name in dict.fromkeys(minors.own_names(intake)))


def _language(intake):
    """In which language it was answered, where that is not the clinic's."""
    code = intake.language.partition("-")[0]
    if not code or code == settings.LANGUAGE_CODE.partition("-")[0]:
        return ""
    name = _(dict(settings.LANGUAGES).get(code, code))
    return _("Answered in %(language)s") % {"language": name}


def line(flag, case, rows=()):
    """One flag in the clinic's words: what was asked and said, what to do, and its letter.

    `rows`: every letter of the client, to know whether there was one about this answer.
    """
    answer, question = flag.answer, flag.question
    letter, cleared = case.letters.get(question.code), case.is_cleared(flag)
    return {
        "flag": flag,
        "code": question.code,
        "asked": _(question.text),
        "as_asked": answer.asked if answer.asked != _(question.text) else "",
        "said": answer.get_value_display() or _("It follows from age and sex."),
        "words": answer.words,
        "told": details_again(answer),
        "by": answer.recorded_by,
        "do": " ".join(word for word in (flag.action, flag.note) if word),
        "cap": min((each.cap for each in flag.effects if each.cap), default=None),
        "cleared": letter if cleared else None,
        "partly": letter if letter and not cleared else None,
        "opened": review_places.named(letter.zones) if letter else "",
        "unsent": flag.draft,
        "wants_letter": not flag.draft and bool(grounds.letter_zones(flag)) and _may_clear(flag),
        "had_letter": any(row.code == question.code for row in rows),
        "triages": list(review_decided.triages(answer.triages)),
        "triaged_before": answer.triaged_before,
        "is_told": triage.is_told(answer) and not flag.draft,
        "words_told": triage.words(answer),
    }


def _may_clear(flag):
    return not flag.held and flag.severity in ("S", "C")


def changes(intake):
    """[(title of the page, its differences)] since last time; None for a first intake."""
    if not intake.last_time:
        return None
    found = groupby(differences.differences(intake), key=lambda row: row["page"])
    return [(BY_SLUG[slug].title, list(rows)) for slug, rows in found]


def folded(intake):
    """The pages as `reading.sheets`; of the health questions each group apart, its "no"s together.

    A sheet has `groups`: dicts with title, rows and noes.
    """
    of_code = {row["code"]: row["group"] for row in words_of(intake)["questions"]}
    titles = {group["code"]: _(group["title"]) for group in screening.groups()}
    for sheet in reading.sheets(intake):
        groups = {}
        for row in sheet["rows"]:
            code = of_code.get(row.get("code"), "")
            blank = {"title": titles.get(code, ""), "rows": [], "noes": []}
            group = groups.setdefault(code, blank)
            plain_no = row.get("tone") == "quiet" and not row["words"]
            group["noes" if plain_no else "rows"].append(row)
        yield sheet | {"groups": list(groups.values())}


def not_asked(intake):
    """[(code, question)] that this form did not put to the client, for asking in person."""
    asked = {row["code"] for row in words_of(intake)["questions"]}
    rows = screening.rows().items()
    return [(code, _(row["question"])) for code, row in rows if code not in asked]


def _picture(row):
    """A drawn signature as the page shows it."""
    return {"of": row.get_role_display(), "png": base64.b64encode(bytes(row.png)).decode()}
