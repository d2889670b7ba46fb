"""“With changes” says in twenty characters what changes, or why; older rows stay as they are."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0037_stops_are_guarded")]

    operations = [
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "with_changes"), _negated=True),
                    ("conditions__regex", "\\S(.|\\n){18,}\\S"),
                    ("reason__regex", "\\S(.|\\n){18,}\\S"),
                    _connector="OR",
                ),
                name="changes_are_named_at_length",
            ),
        ),
    ]
