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

SEALS = """
CALL clinic_hang('withdrawn_intakes_are_sealed', 'intake_intake', 'UPDATE OR DELETE',
    'clinic_seal(''withdrawn_at'', ''state'')');
CALL clinic_hang('withdrawn_about_is_sealed', 'intake_about', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_goals_are_sealed', 'intake_goals', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_comfort_is_sealed', 'intake_comfort', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_cushions_are_sealed', 'intake_cushions', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_pressure_is_sealed', 'intake_pressure', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_marks_are_sealed', 'intake_mark', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_signatures_are_sealed', 'intake_signature', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_forms_take_no_answer', 'intake_answer', 'INSERT',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_forms_take_no_consent', 'intake_consent', 'INSERT',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
CALL clinic_hang('withdrawn_forms_take_no_code', 'intake_passcode', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''withdrawn_at'')');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0024_invitations_can_be_withdrawn")]
    operations = [
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
    ]
