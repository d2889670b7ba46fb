"""A change of a row says which version of the table was read; a correction says that it is one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("intake", "0014_third_questions")]
    operations = [
        migrations.AddField(
            model_name="rulechange",
            name="version",
            # Every change so far was made in the second version.
            field=models.CharField(default="2026-11-24", editable=False, max_length=10),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="rulechange",
            constraint=models.CheckConstraint(
                condition=Q(instead=False) | ~Q(version=""),
                name="looser_rules_name_the_version_that_was_read",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="corrects",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(corrects=False)
                | Q(recorded_by__isnull=False, intake__isnull=False, value__in=["yes", "no"]),
                name="only_a_plain_word_of_staff_corrects_the_record",
            ),
        ),
    ]
