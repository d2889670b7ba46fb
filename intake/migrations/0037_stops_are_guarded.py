"""An incident and a referral only grow, under the name of whoever writes, for one client."""

from django.db import migrations

GUARDS = """
CALL clinic_same_client('incidents_belong_to_the_visits_client', 'intake_incident', 'visit_id', 'clinic_visit');
CALL clinic_same_client('incidents_come_from_the_clients_own_answers', 'intake_incident', 'answer_id', 'intake_answer');
CALL clinic_same_client('incidents_follow_the_same_clients', 'intake_incident', 'first_id', 'intake_incident');
CALL clinic_same_client('referrals_belong_to_the_visits_client', 'intake_referral', 'visit_id', 'clinic_visit');
CALL clinic_same_client('referrals_come_from_the_clients_own_answers', 'intake_referral', 'answer_id', 'intake_answer');
CALL clinic_same_client('referrals_follow_the_same_clients', 'intake_referral', 'first_id', 'intake_referral');
CALL clinic_protect('intake_incident', 'client_id', false);
CALL clinic_protect('intake_referral', 'client_id', false);
CALL clinic_hang('incidents_only_grow', 'intake_incident', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('referrals_only_grow', 'intake_referral', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('incidents_carry_ones_own_name', 'intake_incident', 'INSERT',
    'intake_own_name(''recorded_by_id'')');
CALL clinic_hang('referrals_carry_ones_own_name', 'intake_referral', 'INSERT',
    'intake_own_name(''recorded_by_id'')');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0036_stops_leave_a_row")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
