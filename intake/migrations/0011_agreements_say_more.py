"""An agreement says more than yes or no: its words, its extent, who speaks (domain 8.2)."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_clients_have_a_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("intake", "0010_a_form_is_read_in_one_go"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consent",
            name="intake_consent_signer_role_is_listed",
        ),
        migrations.AddField(
            model_name="consent",
            name="evidence",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="How do we know they may decide?"
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="explained",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("nature", "Nature"),
                        ("purpose", "Purpose"),
                        ("benefits", "Benefits"),
                        ("risks_side_effects", "Risks"),
                        ("alternatives", "Alternatives"),
                        ("consequences_of_none", "None"),
                        ("draping", "Draping"),
                        ("positions", "Positions"),
                        ("right_to_stop", "Stop"),
                        ("right_to_refuse_area", "Refuse"),
                        ("questions_answered", "Questions"),
                        ("fee_and_time", "Fee"),
                        ("record_privacy", "Record"),
                    ],
                    max_length=40,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="max_level",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="Level at most"
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="sides",
            field=models.CharField(
                blank=True,
                choices=[
                    ("left", "left side only"),
                    ("right", "right side only"),
                    ("both", "both sides"),
                ],
                max_length=10,
                verbose_name="Which side",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="understood",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="consent",
            name="wording_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="consent",
            name="signer_role",
            field=models.CharField(
                choices=[
                    ("client", "the client"),
                    ("guardian", "a parent or guardian"),
                    ("substitute_decision_maker", "somebody who decides for them"),
                ],
                default="client",
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signer_role__in", ["client", "guardian", "substitute_decision_maker"])
                ),
                name="intake_consent_signer_role_is_listed",
                violation_error_message="Choose one of the listed answers for signer_role.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("sides__in", ["left", "right", "both", ""])),
                name="intake_consent_sides_is_listed",
                violation_error_message="Choose one of the listed answers for sides.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_level__isnull", True),
                    models.Q(("max_level__gte", 1), ("max_level__lte", 5)),
                    _connector="OR",
                ),
                name="intake_consent_max_level_1_to_5",
                violation_error_message="max_level is a number from 1 to 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "explained__contained_by",
                        [
                            "nature",
                            "purpose",
                            "benefits",
                            "risks_side_effects",
                            "alternatives",
                            "consequences_of_none",
                            "draping",
                            "positions",
                            "right_to_stop",
                            "right_to_refuse_area",
                            "questions_answered",
                            "fee_and_time",
                            "record_privacy",
                        ],
                    )
                ),
                name="intake_consent_explained_are_listed",
            ),
        ),
    ]
