"""No touch is saved at a stopped visit, nor before it was said how the work was adapted."""

from django.db import migrations

SEALED = """
CALL clinic_same_client('adaptations_belong_to_the_notes_client', 'notes_adaptation', 'note_id',
    'notes_note');
CALL clinic_protect('notes_adaptation', 'client_id', false);
CALL clinic_hang('signed_adaptations_are_sealed', 'notes_adaptation',
    'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''notes_note'', ''note_id'', ''signed_at'')');
"""

# Domain 3.4. What the gate said last at this visit stands in intake_weighing; a visit at which it
# was never asked takes no touch. Breathing is always possible, and words may be put right.
GATE = """
CREATE FUNCTION notes_as_the_gate_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gate jsonb;
    touched text[] := CASE
        WHEN NEW.side IN ('left', 'right') THEN ARRAY[NEW.zone || ' ' || NEW.side]
        ELSE ARRAY[NEW.zone || ' left', NEW.zone || ' right']
    END;
BEGIN
    IF NEW.technique = 'deep_breathing' OR (TG_OP = 'UPDATE'
        AND (NEW.note_id, NEW.zone, NEW.side, NEW.technique)
            IS NOT DISTINCT FROM (OLD.note_id, OLD.zone, OLD.side, OLD.technique)) THEN
        RETURN NEW;
    END IF;
    SELECT w.found INTO gate FROM intake_weighing w JOIN notes_note n ON n.visit_id = w.visit_id
        WHERE n.id = NEW.note_id ORDER BY w.id DESC LIMIT 1;
    IF (TG_ARGV[0] = 'stops' AND (gate IS NULL OR gate -> 'stops' <> '[]'))
        OR (TG_ARGV[0] = 'adapt' AND EXISTS (
            SELECT FROM jsonb_array_elements(gate -> 'adapt') AS wanted
                WHERE wanted.value -> 'places' ?| touched AND NOT EXISTS (
                    SELECT FROM notes_adaptation
                        WHERE note_id = NEW.note_id AND code = wanted.value ->> 'code')))
    THEN
        RAISE EXCEPTION 'the gate lets no touch pass here'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('stopped_visits_take_no_touch', 'notes_treatment', 'INSERT OR UPDATE',
    'notes_as_the_gate_says(''stops'')');
CALL clinic_hang('touch_follows_its_adaptations', 'notes_treatment', 'INSERT OR UPDATE',
    'notes_as_the_gate_says(''adapt'')');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0006_adaptations_are_kept"),
        ("intake", "0035_weighings_are_guarded"),
    ]
    operations = [
        migrations.RunSQL(SEALED, migrations.RunSQL.noop),
        migrations.RunSQL(GATE, "DROP FUNCTION notes_as_the_gate_says() CASCADE"),
    ]
