"""An invitation can be taken back before the form is sent; the state knows it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When

STATES = [
    ("invited", "Invited"),
    ("started", "Started"),
    ("sent", "Sent"),
    ("withdrawn", "Withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("intake", "0023_replaced_links_are_known"),
    ]
    operations = [
        migrations.RemoveConstraint("intake", "one_open_intake_per_client"),
        migrations.RemoveIndex("intake", "intakes_by_state"),
        migrations.RemoveField("intake", "state"),
        migrations.AddField(
            "intake", "withdrawn_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            "intake",
            "withdrawn_by",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "intake",
            "state",
            models.GeneratedField(
                db_persist=True,
                expression=Case(
                    When(withdrawn_at__isnull=False, then=Value("withdrawn")),
                    When(submitted_at__isnull=False, then=Value("sent")),
                    When(redeemed_at__isnull=False, then=Value("started")),
                    default=Value("invited"),
                ),
                output_field=models.CharField(choices=STATES, max_length=10),
            ),
        ),
        migrations.AddIndex(
            "intake", models.Index(fields=["state", "-invited_at"], name="intakes_by_state")
        ),
        migrations.AddConstraint(
            "intake",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="intake_intake_withdrawn_at_withdrawn_by_together",
                violation_error_message="withdrawn_at and withdrawn_by are recorded together.",
            ),
        ),
        migrations.AddConstraint(
            "intake",
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(invited_at__isnull=False, withdrawn_at__gte=F("invited_at")),
                name="intake_intake_withdrawn_at_only_after_invited_at",
                violation_error_message="withdrawn_at comes after invited_at.",
            ),
        ),
        migrations.AddConstraint(
            "intake",
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(withdrawn_at=None),
                name="sent_intakes_are_not_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            "intake",
            models.UniqueConstraint(
                condition=Q(submitted_at=None, withdrawn_at=None),
                fields=["client"],
                name="one_open_intake_per_client",
            ),
        ),
    ]
