"""A technique is held against what stood when it was done; only work done before a stop has a past."""

from django.db import migrations

# The functions of 0004 and 0007 as they were, but for `moment`: what came after it does not count.
# A row that is entered as it is done is held against everything that was said, as before.
HELD = """
CREATE OR REPLACE FUNCTION notes_not_after_a_stop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := {moment};
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
            WHERE n.visit_id = at_visit AND c.wants = 'stop' AND c.at <= moment
            AND NEW.zone IN ('Z1_abd_upper', 'Z2_abd_lower', 'Z3_iliac_fossa',
                'Z4_inguinal', 'Z5_femoral_tendon', 'Z6_lesser_troch')
            AND (c.side NOT IN ('left', 'right') OR NEW.side NOT IN ('left', 'right')
                OR c.side = NEW.side)
    ) OR EXISTS (
        SELECT FROM intake_consent WHERE visit_id = at_visit AND decision = 'withdrawn'
            AND kind = agreement AND decided_at <= moment
    ) THEN
        RAISE EXCEPTION 'the client said stop here at this visit'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION notes_as_the_gate_says() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := {moment};
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
        WHERE n.id = NEW.note_id AND w.at <= moment ORDER BY w.id DESC LIMIT 1;
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
"""
THEN = HELD.format(
    moment="CASE WHEN NEW.done_at < NEW.entered_at THEN NEW.done_at ELSE 'infinity' END"
)
NOW = HELD.format(moment="'infinity'")

TIMES = """
-- notes_when_it_was_done(): a time within the visit, said once; rows of before have none. The visit
-- began with its first note, also where that was entered in error.
CREATE FUNCTION notes_when_it_was_done() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
BEGIN
    SELECT min(n.started_at) INTO began FROM notes_note n JOIN notes_note own USING (visit_id)
        WHERE own.id = NEW.note_id;
    IF (TG_OP = 'INSERT' AND (NEW.done_at >= began) IS NOT TRUE) OR (TG_OP = 'UPDATE'
        AND (NEW.done_at, NEW.entered_at) IS DISTINCT FROM (OLD.done_at, OLD.entered_at)) THEN
        RAISE EXCEPTION 'a technique says once when it was done'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('the_time_of_a_technique_is_said_once', 'notes_treatment', 'INSERT OR UPDATE',
    'notes_when_it_was_done()');
-- notes_open_as_it_was_done(): what is entered later is no firmer than what the gate allowed then.
CREATE FUNCTION notes_open_as_it_was_done() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gate jsonb;
BEGIN
    IF NEW.technique = 'deep_breathing' OR (NEW.done_at < NEW.entered_at) IS NOT TRUE THEN
        RETURN NEW;
    END IF;
    SELECT w.found -> 'places' INTO gate
        FROM intake_weighing w JOIN notes_note n ON n.visit_id = w.visit_id
        WHERE n.id = NEW.note_id AND w.at <= NEW.done_at ORDER BY w.id DESC LIMIT 1;
    IF NOT EXISTS (
        SELECT FROM jsonb_array_elements(gate) AS place WHERE place.value ->> 'zone' = NEW.zone
            AND (NEW.side = 'right' OR (place.value ->> 'left')::int >= NEW.pressure_level)
            AND (NEW.side = 'left' OR (place.value ->> 'right')::int >= NEW.pressure_level)
    ) THEN
        RAISE EXCEPTION 'this was not open when it was done'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('work_before_a_stop_was_open_then', 'notes_treatment', 'INSERT OR UPDATE',
    'notes_open_as_it_was_done()');
"""
UNTIMED = """
DROP FUNCTION notes_when_it_was_done() CASCADE;
DROP FUNCTION notes_open_as_it_was_done() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0009_techniques_say_when"),
        ("intake", "0035_weighings_are_guarded"),
    ]
    operations = [migrations.RunSQL(THEN, NOW), migrations.RunSQL(TIMES, UNTIMED)]
