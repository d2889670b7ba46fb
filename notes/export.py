"""One client's whole record as plain data, oldest first: what the client can take with them.

Every column of every table with a client's data stands below: exported under its own name, or left
out with the reason. `tests/notes/test_export.py` compares this page with the models, so a new
column cannot be forgotten. What the intake floor holds comes through `intake.summary.everything`.
"""

import datetime
import json

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import AuditEntry, User, Visit
from intake import summary
from notes.access import may_read
from notes.models import Note

FORMAT, VERSION = "healing-touch-record", 1

EXPORTED = {
    "clinic.client": "id legal_name preferred_name pronouns date_of_birth email phone language"
    " added_at added_by",
    "clinic.careplace": "user joined_at joined_by left_at left_by",
    "clinic.visit": "id therapist starts_at ends_at booked_at booked_by cancelled_at cancelled_by",
    "clinic.reading": "user opened_at until reason",
    "clinic.auditentry": "at actor user_id step subject",
    # by intake.summary.everything, with names that fit its shape
    "intake.intake": "id state invited_at invited_by redeemed_at submitted_at signer_name asked"
    " signer_role language handed_at handed_by withdrawn_at withdrawn_by follows form",
    "intake.about": "legal_name preferred_name pronouns date_of_birth sex phone occupation"
    " emergency_name emergency_relation emergency_phone guardian_name guardian_relation"
    " guardian_phone guardian_present language interpreter hearing support summary_format provider"
    " referral insurance weekly_activity_min height_cm weight_kg smoking more",
    "intake.goals": "kinds goal pain_now pain_worst pain_best pain_average duration pattern"
    " worse_by better_by pain_words onset function_affected activity_1 ability_1 activity_2"
    " ability_2 activity_3 ability_3 activity_4 ability_4 activity_5 ability_5 sitting_hours"
    " stress_week moves sleep_position footwear where since worse_with better_with activity",
    "intake.comfort": "room_temperature music music_volume talk lighting scent blanket"
    " table_warmer glide avoid nothing_to_avoid chaperone chaperone_name therapist_gender options",
    "intake.cushions": "position side_down supports placements firmness help_on_off step_stool"
    " cover belly_access groin_access tucks notes",
    "intake.pressure": "general comfort_limit belly_level belly_limit groin_level groin_limit"
    " thigh_level thigh_limit back_level back_limit hip_level hip_limit glute_level glute_limit"
    " deep_means prior_bruising feedback_style slow_entry stop_word stop_signal face_down_signal",
    "intake.mark": "region side kind intensity qualities words marked_at",
    "intake.signature": "role png drawn_at",
    "intake.message": "kind sent_at",
    "intake.personcheck": "how checked_at checked_by",
    "intake.answer": "id intake visit question asked value words details corrects recorded_at"
    " recorded_by",
    "intake.consent": "id intake visit kind wording wording_hash explained decision limits"
    " max_level sides signed_name signer_role evidence relation mode understood language"
    " valid_until decided_at recorded_by follows",
    "intake.decision": "id intake outcome conditions reason until expires_on decided_at decided_by"
    " rules after_answer overrides reason_zones relied_on codes after_change born after_triage",
    "intake.triage": "id about words severity zones side reason triaged_at triaged_by",
    "intake.clearance": "id code about provider_name provider_role contact method dated_on"
    " expires_on zones scope restrictions revoked recorded_at recorded_by follows",
    "intake.letter": "kind content sha256",
    "intake.incident": "id visit answer code why mistaken recorded_at recorded_by first at kind"
    " severity description zone technique level onset_h duration_h action referred_to"
    " client_informed follow_up_at outcome reported_to",
    "intake.referral": "id visit answer code why mistaken recorded_at recorded_by first urgency"
    " to_whom told_at outcome",
    "intake.weighing": "id visit at by rules after_answer found",
    # by this floor
    "notes.note": "id visit therapist state started_at started_by subjective objective assessment"
    " plan pain_before pain_after position cushions comfort decision saved_at signed_at signed_by"
    " signed_meaning signed_hash approved_at approved_by approved_up_to errored_at errored_by"
    " errored_reason",
    "notes.treatment": "seq technique contact_tool motion side zone pressure_level"
    " pressure_perceived duration_s words done_at entered_at",
    "notes.adaptation": "code asked used reason at by",
    "notes.checkin": "at side felt wants pain",
    "notes.tick": "item phase asked answer reason live at by",
    "notes.amendment": "number kind text reason event_at written_at written_by",
    "notes.remark": "text at by",
}
OWN = "the client whose record this is"
NESTED = {
    "id": "the row has no name of its own",
    "note": "said by where the row stands",
    "client": OWN,
}
A_PAGE = {
    "id": "the row has no name of its own",
    "intake": "said by where the row stands",
    "client": OWN,
    "saved_at": "the intake says when it was sent",
    "whole_at": "the intake says when it was sent",
}
ON_AN_INTAKE = {
    "id": "the row has no name of its own",
    "intake": "said by where the row stands",
    "client": OWN,
}
LEFT_OUT = {
    "clinic.careplace": {"id": "the row has no name of its own", "client": OWN},
    "clinic.visit": {"client": OWN},
    "clinic.reading": {"id": "the row has no name of its own", "client": OWN},
    "clinic.auditentry": {
        "id": "the chain's own number",
        "intake_id": "said by the subject",
        "client_id": OWN,
        "address": "where a member of staff sat",
        "previous_hash": "proves the history, says nothing about the client",
        "hash": "proves the history, says nothing about the client",
    },
    "intake.intake": {
        "client": OWN,
        "lives_until": "how long the link worked",
        "mailed_at": "when the link was sent again",
        "link_nonce": "a secret of the link",
        "link_digest": "a secret of the link",
        "replaced_digests": "secrets of older links",
        "browser": "a secret of the link",
        "misses": "how often a wrong code was typed in a row",
        "last_time": "said by the intake before this one",
    },
    "intake.about": A_PAGE,
    "intake.goals": A_PAGE,
    "intake.comfort": A_PAGE,
    "intake.cushions": A_PAGE,
    "intake.pressure": A_PAGE,
    "intake.mark": ON_AN_INTAKE,
    "intake.signature": ON_AN_INTAKE,
    "intake.message": ON_AN_INTAKE,
    "intake.personcheck": ON_AN_INTAKE,
    "intake.answer": {"client": OWN},
    "intake.consent": {"client": OWN},
    "intake.decision": {"client": OWN},
    "intake.triage": {"client": OWN},
    "intake.clearance": {"client": OWN},
    "intake.letter": {
        "id": "the row has no name of its own",
        "clearance": "said by where the row stands",
        "client": OWN,
    },
    "intake.incident": {"client": OWN, "key": "tells two presses of one button apart, no words"},
    "intake.referral": {"client": OWN},
    "intake.weighing": {"client": OWN},
    "intake.passcode": {"*": "codes that opened the form, no words"},
    "notes.note": {"client": OWN, "version": "counts saves of the draft"},
    "notes.treatment": NESTED,
    "notes.adaptation": NESTED,
    "notes.checkin": NESTED,
    "notes.tick": NESTED,
    "notes.amendment": NESTED,
    "notes.remark": NESTED,
    "notes.draftsave": {"*": "receipts of saves, no words"},
}


def gather(client, *, by, now=None):
    """The record of `client` as dicts, lists, text, numbers; moments in UTC, ISO 8601.

    Empty is `null` or "" as stored: nothing is filled in. The number of queries does not depend on
    the number of rows.
    """
    people = dict(User.objects.values_list("pk", "name"))
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": plain(now or timezone.now()),
        "made_by": {"id": by.pk, "name": by.name},
        "clinic": settings.CLINIC_NAME,
        "client": row(client, people),
        "care_team": rows(client.places.order_by("joined_at", "pk"), people),
        "visits": rows(Visit.objects.filter(client=client), people),
        "intake": plain(summary.everything(client.pk)),
        "notes": [_note(note, people, by) for note in _notes(client)],
        "readings": rows(client.readings.order_by("opened_at", "pk"), people),
        "history": rows(AuditEntry.objects.filter(client_id=client.pk).order_by("pk"), people),
    }


def as_json(data):
    """The file's bytes: indented, letters as they are."""
    return json.dumps(data, indent=2, ensure_ascii=False).encode()


def columns(model):
    """The names of the exported columns of `model`, in order."""
    return EXPORTED[model._meta.label_lower].split()


def rows(things, people):
    return [row(thing, people) for thing in things]


def row(thing, people):
    """One row's exported columns; people who work here with their names."""
    data = {}
    for name in columns(type(thing)):
        field = thing._meta.get_field(name)
        value = getattr(thing, field.attname)
        is_person = field.is_relation and field.related_model is User or name == "user_id"
        data[name] = _person(value, people) if is_person else plain(value)
    return data


def plain(value):
    """The value as JSON can say it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value)


def _person(pk, people):
    return None if pk is None else {"id": pk, "name": people.get(pk, "")}


CHILDREN = ("treatments", "adaptations", "check_ins", "ticks", "amendments", "remarks")
UNSIGNED = set(
    "subjective objective assessment plan pain_before pain_after position cushions comfort".split()
)


def _notes(client):
    notes = Note.objects.filter(client=client).order_by("started_at", "pk")
    return notes.prefetch_related(*CHILDREN)


def _note(note, people, by):
    """A note with all that hangs on it. A draft's words are its therapist's own until signed."""
    data = row(note, people)
    if not may_read(by, note):
        data |= dict.fromkeys(UNSIGNED)
        return data | {"withheld": "not signed yet"} | {name: [] for name in CHILDREN}
    return data | {name: rows(getattr(note, name).all(), people) for name in CHILDREN}


def contents(data):
    """How much of each kind the file holds: (what, how many)."""
    notes = data["notes"]
    return [
        (_("Visits"), len(data["visits"])),
        (_("Notes"), len(notes)),
        (_("Drafts, without their words"), sum("withheld" in note for note in notes)),
        (_("Amendments"), sum(len(note["amendments"]) for note in notes)),
        (_("Remarks"), sum(len(note["remarks"]) for note in notes)),
        (_("Reasons given for reading"), len(data["readings"])),
        (_("Steps in the history"), len(data["history"])),
    ]
