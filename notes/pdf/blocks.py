"""The gathered record in the order it is read on paper: sections made of plain blocks."""

import datetime

from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic import journey
from intake import summary
from notes.models.moments import when_words
from notes.pdf.answers import intake_sections
from notes.pdf.stops import stops
from notes.pdf.words import (
    breakable,
    facts,
    heading,
    label,
    line,
    moment,
    section,
    shown,
    table,
    words,
)

SOAP = ("subjective", "objective", "assessment", "plan")
SIGNATURES = {
    "signed_at": "signed_at signed_by signed_meaning signed_hash",
    "approved_at": "approved_at approved_by approved_up_to",
    "errored_at": "errored_at errored_by errored_reason",
}
TABLES = (
    (
        "treatments",
        "notes.treatment",
        gettext_lazy("What was done"),
        "seq technique+contact_tool+motion* side+zone* pressure_level pressure_perceived duration_s"
        " words*",
    ),
    (
        "adaptations",
        "notes.adaptation",
        gettext_lazy("Adapted to"),
        "code asked* used reason* at by",
    ),
    ("check_ins", "notes.checkin", gettext_lazy("Check-ins"), "at side felt pain wants"),
    (
        "ticks",
        "notes.tick",
        gettext_lazy("Checklist"),
        "item phase asked* answer+reason at by live",
    ),
)


def laid_out(data):
    """What `record.typ` prints, from what `notes.export.gather` gathered."""
    client = data["client"]
    made = datetime.datetime.fromisoformat(data["made_at"]).astimezone(datetime.UTC)
    known = "id legal_name preferred_name pronouns date_of_birth email phone language"
    known += " added_at added_by"
    return {
        "title": _("Client record"),
        "clinic": data["clinic"],
        "who": _("%(name)s · client %(id)s")
        % {"name": breakable(client["legal_name"]), "id": client["id"]},
        "lang": translation.get_language().split("-")[0],
        "made": [made.year, made.month, made.day, made.hour, made.minute],
        "made_words": _("Made %(when)s by %(who)s")
        % {"when": moment(data["made_at"]), "who": data["made_by"]["name"]},
        "page_words": _("Page %(page)s of %(pages)s") % {"page": "{0}", "pages": "{1}"},
        "blank": _("not recorded"),
        "contents": _("In this record"),
        "note": None,
        "front": facts("clinic.client", client, known)["rows"],
        "sections": [
            _care_team(data),
            *intake_sections(data["intake"]),
            _visits(data),
            *stops(data["intake"]),
            _readings(data),
            _history(data),
        ],
    }


def _care_team(data):
    places = data["care_team"]
    listed = table("clinic.careplace", places, "user joined_at joined_by left_at left_by")
    return section(_("Care team"), [listed] if places else [])


def _visits(data):
    blocks = []
    for visit in data["visits"]:
        notes = [note for note in data["notes"] if note["visit"] == visit["id"]]
        blocks += _visit(visit) + _gate(visit, data["intake"]["weighings"])
        blocks += [block for note in notes for block in _note(note)]
        if not notes:
            blocks.append(line(_("No note was written.")))
    return section(_("Visits and notes"), blocks)


def _visit(visit):
    names = "id therapist starts_at ends_at booked_at booked_by"
    if visit["cancelled_at"]:
        names += " cancelled_at cancelled_by"
    title = _("Visit of %(when)s") % {"when": moment(visit["starts_at"])}
    return [heading(title), facts("clinic.visit", visit, names)]


def _gate(visit, weighings):
    """What the gate said at this visit, and by which table: a line for each time it changed."""
    rows = [
        [
            _("%(when)s, screening table %(rules)s")
            % {"when": moment(row["at"]), "rules": row["rules"]},
            summary.weighing_words(row["found"]),
        ]
        for row in weighings
        if row["visit"] == visit["id"]
    ]
    title = heading(_("What the gate said: pressure level at most"), level=3)
    return [title, {"kind": "facts", "rows": rows}] if rows else []


def _note(note):
    names = "therapist started_at started_by saved_at decision position cushions comfort"
    names += " pain_before pain_after"
    for at, more in SIGNATURES.items():
        names += f" {more}" if note[at] else ""
    state = shown("notes.note", "state", note["state"])
    title = _("Note %(id)s: %(state)s") % {"id": note["id"], "state": state.lower()}
    blocks = [heading(title, level=3), facts("notes.note", note, names)]
    if "withheld" in note:
        return [*blocks, line(_("A draft. Its words join the record when it is signed."))]
    blocks += [words(label("notes.note", name), note[name]) for name in SOAP]
    for name, model, title, columns in TABLES:
        if note[name]:
            rows = map(_timed, note[name]) if name == "treatments" else note[name]
            blocks += [heading(str(title), level=3), table(model, rows, columns)]
    return blocks + _later_words(note)


def _timed(row):
    """A technique with its times after its words."""
    times = [moment and parse_datetime(moment) for moment in (row["done_at"], row["entered_at"])]
    return row | {"words": " · ".join(word for word in (row["words"], when_words(*times)) if word)}


def _later_words(note):
    """Amendments and remarks, each in full."""
    blocks = []
    for row in note["amendments"]:
        names = "kind written_at written_by" + (" event_at" if row["event_at"] else "")
        names += " reason" if row["reason"] else ""
        title = _("Amendment %(number)s") % {"number": row["number"]}
        blocks += [heading(title, level=3), facts("notes.amendment", row, names)]
        blocks.append(words(label("notes.amendment", "text"), row["text"]))
    for row in note["remarks"]:
        blocks += [heading(_("Remark"), level=3), facts("notes.remark", row, "at by")]
        blocks.append(words(label("notes.remark", "text"), row["text"]))
    return blocks


def _readings(data):
    head = [_("From"), _("Until"), _("Who"), _("Reason")]
    rows = [
        [
            moment(row["opened_at"]),
            moment(row["until"]),
            row["user"]["name"],
            breakable(row["reason"]),
        ]
        for row in data["readings"]
    ]
    listed = {"kind": "table", "head": head, "wide": [3], "rows": rows}
    return section(_("Why it was read outside the care team"), [listed] if rows else [])


def _history(data):
    head = [_("When"), _("Who"), _("Row"), _("What")]
    rows = [
        [moment(step["at"]), _who(step), step["subject"], _what(step)] for step in data["history"]
    ]
    listed = {"kind": "table", "head": head, "wide": [3], "rows": rows}
    return section(_("Who wrote and who looked"), [listed])


def _who(step):
    if step["user_id"]:
        return step["user_id"]["name"]
    return _("The client") if step["actor"] == "link" else _("A background job")


def _what(step):
    return str(journey.LABELS.get(step["step"], step["step"]))
