"""Nobody is noted as lying face down where an answer rules it out (domain 13, rule 9)."""

from django.db import migrations

RULED_OUT = """
CREATE FUNCTION notes_not_face_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.position = 'prone' AND (TG_OP = 'INSERT' OR OLD.position <> 'prone') AND (
        SELECT w.found -> 'notes' ? 'prone_off' FROM intake_weighing w
            WHERE w.visit_id = NEW.visit_id ORDER BY w.id DESC LIMIT 1
    ) THEN
        RAISE EXCEPTION 'an answer rules out lying face down'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('nobody_lies_face_down_where_it_is_ruled_out', 'notes_note', 'INSERT OR UPDATE',
    'notes_not_face_down()');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0007_touch_waits_for_the_gate"),
        ("intake", "0035_weighings_are_guarded"),
    ]
    operations = [migrations.RunSQL(RULED_OUT, "DROP FUNCTION notes_not_face_down() CASCADE")]
