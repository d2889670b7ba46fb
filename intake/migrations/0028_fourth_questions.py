"""The screening table's fourth version, as rows: anything else is asked, and triaged."""

from django.db import migrations

from intake import screening

SAME = (
    "kind group severity scope cap action source private today core observed"
    " effects rules follow_up"
).split()


def load(apps, schema_editor):
    question = apps.get_model("intake", "Question")
    question.objects.bulk_create(
        question(
            version="2026-11-27",
            code=row["id"],
            position=place,
            text=row["question"],
            told_now=row["told_now"] or "",
            severity_note=row["severity_note"] or "",
            reviewed_by=row["reviewed_by"] or "",
            reviewed_on=row["reviewed_on"],
            **{name: row[name] for name in SAME},
        )
        for place, row in enumerate(screening.load("2026-11-27")["questions"], start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0027_a_sent_form_is_read_once_more")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
