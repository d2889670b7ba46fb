"""The clinic's copy of one intake: what the client said, what staff found, and what came of it.

What matters stands on its first page. The client's part is that of their own copy with nothing kept
out; the rest stands behind it, each with who, when and how. `notes/pdf/` prints whole records.
"""

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinic import paper
from intake import clearances, copy, minors, stopped
from intake.gate import grounds
from intake.models.health import SEVERITIES
from intake.outcomes import outcome_words
from intake.retold import details_again, left_open
from intake.review import decided as review_decided
from intake.review import page as reviewpage
from intake.review import places as review_places


def make(intake, now=None):
    """The PDF, in the clinic's language. `intake`: a sent one, with its pages."""
    now = now or timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        return paper.typeset(copy.TEMPLATE, laid_out(intake, now), now, copy.no_shape())


def laid_out(intake, now):
    """What `copy.typ` prints."""
    case, rows = grounds.of(intake, now), clearances.of(intake.client_id)
    page = copy.laid_out(intake, now, kept_out=())
    first = _section(_("What matters, as of today"), _flags(case, rows))
    parts = [
        (_("Not asked on this form"), _not_asked(intake)),
        (_("Found out and settled by us"), _found_out(intake)),
        (_("Each place, as of today"), _places(case)),
        (_("Decided"), _decided(intake, rows, now)),
        (_("Incidents and referrals that came of it"), _stops(intake)),
        (_("Letters"), _letters(rows, case.places.standing.answers, now)),
    ]
    behind = [_section(title, found) for title, found in parts]
    return page | {
        "title": _("Intake: the clinic’s copy"),
        "private": "",
        "sections": [first, *page["sections"], *behind],
    }


def _section(title, rows):
    rows = list(rows) or [_row(_("None"), "–")]
    return {"title": title, "slug": "", "rows": rows}


def _row(asked, said, *more):
    return {
        "asked": paper.breakable(str(asked)),
        "wording": "",
        "said": paper.breakable(str(said)),
        "more": [paper.breakable(str(line)) for line in more if line],
    }


def _not_asked(intake):
    for code, question in reviewpage.not_asked(intake):
        yield _row(f"{code} {question}", _("not asked"))
    if not minors.is_minor(intake):
        yield _row(_("Parent or guardian"), _("not asked"))


def _found_out(intake):
    """The answers that staff wrote down for this intake, oldest first, and who it was."""
    rows = intake.answers.filter(recorded_by__isnull=False).order_by("pk")
    for row in rows.select_related("question", "recorded_by"):
        told = [f"{kept['asked']}: {kept['said']}" for kept in details_again(row)]
        told += [f"{asked}: {_('not answered')}" for asked in left_open(row)]
        how = _("How: %(how)s") % {"how": row.words} if row.words else ""
        by = _by(row.recorded_by, row.recorded_at)
        asked = f"{row.question.code} {_(row.question.text)}"
        yield _row(asked, row.get_value_display(), *told, how, by)
    if check := getattr(intake, "person_check", None):
        by = _by(check.checked_by, check.checked_at)
        yield _row(_("Made sure who filled it in"), _("Yes"), check.how, by)


def _by(person, at):
    return _("%(name)s, %(when)s") % {"name": person.name, "when": copy.moment(at)}


def _flags(case, rows):
    """Each answer that matters: what it means, what to do, and where."""
    saved = [flag.answer for flag in case.flags if flag.answer.pk]
    prefetch_related_objects(saved, "recorded_by")
    for flag in case.flags:
        line = reviewpage.line(flag, case, rows)
        cap = _("Level at most: %(n)d") % {"n": line["cap"]} if line["cap"] else ""
        places = _("Where: %(places)s") % {"places": flag.places} if flag.places else ""
        unsettled = _("Not settled yet") if flag.unsettled else ""
        cleared = _("Cleared by a letter") if line["cleared"] else ""
        weights = sorted({each.severity for each in flag.effects}, key=SEVERITIES.index)
        label = flag.label if flag.untriaged else f"{flag.label} ({', '.join(weights)})"
        yield _row(
            f"{line['code']} {line['asked']}",
            label,
            line["said"],
            unsettled,
            cleared,
            line["do"],
            cap,
            places,
            *_triages(line["triages"]),
        )
    for code in case.places.blanks:
        yield _row(code, _("Not asked yet, and it could stop the visit"))


def _triages(rows):
    """Who triaged these very words, the newest first, each with what it said."""
    for row, _kind, weight, places in rows:
        by = _by(row.triaged_by, row.triaged_at)
        words = {"weight": weight, "places": places, "reason": row.reason, "by": by}
        yield _("Triaged: %(weight)s, %(places)s. %(reason)s (%(by)s)") % words


def _places(case):
    for row in review_places.rows(case.places):
        cells = row["cells"]
        said = [": ".join(word for word in (cell["side"], cell["words"]) if word) for cell in cells]
        why = [
            ": ".join(word for word in (cell["side"], " ".join(map(str, cell["why"]))) if word)
            for cell in cells
            if cell["why"]
        ]
        yield _row(row["label"], "; ".join(said), *why)


def _decided(intake, letters, now):
    """Every decision about this intake with its state today."""
    for row, _kind, state, _short in review_decided.decisions(intake.client_id, letters, now):
        if row.intake_id == intake.pk:
            reason = _("Reason: %(words)s") % {"words": row.reason} if row.reason else ""
            opens = _("The reason opens: %(places)s") % {"places": row.opened} if row.opened else ""
            rules = _("By the rules of version %(version)s") % {"version": row.rules}
            by = _by(row.decided_by, row.decided_at)
            yield _row(by, outcome_words(row), row.conditions, reason, opens, state, rules)


def _stops(intake):
    """What the answers of this form opened, each as its last word says, and who said it."""
    for row in stopped.came_of(intake):
        said = stopped.word(row)
        told = [_told(label, value) for label, value in said["told"]]
        asked = f"{stopped.title(type(row))} ({row.code})"
        _kind, state = stopped.state(row)
        yield _row(asked, state, row.why, *told, _by(row.recorded_by, row.recorded_at))


def _told(label, value):
    """A label that asks is its own colon."""
    return f"{label} {value}" if label.endswith("?") else f"{label}: {value}"


def _letters(rows, answers, now):
    """The letters of the client, each with its state today."""
    for letter in review_decided.letters(rows, answers, timezone.localdate(now)):
        row = letter["row"]
        who = f"{row.provider_name}, {row.provider_role}"
        opens = _("Opens: %(places)s") % {"places": letter["places"]}
        limits = _("Not: %(words)s") % {"words": row.restrictions} if row.restrictions else ""
        about = f"{row.code} {letter['about']}"
        by = _by(row.recorded_by, row.recorded_at)
        yield _row(about, who, row.scope, opens, limits, letter["state"], by)
