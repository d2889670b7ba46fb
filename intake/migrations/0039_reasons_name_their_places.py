"""A reason opens the places that it names; what was decided before stays as it was promised.

NULL stands for “all that its answers close”. Only a decision that carries such an old one on, word
for word, may say so again.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

KNOWN = [
    "Z1_abd_upper",
    "Z2_abd_lower",
    "Z3_iliac_fossa",
    "Z4_inguinal",
    "Z5_femoral_tendon",
    "Z6_lesser_troch",
    "Z7_costal_margin",
    "Z8_lumbar_post",
    "Z9_hip_lateral_ant",
    "Z10_glute_sacrum",
]

NAMED = """
CREATE FUNCTION intake_take_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reason_zones IS NULL AND NEW.overrides <> '{}' AND NOT EXISTS (
        SELECT FROM intake_decision WHERE client_id = NEW.client_id AND reason_zones IS NULL
            AND (intake_id, overrides, reason) = (NEW.intake_id, NEW.overrides, NEW.reason))
    THEN
        RAISE EXCEPTION 'a reason names the places that it opens'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('reasons_name_their_places', 'intake_decision', 'INSERT', 'intake_take_reason()');
"""


def zones(default):
    """The column: NULL for the rows that are there, nothing opened for those to come."""
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=20),
        null=True,
        size=None,
        verbose_name="Which places does your reason open?",
        **default,
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0038_changes_are_said_at_length")]

    operations = [
        migrations.AddField("decision", "reason_zones", zones({})),
        migrations.AlterField("decision", "reason_zones", zones({"default": list})),
        migrations.AlterField(
            model_name="decision",
            name="reason",
            field=models.TextField(
                blank=True,
                help_text="Needed to open a place, for a plain “Go ahead” in spite of an answer, and"
                " for “Not suitable”.",
                verbose_name="Why it is safe all the same, or why it is not suitable",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason_zones", None), ("reason_zones__contained_by", KNOWN), _connector="OR"
                ),
                name="reasons_open_known_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason_zones", None),
                    ("reason_zones__len", 0),
                    ("overrides__len__gt", 0),
                    _connector="OR",
                ),
                name="only_what_overrides_opens_places",
            ),
        ),
        migrations.RunSQL(
            NAMED,
            "DROP TRIGGER reasons_name_their_places ON intake_decision;"
            "DROP FUNCTION intake_take_reason;",
        ),
    ]
