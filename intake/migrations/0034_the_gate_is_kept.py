"""What the gate said at a visit is kept; a new row where it says something else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_clients_have_a_language"),
        ("intake", "0033_decisions_and_letters_say_enough"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Weighing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("rules", models.CharField(max_length=60)),
                ("after_answer", models.BigIntegerField()),
                ("found", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.client",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weighings",
                        to="clinic.visit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["visit", "-id"], name="weighings_of_a_visit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rules", ""), _negated=True),
                        name="weighings_name_their_table",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found__has_keys", ["places", "adapt", "stops", "notes"])
                        ),
                        name="weighings_say_all_that_was_weighed",
                    ),
                ],
            },
        ),
    ]
