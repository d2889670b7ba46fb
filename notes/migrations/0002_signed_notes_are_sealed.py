"""Signed notes and all that hangs on them never change; later words only grow."""

from django.db import migrations

SCOPE = """
CREATE UNIQUE INDEX notes_and_their_client ON notes_note (id, client_id);
CALL clinic_same_client('notes_belong_to_the_visits_client', 'notes_note', 'visit_id', 'clinic_visit');
CALL clinic_same_client('notes_rely_on_the_clients_own_decision', 'notes_note', 'decision_id', 'intake_decision');
CALL clinic_same_client('treatments_belong_to_the_notes_client', 'notes_treatment', 'note_id', 'notes_note');
CALL clinic_same_client('check_ins_belong_to_the_notes_client', 'notes_checkin', 'note_id', 'notes_note');
CALL clinic_same_client('ticks_belong_to_the_notes_client', 'notes_tick', 'note_id', 'notes_note');
CALL clinic_same_client('saves_belong_to_the_notes_client', 'notes_draftsave', 'note_id', 'notes_note');
CALL clinic_same_client('amendments_belong_to_the_notes_client', 'notes_amendment', 'note_id', 'notes_note');
CALL clinic_same_client('remarks_belong_to_the_notes_client', 'notes_remark', 'note_id', 'notes_note');
CALL clinic_protect('notes_note', 'client_id', false);
CALL clinic_protect('notes_treatment', 'client_id', false);
CALL clinic_protect('notes_checkin', 'client_id', false);
CALL clinic_protect('notes_tick', 'client_id', false);
CALL clinic_protect('notes_draftsave', 'client_id', false);
CALL clinic_protect('notes_amendment', 'client_id', false);
CALL clinic_protect('notes_remark', 'client_id', false);
"""

NOTE = """
CALL clinic_hang('signed_notes_are_sealed', 'notes_note', 'UPDATE OR DELETE',
    'clinic_seal(''signed_at'', ''approved_at'', ''approved_by_id'', ''approved_up_to'','
    ' ''errored_at'', ''errored_by_id'', ''errored_reason'', ''state'')');
CALL clinic_hang('approved_notes_are_final', 'notes_note', 'UPDATE OR DELETE',
    'clinic_seal(''approved_at'', ''errored_at'', ''errored_by_id'', ''errored_reason'', ''state'')');
CALL clinic_hang('notes_in_error_stay_so', 'notes_note', 'UPDATE OR DELETE',
    'clinic_seal(''errored_at'', ''state'')');
"""

CHILDREN = """
CALL clinic_hang('signed_treatments_are_sealed', 'notes_treatment', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''notes_note'', ''note_id'', ''signed_at'')');
CALL clinic_hang('signed_check_ins_are_sealed', 'notes_checkin', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''notes_note'', ''note_id'', ''signed_at'')');
CALL clinic_hang('signed_ticks_are_sealed', 'notes_tick', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''notes_note'', ''note_id'', ''signed_at'')');
CALL clinic_hang('saves_end_with_the_signature', 'notes_draftsave', 'INSERT',
    'clinic_seal_with(''notes_note'', ''note_id'', ''signed_at'')');
CALL clinic_hang('saves_only_grow', 'notes_draftsave', 'UPDATE OR DELETE', 'clinic_refuse()');
"""

THREAD = """
-- notes_only_once_signed(): words are added to a signed note; a note that cannot be seen refuses.
CREATE FUNCTION notes_only_once_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed timestamptz;
BEGIN
    SELECT signed_at INTO signed FROM notes_note WHERE id = NEW.note_id FOR SHARE;
    IF NOT FOUND OR signed IS NULL THEN
        RAISE EXCEPTION '% on % is refused before the signature', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('amendments_follow_the_signature', 'notes_amendment', 'INSERT', 'notes_only_once_signed()');
CALL clinic_hang('amendments_only_grow', 'notes_amendment', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('remarks_follow_the_signature', 'notes_remark', 'INSERT', 'notes_only_once_signed()');
CALL clinic_hang('remarks_only_grow', 'notes_remark', 'UPDATE OR DELETE', 'clinic_refuse()');
"""


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(NOTE, migrations.RunSQL.noop),
        migrations.RunSQL(CHILDREN, migrations.RunSQL.noop),
        migrations.RunSQL(THREAD, "DROP FUNCTION notes_only_once_signed() CASCADE"),
    ]
