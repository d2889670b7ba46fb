"""The link of a withdrawn invitation is dead, and what was typed behind it never changes."""

from django.db import migrations

LINKS = """
-- The client behind a redeemed link: only while that one intake is open.
CREATE OR REPLACE FUNCTION clinic_link_client() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT client_id FROM intake_intake
        WHERE id = clinic_scope_id('app.intake') AND withdrawn_at IS NULL
        AND submitted_at IS NULL AND lives_until > clock_timestamp()
$$;
-- A withdrawn invitation looks like an expired link, whatever life it had left.
CREATE OR REPLACE FUNCTION intake_knock(digest text)
    RETURNS TABLE (id bigint, client_id bigint, submitted_at timestamptz, lives_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id, i.client_id, i.submitted_at, least(i.lives_until, i.withdrawn_at)
        FROM intake_intake i WHERE i.link_digest = digest
$$;
"""

OPEN = """
-- intake_stays_open(name): what is typed belongs to a form that is neither sent nor withdrawn.
-- The form is locked first, so that a signature in the making is seen; a row carried from one form
-- to another asks both; a form that cannot be seen refuses. `name`: the promise of a withdrawn one.
CREATE FUNCTION intake_stays_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whose bigint;
    form record;
BEGIN
    FOREACH whose IN ARRAY CASE
        WHEN TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND OLD.intake_id = NEW.intake_id
            THEN ARRAY[NEW.intake_id]
        WHEN TG_OP = 'DELETE' THEN ARRAY[OLD.intake_id]
        ELSE ARRAY[least(OLD.intake_id, NEW.intake_id), greatest(OLD.intake_id, NEW.intake_id)]
    END LOOP
        CONTINUE WHEN whose IS NULL;  -- said at a visit, not on a form
        SELECT submitted_at, withdrawn_at INTO form FROM intake_intake WHERE id = whose FOR SHARE;
        IF NOT FOUND OR form.submitted_at IS NOT NULL OR form.withdrawn_at IS NOT NULL THEN
            RAISE EXCEPTION '% on sealed % is refused', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME,
                CONSTRAINT = CASE WHEN form.withdrawn_at IS NULL THEN TG_NAME ELSE TG_ARGV[0] END;
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
-- The seal of a sent form gives way to the one that knows both.
CREATE PROCEDURE intake_seal_both(what text, guarded regclass, events text)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP TRIGGER %I ON %s', 'submitted_' || what, guarded);
    CALL clinic_hang('submitted_' || what, guarded, events,
        format('intake_stays_open(%L)', 'withdrawn_' || what));
END $$;
"""

SEALS = """
CALL clinic_hang('withdrawn_intakes_are_sealed', 'intake_intake', 'UPDATE OR DELETE',
    'clinic_seal(''withdrawn_at'', ''state'')');
CALL intake_seal_both('about_is_sealed', 'intake_about', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('goals_are_sealed', 'intake_goals', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('comfort_is_sealed', 'intake_comfort', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('cushions_are_sealed', 'intake_cushions', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('pressure_is_sealed', 'intake_pressure', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('marks_are_sealed', 'intake_mark', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('signatures_are_sealed', 'intake_signature', 'INSERT OR UPDATE OR DELETE');
CALL intake_seal_both('consents_are_sealed', 'intake_consent', 'INSERT');
CALL clinic_hang('withdrawn_forms_take_no_answer', 'intake_answer', 'INSERT',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_forms_take_no_code', 'intake_passcode', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0024_invitations_can_be_withdrawn")]
    operations = [
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
    ]
