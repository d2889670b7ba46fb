"""A reason to read is there to be judged: admins see everybody's, and write only their own."""

from django.db import migrations

REASONS = """
CREATE POLICY admins_see_reasons ON clinic_reading FOR SELECT USING (
    (SELECT clinic_actor()) = 'staff' AND
    (SELECT is_admin AND is_active FROM clinic_user WHERE id = clinic_scope_id('app.user')));
"""


class Migration(migrations.Migration):
    dependencies = [("clinic", "0002_guards")]
    operations = [migrations.RunSQL(REASONS, "DROP POLICY admins_see_reasons ON clinic_reading")]
