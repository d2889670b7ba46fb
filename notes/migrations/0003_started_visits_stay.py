"""A visit that was started took place, at least in part: it cannot be cancelled away."""

from django.db import migrations

STARTED = """
-- notes_not_once_started(): a visit with a note that is not in error keeps its hour.
-- The visit's row is locked by the update; `start` locks it too, so the two take turns.
CREATE FUNCTION notes_not_once_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cancelled_at IS NOT NULL AND OLD.cancelled_at IS NULL AND EXISTS (
        SELECT FROM notes_note WHERE visit_id = NEW.id AND errored_at IS NULL
    ) THEN
        RAISE EXCEPTION '% on started % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('started_visits_are_not_cancelled', 'clinic_visit', 'UPDATE',
    'notes_not_once_started()');
"""


class Migration(migrations.Migration):
    dependencies = [("notes", "0002_signed_notes_are_sealed"), ("clinic", "0002_guards")]
    operations = [migrations.RunSQL(STARTED, "DROP FUNCTION notes_not_once_started() CASCADE")]
