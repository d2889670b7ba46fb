"""What an answer asks of its form is planned once for each connection."""

from django.db import migrations

ANSWERS = """
-- An answer belongs to a form that was not withdrawn; a form that cannot be seen refuses.
CREATE FUNCTION intake_was_not_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.intake_id IS NULL THEN
        RETURN NEW;  -- said at a visit, not on a form
    END IF;
    PERFORM FROM intake_intake WHERE id = NEW.intake_id AND withdrawn_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% on sealed % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER withdrawn_forms_take_no_answer ON intake_answer;
CALL clinic_hang('withdrawn_forms_take_no_answer', 'intake_answer', 'INSERT',
    'intake_was_not_withdrawn()');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0025_withdrawn_intakes_are_sealed")]
    operations = [
        migrations.RunSQL(ANSWERS, migrations.RunSQL.noop),
    ]
