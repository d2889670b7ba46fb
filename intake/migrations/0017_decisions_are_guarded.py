"""Decisions, letters and checks of a person come from whoever signs them, about what was sent."""

from django.db import migrations

GUARDS = """
-- intake_own_name(column): a row carries the name of whoever records it, never another's.
CREATE FUNCTION intake_own_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) ->> TG_ARGV[0])::bigint IS DISTINCT FROM clinic_scope_id('app.user') THEN
        RAISE EXCEPTION 'this row carries the name of whoever records it'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
-- A decision is about a sent intake, and about answers and letters that exist and are the client's.
CREATE FUNCTION intake_take_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM intake_intake
            WHERE id = NEW.intake_id AND submitted_at IS NOT NULL)
        OR NEW.after_answer > (SELECT coalesce(max(id), 0) FROM intake_answer
            WHERE client_id = NEW.client_id)
        OR EXISTS (SELECT FROM unnest(NEW.relied_on) AS letter WHERE NOT EXISTS (
            SELECT FROM intake_clearance WHERE id = letter AND client_id = NEW.client_id))
    THEN
        RAISE EXCEPTION 'a decision stands on what was sent and said'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('decisions_carry_ones_own_name', 'intake_decision', 'INSERT',
    'intake_own_name(''decided_by_id'')');
CALL clinic_hang('decisions_stand_on_what_was_sent', 'intake_decision', 'INSERT',
    'intake_take_decision()');
CALL clinic_hang('clearances_carry_ones_own_name', 'intake_clearance', 'INSERT',
    'intake_own_name(''recorded_by_id'')');
CALL clinic_hang('person_checks_carry_ones_own_name', 'intake_personcheck', 'INSERT',
    'intake_own_name(''checked_by_id'')');
CREATE UNIQUE INDEX answers_and_their_client ON intake_answer (id, client_id);
CALL clinic_same_client('clearances_are_about_the_clients_own_answers',
    'intake_clearance', 'about_id', 'intake_answer');
-- The clinic's day may be one ahead of or behind this one. Old rows stay as they are.
ALTER TABLE intake_decision ADD CONSTRAINT decisions_end_after_they_begin
    CHECK (expires_on >= (decided_at AT TIME ZONE 'UTC')::date - 1) NOT VALID;
"""

GONE = """
ALTER TABLE intake_decision DROP CONSTRAINT decisions_end_after_they_begin;
ALTER TABLE intake_clearance DROP CONSTRAINT clearances_are_about_the_clients_own_answers;
DROP INDEX answers_and_their_client;
DROP TRIGGER decisions_carry_ones_own_name ON intake_decision;
DROP TRIGGER decisions_stand_on_what_was_sent ON intake_decision;
DROP TRIGGER clearances_carry_ones_own_name ON intake_clearance;
DROP TRIGGER person_checks_carry_ones_own_name ON intake_personcheck;
DROP FUNCTION intake_take_decision;
DROP FUNCTION intake_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0016_decisions_say_what_they_stand_on")]
    operations = [migrations.RunSQL(GUARDS, GONE)]
