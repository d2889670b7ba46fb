"""Sent intakes are sealed, histories only grow, and a link reaches one open intake."""

from django.db import migrations

LINKS = """
-- The intake of the present link; NULL for everybody else.
CREATE FUNCTION intake_of_link() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN clinic_actor() = 'link' THEN coalesce(clinic_scope_id('app.intake'), 0) END
$$;
-- The client behind a redeemed link: only while that one intake is open.
CREATE OR REPLACE FUNCTION clinic_link_client() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT client_id FROM intake_intake
        WHERE id = clinic_scope_id('app.intake')
        AND submitted_at IS NULL AND lives_until > clock_timestamp()
$$;
-- What stands behind the digest of a link, before anybody has shown a code: no words.
CREATE FUNCTION intake_knock(digest text)
    RETURNS TABLE (id bigint, client_id bigint, submitted_at timestamptz, lives_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id, i.client_id, i.submitted_at, i.lives_until
        FROM intake_intake i WHERE i.link_digest = digest
$$;
-- A link sees the rows of its own intake only. No OR: the planner may use the index.
CREATE PROCEDURE intake_keep_apart(guarded regclass, by_column text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY links_see_one_intake ON %s AS RESTRICTIVE'
        ' USING (coalesce(%I, 0) = coalesce((SELECT intake_of_link()), %I, 0))',
        guarded, by_column, by_column);
END $$;
"""

SCOPE = """
CALL clinic_protect('intake_intake', 'client_id', true);
CALL clinic_protect('intake_passcode', 'client_id', true);
CALL clinic_protect('intake_goals', 'client_id', true);
CALL clinic_protect('intake_comfort', 'client_id', true);
CALL clinic_protect('intake_cushions', 'client_id', true);
CALL clinic_protect('intake_pressure', 'client_id', true);
CALL clinic_protect('intake_answer', 'client_id', true);
CALL clinic_protect('intake_consent', 'client_id', true);
CALL clinic_protect('intake_decision', 'client_id', false);
CALL intake_keep_apart('intake_intake', 'id');
CALL intake_keep_apart('intake_passcode', 'intake_id');
CALL intake_keep_apart('intake_goals', 'intake_id');
CALL intake_keep_apart('intake_comfort', 'intake_id');
CALL intake_keep_apart('intake_cushions', 'intake_id');
CALL intake_keep_apart('intake_pressure', 'intake_id');
CALL intake_keep_apart('intake_answer', 'intake_id');
CALL intake_keep_apart('intake_consent', 'intake_id');
CALL clinic_same_client('codes_belong_to_the_intakes_client',
    'intake_passcode', 'intake_id', 'intake_intake');
CALL clinic_same_client('goals_belong_to_the_intakes_client',
    'intake_goals', 'intake_id', 'intake_intake');
CALL clinic_same_client('comfort_belongs_to_the_intakes_client',
    'intake_comfort', 'intake_id', 'intake_intake');
CALL clinic_same_client('cushions_belong_to_the_intakes_client',
    'intake_cushions', 'intake_id', 'intake_intake');
CALL clinic_same_client('pressure_belongs_to_the_intakes_client',
    'intake_pressure', 'intake_id', 'intake_intake');
CALL clinic_same_client('answers_belong_to_the_intakes_client',
    'intake_answer', 'intake_id', 'intake_intake');
CALL clinic_same_client('answers_belong_to_the_visits_client',
    'intake_answer', 'visit_id', 'clinic_visit');
CALL clinic_same_client('consents_belong_to_the_intakes_client',
    'intake_consent', 'intake_id', 'intake_intake');
CALL clinic_same_client('consents_belong_to_the_visits_client',
    'intake_consent', 'visit_id', 'clinic_visit');
CALL clinic_same_client('decisions_belong_to_the_intakes_client',
    'intake_decision', 'intake_id', 'intake_intake');
"""

SEALS = """
-- After the client has sent the intake, only a named person at work may add an answer to it:
-- a "not sure" that was settled. Nobody signs such an answer with another's name.
CREATE FUNCTION intake_take_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed timestamptz;
    seen boolean;
BEGIN
    IF NEW.recorded_by_id IS DISTINCT FROM clinic_scope_id('app.user') THEN
        RAISE EXCEPTION 'an answer carries the name of whoever records it'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.intake_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT submitted_at, true INTO sealed, seen FROM intake_intake
        WHERE id = NEW.intake_id FOR SHARE;
    IF seen IS NULL OR (sealed IS NULL) <> (NEW.recorded_by_id IS NULL) THEN
        RAISE EXCEPTION 'this answer comes too early or too late'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('submitted_intakes_are_sealed', 'intake_intake', 'UPDATE OR DELETE',
    'clinic_seal(''submitted_at'', ''state'')');
CALL clinic_hang('used_codes_are_final', 'intake_passcode', 'UPDATE OR DELETE',
    'clinic_seal(''used_at'')');
CALL clinic_hang('submitted_goals_are_sealed', 'intake_goals', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('submitted_comfort_is_sealed', 'intake_comfort', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('submitted_cushions_are_sealed', 'intake_cushions', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('submitted_pressure_is_sealed', 'intake_pressure', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('answers_come_in_time', 'intake_answer', 'INSERT', 'intake_take_answer()');
CALL clinic_hang('answers_only_grow', 'intake_answer', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('submitted_consents_are_sealed', 'intake_consent', 'INSERT',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('consents_only_grow', 'intake_consent', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('decisions_only_grow', 'intake_decision', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('questions_only_grow', 'intake_question', 'UPDATE OR DELETE', 'clinic_refuse()');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
    ]
