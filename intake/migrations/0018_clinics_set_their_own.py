"""For how long an intake counts is the clinic's to set; every version is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARDS = """
CALL clinic_hang('clinic_settings_only_grow', 'intake_clinicsettings', 'UPDATE OR DELETE',
    'clinic_refuse()');
CALL clinic_hang('clinic_settings_carry_ones_own_name', 'intake_clinicsettings', 'INSERT',
    'intake_own_name(''changed_by_id'')');
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("intake", "0017_decisions_are_guarded"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClinicSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "counts_days",
                    models.PositiveSmallIntegerField(
                        help_text="In days. A booking beyond that asks the client for a new intake.",
                        verbose_name="An intake counts for",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counts_days__isnull", True),
                            models.Q(("counts_days__gte", 30), ("counts_days__lte", 1095)),
                            _connector="OR",
                        ),
                        name="intake_clinicsettings_counts_days_30_to_1095",
                        violation_error_message="counts_days is a number from 30 to 1095.",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
