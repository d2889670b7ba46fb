"""The screening table's first version, as rows."""

from django.db import migrations

from intake import screening


def load(apps, schema_editor):
    table = screening.load("2026-11-23")
    question = apps.get_model("intake", "Question")
    question.objects.bulk_create(
        question(
            version=table["version"],
            code=row["id"],
            position=place,
            text=row["question"],
            told_now=row["told_now"] or "",
            severity_note=row["severity_note"] or "",
            reviewed_by=table["reviewed_by"] or "",
            reviewed_on=table["reviewed_on"],
            **{
                name: row[name]
                for name in (
                    "kind group severity scope cap action source private today core observed"
                ).split()
            },
        )
        for place, row in enumerate(table["questions"], start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_guards")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
