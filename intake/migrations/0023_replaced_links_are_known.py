"""A link that was replaced opens nothing; its page can still ask for the new one."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

KNOCK = """
-- What stands behind a link that was replaced: as much as `intake_knock` tells, and it opens nothing.
CREATE FUNCTION intake_knock_replaced(digest text)
    RETURNS TABLE (id bigint, client_id bigint, submitted_at timestamptz, lives_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT i.id, i.client_id, i.submitted_at, i.lives_until
        FROM intake_intake i WHERE i.replaced_digests @> ARRAY[digest]::varchar[]
$$;
ALTER TABLE intake_intake ADD CONSTRAINT replaced_links_stay_dead
    CHECK (NOT link_digest = ANY (replaced_digests));
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0022_wrong_codes_are_counted_on")]
    operations = [
        migrations.AddField(
            model_name="intake",
            name="replaced_digests",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64),
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="intake",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["replaced_digests"], name="intakes_by_replaced_link"
            ),
        ),
        migrations.RunSQL(KNOCK, migrations.RunSQL.noop),
    ]
