"""An incident may be recorded without a stop: whole, once, and at a visit that was started."""

from django.db import migrations, models
from django.db.models import Q

WRITTEN_UP = Q(client_informed__isnull=False) & ~Q(kind="") & ~Q(severity="") & ~Q(action="")
TOLD_WHOLE = (
    WRITTEN_UP
    & Q(visit__isnull=False, answer=None)
    & (Q(first__isnull=False) | Q(key__isnull=False))
)
# The gate is asked whenever a visit is started; its answer is the weighing.
STARTED = """
CREATE FUNCTION intake_at_a_started_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.code = '' AND NEW.first_id IS NULL AND NOT EXISTS (
        SELECT FROM intake_weighing w WHERE w.visit_id = NEW.visit_id
    ) THEN
        RAISE EXCEPTION 'this visit was not started'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('incidents_without_a_stop_are_of_started_visits', 'intake_incident', 'INSERT',
    'intake_at_a_started_visit()');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0039_reasons_name_their_places")]

    operations = [
        migrations.AddField("incident", "key", models.UUIDField(editable=False, null=True)),
        migrations.AddConstraint(
            "incident",
            models.CheckConstraint(
                condition=~Q(code="") | Q(mistaken=True) | TOLD_WHOLE,
                name="incidents_without_a_stop_are_told_whole",
            ),
        ),
        migrations.AddConstraint(
            "incident",
            models.UniqueConstraint(fields=["client", "key"], name="an_incident_is_recorded_once"),
        ),
        migrations.RunSQL(STARTED, "DROP FUNCTION intake_at_a_started_visit() CASCADE"),
    ]
