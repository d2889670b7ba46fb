"""The intakes on paper: every question as it was asked, with its answer or "not answered"."""

import base64
from types import SimpleNamespace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake import summary
from notes.pdf.agreed import agreements, letters, triages
from notes.pdf.words import breakable, heading, label, line, moment, section, shown, words

PAGES = {
    "about": gettext_lazy("About the client"),
    "goals": gettext_lazy("Goals and where it hurts"),
    "comfort": gettext_lazy("Comfort"),
    "cushions": gettext_lazy("Cushions and position"),
    "pressure": gettext_lazy("Pressure"),
}
VIEWS = {
    "front": gettext_lazy("The body map from the front; the list above says the same."),
    "back": gettext_lazy("The body map from the back; the list above says the same."),
    "side": gettext_lazy("The body map from the side; the list above says the same."),
}


def intake_sections(told):
    """What `intake.summary.everything` gathered, as sections: the intakes, and what came later."""
    blocks = [block for intake in told["intakes"] for block in _intake(intake, told)]
    later = _answers(told, None, []) + agreements(told, None) + _decisions(told, None)
    sections = [section(_("Intakes"), blocks)]
    if later:
        sections.append(section(_("Asked again at visits"), later))
    if told["triages"]:
        sections.append(section(_("Triaged by a therapist"), triages(told["triages"])))
    if told["clearances"]:
        sections.append(section(_("Letters from providers"), letters(told["clearances"])))
    return sections


def _intake(intake, told):
    when = moment(intake["sent_at"]) if intake["sent_at"] else _("not sent yet")
    title = _("Intake %(id)s, %(when)s") % {"id": intake["id"], "when": when}
    blocks = [heading(title), {"kind": "facts", "rows": _front(intake)}]
    for slug, rows in intake["pages"].items():
        asked = [[row["label"], _said(breakable(row["text"]))] for row in rows]
        blocks += [heading(str(PAGES[slug]), level=3), {"kind": "questions", "rows": asked}]
        if slug == "goals":
            blocks += _marks(intake["marks"])
    blocks += _answers(told, intake["id"], intake["questions"])
    blocks += agreements(told, intake["id"], intake["agreements"])
    blocks += _signatures(intake["signatures"])
    return blocks + _decisions(told, intake["id"])


def _front(intake):
    """When it came and went, whose it is, and in which words it was asked."""
    name = breakable(intake["signed_name"])
    rows = [
        [_("Invited"), _by(intake["invited_at"], intake["invited_by"])],
        [_("Opened with a code"), moment(intake["opened_at"]) if intake["opened_at"] else None],
    ]
    if intake["handed_at"]:
        rows.append([_("Tablet handed over"), _by(intake["handed_at"], intake["handed_by"])])
    if intake["withdrawn_at"]:
        rows.append([_("Withdrawn"), _by(intake["withdrawn_at"], intake["withdrawn_by"])])
    if intake["follows"]:
        rows.append([_("Follows intake"), str(intake["follows"])])
    if name:
        role = shown("intake.consent", "signer_role", intake["signer_role"])
        name = _("%(name)s, %(role)s") % {"name": name, "role": role}
    rows += [
        [_("Signed by"), name or None],
        [_("Version of the health questions"), intake["screening_version"]],
        [_("Language of the form"), _language(intake["language"])],
    ]
    if check := intake["person_check"]:
        rows.append([_("Made sure who it was"), breakable(check["how"])])
        rows.append([_("Made sure"), _by(check["at"], check["checked_by"])])
    mails = [f"{shown('intake.message', 'kind', m['kind'])}, {moment(m['at'])}"
             for m in intake["messages"]]  # fmt: skip
    return [*rows, [_("Mails"), "; ".join(mails)]] if mails else rows


def _language(code):
    names = dict(settings.LANGUAGES)
    return str(names.get(code.partition("-")[0], code)) or None


def _marks(marks):
    """What was marked on the body map, in words and as pictures."""
    if not marks:
        return [heading(_("Body map"), level=3), line(_("Nothing was marked."))]
    rows = [[_place(mark), _mark_said(mark)] for mark in marks]
    drawn = [SimpleNamespace(**mark) for mark in marks]
    pictures = [
        {"svg": summary.picture(drawn, view=view), "alt": str(VIEWS[view])}
        for view in summary.views_of(drawn)
    ]
    blocks = [heading(_("Body map"), level=3), {"kind": "questions", "rows": rows}]
    return [*blocks, {"kind": "pictures", "pictures": pictures}] if pictures else blocks


def _place(mark):
    side = "" if mark["side"] == "mid" else mark["side_said"]
    return ", ".join(word for word in (mark["region_said"], side) if word)


def _mark_said(mark):
    said = [mark["kind_said"]]
    if mark["intensity"] is not None:
        said.append(_("%(n)d of 10") % {"n": mark["intensity"]})
    said += [", ".join(mark["qualities_said"]), breakable(mark["words"])]
    return " · ".join(word for word in said if word)


def _signatures(drawn):
    """What was drawn with a finger to sign."""
    blocks = []
    for row in drawn:
        role = shown("intake.signature", "role", row["role"])
        said = _("Drawn signature of %(role)s, %(when)s") % {
            "role": role,
            "when": moment(row["at"]),
        }
        blocks += [{"kind": "signature", "png": list(base64.b64decode(row["png"])), "alt": said}]
    return blocks


def _answers(told, intake, questions):
    """Health questions in the order of asking; an answer that was settled later stands below."""
    given = {}
    for row in told["answers"]:
        if row["intake"] == intake:
            given.setdefault(row["question"], []).append(row)
    rows = []
    for question in questions:
        answers = given.pop(question["code"], [])
        rows += [pair for row in answers for pair in _answer(row)] or [
            [question["text"], _said("")]
        ]
    rows += [pair for answers in given.values() for row in answers for pair in _answer(row)]
    return [heading(_("Health"), level=3), {"kind": "questions", "rows": rows}] if rows else []


def _answer(row):
    """The question with its answer, and below it whatever was asked after a yes."""
    said = [shown("intake.answer", "value", row["answer"]), breakable(row["words"])]
    if row["recorded_by"]:
        said.append(_by(row["at"], row["recorded_by"]))
    elif row["visit"]:
        said.append(moment(row["at"]))
    after = [[f"– {kept['asked']}", breakable(kept["said"])] for kept in row["details"].values()]
    after += [[f"– {asked}", _said("")] for asked in row["left_open"]]
    return [[row["asked"], " · ".join(word for word in said if word)], *after]


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
            [_("By the rules of version"), row["rules"] or None],
        ]
        if row["until"]:
            facts.append([_("Hold until"), shown("intake.decision", "until", row["until"])])
        blocks += [{"kind": "facts", "rows": facts}]
        for name in ("conditions", "reason"):
            if row[name]:
                blocks.append(words(label("intake.decision", name), row[name]))
        if opened := summary.opens_words(row["overrides"], row["reason_zones"]):
            blocks.append(words(_("The reason opens"), opened))
        if row["overrides"]:
            blocks.append(words(_("In spite of these answers"), ", ".join(row["overrides"])))
    return [heading(_("Decided"), level=3), *blocks] if blocks else []


def _said(text):
    return text or {"blank": _("not answered")}


def _by(at, name):
    return _("%(when)s by %(who)s") % {"when": moment(at), "who": name}
