"""A technique says when it was done and when it was entered; older rows say neither."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notes", "0008_face_down_is_ruled_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="treatment",
            name="done_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="Done at"),
        ),
        migrations.AddField(
            model_name="treatment",
            name="entered_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="Entered at"),
        ),
        migrations.AddConstraint(
            model_name="treatment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("entered_at__isnull", True)),
                    models.Q(("done_at__isnull", False), ("entered_at__isnull", False)),
                    _connector="OR",
                ),
                name="notes_treatment_done_at_entered_at_together",
                violation_error_message="done_at and entered_at are recorded together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="treatment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_at__isnull", True),
                    models.Q(("done_at__isnull", False), ("entered_at__gte", models.F("done_at"))),
                    _connector="OR",
                ),
                name="notes_treatment_entered_at_only_after_done_at",
                violation_error_message="entered_at comes after done_at.",
            ),
        ),
    ]
