"""The newest answer to a question on a form is one look, however often it was answered anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0040_incidents_stand_alone")]
    operations = [
        migrations.AddIndex(
            "answer",
            models.Index(fields=["intake", "question", "-id"], name="newest_answer_on_a_form"),
        ),
        migrations.AlterField(
            "answer",
            "intake",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="intake.intake",
            ),
        ),
    ]
