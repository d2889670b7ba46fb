"""Wrong codes in a row are counted by intake: a new code does not begin to count anew."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("intake", "0021_the_map_does_not_contradict_itself")]
    operations = [
        migrations.AddField(
            model_name="intake",
            name="misses",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=Q(("misses__isnull", True)) | Q(("misses__gte", 0), ("misses__lte", 20)),
                name="intake_intake_misses_0_to_20",
                violation_error_message="misses is a number from 0 to 20.",
            ),
        ),
    ]
