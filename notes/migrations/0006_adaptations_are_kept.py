"""How the work was adapted to an answer that says “adjust”, or why not."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_clients_have_a_language"),
        ("notes", "0005_notes_keep_the_set_up"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Adaptation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("asked", models.CharField(max_length=2000, verbose_name="What to adapt")),
                ("used", models.BooleanField(verbose_name="Adapted")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="Why not")),
                ("at", models.DateTimeField()),
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adaptations",
                        to="notes.note",
                    ),
                ),
            ],
            options={
                "ordering": ["note", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("note", "code"), name="one_adaptation_per_answer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("used", True)),
                            models.Q(("reason__regex", "\\S(.|\\n){18,}\\S"), ("used", False)),
                            _connector="OR",
                        ),
                        name="what_was_not_adapted_says_why_in_twenty_characters",
                    ),
                ],
            },
        ),
    ]
