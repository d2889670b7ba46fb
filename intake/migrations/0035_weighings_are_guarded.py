"""What the gate said at a visit stays as it was said, under the name of whoever asked it."""

from django.db import migrations

GUARDS = """
CALL clinic_same_client('weighings_belong_to_the_visits_client', 'intake_weighing', 'visit_id',
    'clinic_visit');
CALL clinic_protect('intake_weighing', 'client_id', false);
CALL clinic_hang('weighings_only_grow', 'intake_weighing', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('weighings_carry_ones_own_name', 'intake_weighing', 'INSERT',
    'intake_own_name(''by_id'')');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0034_the_gate_is_kept")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
