"""The new tables of the whole intake: their scope, their seals, and who signs what."""

from django.db import migrations

SCOPE = """
CALL clinic_protect('intake_about', 'client_id', true);
CALL clinic_protect('intake_mark', 'client_id', true);
CALL clinic_protect('intake_signature', 'client_id', true);
CALL clinic_protect('intake_message', 'client_id', true);
CALL clinic_protect('intake_personcheck', 'client_id', false);
CALL clinic_protect('intake_clearance', 'client_id', false);
CALL clinic_protect('intake_letter', 'client_id', false);
CALL intake_keep_apart('intake_about', 'intake_id');
CALL intake_keep_apart('intake_mark', 'intake_id');
CALL intake_keep_apart('intake_signature', 'intake_id');
CALL intake_keep_apart('intake_message', 'intake_id');
CALL clinic_same_client('about_belongs_to_the_intakes_client',
    'intake_about', 'intake_id', 'intake_intake');
CALL clinic_same_client('marks_belong_to_the_intakes_client',
    'intake_mark', 'intake_id', 'intake_intake');
CALL clinic_same_client('signatures_belong_to_the_intakes_client',
    'intake_signature', 'intake_id', 'intake_intake');
CALL clinic_same_client('messages_belong_to_the_intakes_client',
    'intake_message', 'intake_id', 'intake_intake');
CALL clinic_same_client('person_checks_belong_to_the_intakes_client',
    'intake_personcheck', 'intake_id', 'intake_intake');
CALL clinic_same_client('letters_belong_to_the_clearances_client',
    'intake_letter', 'clearance_id', 'intake_clearance');
CALL clinic_same_client('intakes_follow_the_same_clients',
    'intake_intake', 'follows_id', 'intake_intake');
CALL clinic_same_client('clearances_follow_the_same_clients',
    'intake_clearance', 'follows_id', 'intake_clearance');
"""

SEALS = """
CALL clinic_hang('submitted_about_is_sealed', 'intake_about', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('submitted_marks_are_sealed', 'intake_mark', 'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('submitted_signatures_are_sealed', 'intake_signature',
    'INSERT OR UPDATE OR DELETE',
    'clinic_seal_with(''intake_intake'', ''intake_id'', ''submitted_at'')');
CALL clinic_hang('messages_only_grow', 'intake_message', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('person_checks_only_grow', 'intake_personcheck', 'UPDATE OR DELETE',
    'clinic_refuse()');
CALL clinic_hang('clearances_only_grow', 'intake_clearance', 'UPDATE OR DELETE',
    'clinic_refuse()');
CALL clinic_hang('letters_only_grow', 'intake_letter', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('rule_changes_only_grow', 'intake_rulechange', 'UPDATE OR DELETE',
    'clinic_refuse()');
"""

SIZES = """
ALTER TABLE intake_signature ADD CONSTRAINT signatures_are_small
    CHECK (octet_length(png) BETWEEN 1 AND 200000);
ALTER TABLE intake_letter ADD CONSTRAINT letters_are_small
    CHECK (octet_length(content) BETWEEN 1 AND 2000000);
ALTER TABLE intake_answer ADD CONSTRAINT details_are_a_small_object
    CHECK (jsonb_typeof(details) = 'object' AND octet_length(details::text) <= 20000);
ALTER TABLE intake_mark ADD CONSTRAINT words_on_marks_are_short
    CHECK (char_length(words) <= 200);
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_whole_intake")]
    operations = [
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
        migrations.RunSQL(SIZES, migrations.RunSQL.noop),
    ]
