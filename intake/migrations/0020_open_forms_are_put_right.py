"""Forms that are still open keep to the new rules: a score names its activity, "none" goes alone.

What was sent stays as it was sent; the rules that follow look at new rows only.
"""

from django.db import migrations

SCORES = """
UPDATE intake_goals SET ability_{n} = NULL WHERE activity_{n} = '' AND ability_{n} IS NOT NULL
    AND intake_id IN (SELECT id FROM intake_intake WHERE submitted_at IS NULL);
"""
NONE = """
UPDATE intake_goals SET moves = array_remove(moves, 'none')
    WHERE 'none' = ANY (moves) AND cardinality(moves) > 1
    AND intake_id IN (SELECT id FROM intake_intake WHERE submitted_at IS NULL);
"""
MARKS = """
DELETE FROM intake_mark WHERE region = 'f_suprapubic' AND kind = 'preferred'
    AND intake_id IN (SELECT id FROM intake_intake WHERE submitted_at IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0019_pages_ask_more")]
    operations = [
        *(
            migrations.RunSQL(SCORES.replace("{n}", str(n)), migrations.RunSQL.noop)
            for n in range(1, 6)
        ),
        migrations.RunSQL(NONE, migrations.RunSQL.noop),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
    ]
