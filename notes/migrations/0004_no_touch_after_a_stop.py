"""After a stop, or after an agreement was taken back, no later touch is saved there at this visit."""

from django.db import migrations

# Domain 13, rule 2. A row has no hour of its own: "later" is what is saved later. A check-in names a
# side and no zone, so a stop closes the direct zones of its side, or of both.
STOPPED = """
CREATE FUNCTION notes_not_after_a_stop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at_visit bigint;
    agreement text := CASE
        WHEN NEW.zone IN ('Z1_abd_upper', 'Z2_abd_lower', 'Z3_iliac_fossa', 'Z7_costal_margin')
            THEN 'abdomen'
        WHEN NEW.zone IN ('Z4_inguinal', 'Z5_femoral_tendon') THEN 'groin'
        WHEN NEW.zone = 'Z6_lesser_troch' THEN 'upper_inner_thigh'
        WHEN NEW.zone = 'Z10_glute_sacrum' THEN 'gluteal'
        ELSE 'general_treatment'
    END;
BEGIN
    IF NEW.technique = 'deep_breathing' OR (TG_OP = 'UPDATE'
        AND (NEW.note_id, NEW.zone, NEW.side, NEW.technique)
            IS NOT DISTINCT FROM (OLD.note_id, OLD.zone, OLD.side, OLD.technique)) THEN
        RETURN NEW;
    END IF;
    -- Held, so that a stop in the making is seen.
    SELECT visit_id INTO at_visit FROM notes_note WHERE id = NEW.note_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM notes_checkin c JOIN notes_note n ON n.id = c.note_id
            WHERE n.visit_id = at_visit AND c.wants = 'stop'
            AND NEW.zone IN ('Z1_abd_upper', 'Z2_abd_lower', 'Z3_iliac_fossa',
                'Z4_inguinal', 'Z5_femoral_tendon', 'Z6_lesser_troch')
            AND (c.side NOT IN ('left', 'right') OR NEW.side NOT IN ('left', 'right')
                OR c.side = NEW.side)
    ) OR EXISTS (
        SELECT FROM intake_consent
            WHERE visit_id = at_visit AND decision = 'withdrawn' AND kind = agreement
    ) THEN
        RAISE EXCEPTION 'the client said stop here at this visit'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('stopped_places_are_left_alone', 'notes_treatment', 'INSERT OR UPDATE',
    'notes_not_after_a_stop()');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0003_started_visits_stay"),
        ("intake", "0005_whole_intake_is_guarded"),
    ]
    operations = [migrations.RunSQL(STOPPED, "DROP FUNCTION notes_not_after_a_stop() CASCADE")]
