"""What a client tells in their own words is triaged; a decision knows which triage it has seen."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_clients_have_a_language"),
        ("intake", "0028_fourth_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Triage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        editable=False, max_length=500, verbose_name="In the client’s words"
                    ),
                ),
                (
                    "severity",
                    models.CharField(max_length=1, verbose_name="How much does it weigh?"),
                ),
                (
                    "zones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        size=None,
                        verbose_name="For which places?",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("both", "Both sides"), ("left", "Left"), ("right", "Right")],
                        default="both",
                        max_length=5,
                        verbose_name="On which side?",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="At least 20 characters. It stands on the cards and on paper.",
                        max_length=500,
                        verbose_name="Why, and what to do",
                    ),
                ),
                ("triaged_at", models.DateTimeField(editable=False)),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="after_triage",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="rulechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", "OC01"), _negated=True),
                name="what_clients_add_is_weighed_by_triage_alone",
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="about",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="intake.answer",
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="triages",
                to="clinic.client",
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="triaged_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="triage",
            index=models.Index(fields=["client", "-id"], name="triages_of_a_client"),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", ["E", "U", "S", "C", "A"])),
                name="intake_triage_severity_is_listed",
                violation_error_message="Choose one of the listed answers for severity.",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["both", "left", "right"])),
                name="intake_triage_side_is_listed",
                violation_error_message="Choose one of the listed answers for side.",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "zones__contained_by",
                        [
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
                        ],
                    ),
                    ("zones__len__gt", 0),
                ),
                name="triages_name_known_zones",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("severity__in", ("S", "C")),
                    models.Q(
                        ("side", "both"),
                        (
                            "zones__contains",
                            [
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
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="only_a_lock_or_a_clearance_is_for_some_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S(.|\\n){18,}\\S")),
                name="triages_say_why_in_twenty_characters",
            ),
        ),
    ]
