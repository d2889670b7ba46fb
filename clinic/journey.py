"""The way a client's information travels, in order. Start reading here.

Each verb has one name everywhere: button, URL, view, action, refusal, step and test
(`docs/journey.md`). A step's value is what the history stores; its label is what people read.
"""

from django.utils.translation import gettext_lazy as _

CLIENT_ADDED = "client.added"
CLIENT_EDITED = "client.edited"
TEAM_JOINED = "team.joined"
INTAKE_INVITED = "intake.invited"
INTAKE_RESENT = "intake.resent"
INTAKE_REMINDED = "intake.reminded"
INTAKE_HANDED_OVER = "intake.handed_over"
INTAKE_WITHDRAWN = "intake.withdrawn"
INTAKE_REDEEMED = "intake.redeemed"
INTAKE_READ_BY_CLIENT = "intake.read_by_client"
INTAKE_SUBMITTED = "intake.submitted"
INTAKE_READ = "intake.read"
INTAKE_COPIED = "intake.copied"
INTAKE_PRINTED = "intake.printed"
PERSON_CONFIRMED = "intake.person_confirmed"
ANSWER_SETTLED = "answer.settled"
ANSWER_OBSERVED = "answer.observed"
CONDITION_TRIAGED = "condition.triaged"
CONDITION_LOOSENED = "condition.loosened"
INTAKE_REVIEWED = "intake.reviewed"
CLEARANCE_RECORDED = "clearance.recorded"
CLEARANCE_REVOKED = "clearance.revoked"
CLEARANCE_READ = "clearance.read"
ANSWERS_ASKED_TODAY = "answers.asked_today"
CONSENT_DECIDED = "consent.decided"
INCIDENT_OPENED = "incident.opened"
INCIDENT_RECORDED = "incident.recorded"
INCIDENT_WRITTEN = "incident.written_up"
REFERRAL_OPENED = "referral.opened"
REFERRAL_WRITTEN = "referral.written_up"
ROOM_CARD_READ = "room_card.read"
VISIT_BOOKED = "visit.booked"
VISIT_CANCELLED = "visit.cancelled"
VISIT_STARTED = "visit.started"
TODAY_READ = "today.read"
CLIENT_READ = "client.read"
NOTE_READ = "note.read"
STOP_TAKEN_BACK = "stop.taken_back"
NOTE_SIGNED = "note.signed"
NOTE_REMARKED = "note.remarked"
NOTE_AMENDED = "note.amended"
NOTE_APPROVED = "note.approved"
NOTE_IN_ERROR = "note.entered_in_error"
READING_OPENED = "reading.opened"
RECORD_EXPORTED = "record.exported"
SCREENING_CHANGED = "screening.changed"
SETTINGS_CHANGED = "settings.changed"
PERSON_ADDED = "person.added"
SIGNED_IN = "person.signed_in"
ACCESS_REFUSED = "access.refused"

LABELS = {
    CLIENT_ADDED: _("Client added"),
    CLIENT_EDITED: _("Client's name or address changed"),
    TEAM_JOINED: _("Joined the care team"),
    INTAKE_INVITED: _("Invited to fill in intake"),
    INTAKE_RESENT: _("Intake link sent again"),
    INTAKE_REMINDED: _("Reminder of the intake sent"),
    INTAKE_HANDED_OVER: _("Tablet handed to the client for the intake"),
    INTAKE_WITHDRAWN: _("Invitation to the intake withdrawn"),
    INTAKE_REDEEMED: _("Client opened the intake with a code"),
    INTAKE_READ_BY_CLIENT: _("Client read their own intake"),
    INTAKE_SUBMITTED: _("Client sent the intake"),
    INTAKE_READ: _("Intake read"),
    INTAKE_COPIED: _("A copy of the intake made"),
    INTAKE_PRINTED: _("The clinic's copy of the intake made"),
    PERSON_CONFIRMED: _("Made sure who filled in the intake"),
    ANSWER_SETTLED: _("An unsure answer settled with the client"),
    ANSWER_OBSERVED: _("An answer written down by the therapist"),
    CONDITION_TRIAGED: _("A told condition triaged"),
    CONDITION_LOOSENED: _("A told condition triaged less strictly than before"),
    INTAKE_REVIEWED: _("Intake reviewed and decided"),
    CLEARANCE_RECORDED: _("A provider's letter kept"),
    CLEARANCE_REVOKED: _("A provider's letter revoked"),
    CLEARANCE_READ: _("The file of a letter read"),
    ANSWERS_ASKED_TODAY: _("Today's questions asked"),
    CONSENT_DECIDED: _("Agreement written down at a visit"),
    INCIDENT_OPENED: _("Incident opened by an answer that stops"),
    INCIDENT_RECORDED: _("Incident recorded without a stop"),
    INCIDENT_WRITTEN: _("Incident written up"),
    REFERRAL_OPENED: _("Referral opened by an answer that stops"),
    REFERRAL_WRITTEN: _("Referral written up"),
    ROOM_CARD_READ: _("Room card read"),
    VISIT_BOOKED: _("Visit booked"),
    VISIT_CANCELLED: _("Visit cancelled"),
    VISIT_STARTED: _("Visit started"),
    TODAY_READ: _("Seen on the day list"),
    CLIENT_READ: _("Client record read"),
    NOTE_READ: _("Note read"),
    STOP_TAKEN_BACK: _("A stop taken back as a wrong tap"),
    NOTE_SIGNED: _("Note signed"),
    NOTE_REMARKED: _("Remark added"),
    NOTE_AMENDED: _("Amendment added"),
    NOTE_APPROVED: _("Note approved"),
    NOTE_IN_ERROR: _("Note marked as entered in error"),
    READING_OPENED: _("Record opened with a reason"),
    RECORD_EXPORTED: _("Record exported"),
    SCREENING_CHANGED: _("Screening table changed"),
    SETTINGS_CHANGED: _("Clinic settings changed"),
    PERSON_ADDED: _("Account made"),
    SIGNED_IN: _("Signed in"),
    ACCESS_REFUSED: _("Access refused"),
}
