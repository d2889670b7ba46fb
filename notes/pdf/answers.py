"""The intakes on paper: every question as it was asked, with its answer or "not answered"."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from notes.pdf.words import breakable, heading, label, moment, section, shown, words


def intake_sections(told):
    """What `intake.summary.everything` gathered, as sections: the intakes, and what came later."""
    blocks = [block for intake in told["intakes"] for block in _intake(intake, told)]
    later = _answers(told, None, []) + _consents(told, None) + _decisions(told, None)
    sections = [section(_("Intakes"), blocks)]
    return [*sections, section(_("Asked again at visits"), later)] if later else sections


def _intake(intake, told):
    when = moment(intake["sent_at"]) if intake["sent_at"] else _("not sent yet")
    facts = [
        [_("Invited"), _by(intake["invited_at"], intake["invited_by"])],
        [_("Opened with a code"), moment(intake["opened_at"]) if intake["opened_at"] else None],
        [_("Signed by typing"), breakable(intake["signed_name"]) or None],
        [_("Version of the health questions"), intake["screening_version"]],
    ]
    title = _("Intake %(id)s, %(when)s") % {"id": intake["id"], "when": when}
    blocks = [heading(title), {"kind": "facts", "rows": facts}]
    for slug, rows in intake["pages"].items():
        asked = [[row["label"], _said(breakable(row["text"]))] for row in rows]
        blocks += [heading(capfirst(slug), level=3), {"kind": "questions", "rows": asked}]
    blocks += _answers(told, intake["id"], intake["questions"])
    blocks += _consents(told, intake["id"], intake["agreements"])
    return blocks + _decisions(told, intake["id"])


def _answers(told, intake, questions):
    """Health questions in the order of asking; an answer that was settled later stands below."""
    given = {}
    for row in told["answers"]:
        if row["intake"] == intake:
            given.setdefault(row["question"], []).append(row)
    rows = []
    for question in questions:
        answers = given.pop(question["code"], [])
        rows += [_answer(row) for row in answers] or [[question["text"], _said("")]]
    rows += [_answer(row) for answers in given.values() for row in answers]
    return [heading(_("Health"), level=3), {"kind": "questions", "rows": rows}] if rows else []


def _answer(row):
    said = [shown("intake.answer", "value", row["answer"]), breakable(row["words"])]
    if row["recorded_by"]:
        said.append(_by(row["at"], row["recorded_by"]))
    elif row["visit"]:
        said.append(moment(row["at"]))
    return [row["asked"], " · ".join(word for word in said if word)]


def _consents(told, intake, agreements=()):
    """What was agreed to, in the words that were shown, one change of mind after another."""
    blocks, open_kinds = [], list(agreements)
    for row in told["consents"]:
        if row["intake"] != intake:
            continue
        if row["kind"] in open_kinds:
            open_kinds.remove(row["kind"])
        said = [shown("intake.consent", "kind", row["kind"])]
        said.append(shown("intake.consent", "decision", row["decision"]))
        said += [breakable(row["limits"]), breakable(row["signed_name"]), moment(row["at"])]
        said.append(row["recorded_by"])
        blocks.append(words(" · ".join(word for word in said if word), row["wording"]))
    for kind in open_kinds:
        blocks.append(words(shown("intake.consent", "kind", kind), _("not answered")))
    return [heading(_("Agreed to"), level=3), *blocks] if blocks else []


def _decisions(told, intake):
    blocks = []
    for row in told["decisions"]:
        if row["intake"] != intake:
            continue
        facts = [
            [_("Number"), str(row["id"])],
            [_("Decision"), shown("intake.decision", "outcome", row["outcome"])],
            [_("Decided"), _by(row["at"], row["decided_by"])],
            [_("Counts until"), shown("intake.decision", "expires_on", row["expires_on"])],
        ]
        if row["until"]:
            facts.append([_("Hold until"), shown("intake.decision", "until", row["until"])])
        blocks += [{"kind": "facts", "rows": facts}]
        for name in ("conditions", "reason"):
            if row[name]:
                blocks.append(words(label("intake.decision", name), row[name]))
    return [heading(_("Decided"), level=3), *blocks] if blocks else []


def _said(text):
    return text or {"blank": _("not answered")}


def _by(at, name):
    return _("%(when)s by %(who)s") % {"when": moment(at), "who": name}
