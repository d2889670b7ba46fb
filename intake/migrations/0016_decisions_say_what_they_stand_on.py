"""What a decision opens and stands on; which answer a letter is about. Old rows stay as they are."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_clients_have_a_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("intake", "0015_changes_and_corrections_say_of_what"),
    ]

    operations = [
        migrations.AddField(
            model_name="clearance",
            name="about",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="intake.answer",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="after_change",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="decision",
            name="born",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="codes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10), editable=False, null=True, size=None
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="overrides",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10), default=list, editable=False, size=None
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="relied_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, editable=False, size=None
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("overrides__len", 0), ("reason__regex", "\\S(.|\\n){18,}\\S"), _connector="OR"
                ),
                name="overrides_say_why_in_twenty_characters",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("overrides__len", 0),
                    ("outcome__in", ("go_ahead", "with_changes", "no_abdominal_pressure")),
                    _connector="OR",
                ),
                name="only_a_way_ahead_overrides",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "hold"), _negated=True),
                    ("until__isnull", False),
                    ("conditions__regex", "\\S"),
                    _connector="OR",
                ),
                name="a_hold_says_what_it_waits_for",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "with_changes"), _negated=True),
                    ("conditions__regex", "\\S"),
                    _connector="OR",
                ),
                name="changes_are_named",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__lte", models.F("expires_on")), _connector="OR"
                ),
                name="a_hold_ends_within_its_decision",
            ),
        ),
    ]
