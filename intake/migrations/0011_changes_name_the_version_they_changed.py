"""A change of a row says which version of the table was read when it was made."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_third_questions")]
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
    ]
