"""After sending, the browser that sent a form reads it for half an hour, and changes nothing."""

from django.db import migrations

LINKS = """
-- Does a browser that has sent its form ask for its copy? Then nothing may be changed.
CREATE FUNCTION intake_is_copying() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.copy', true), '') <> ''
$$;
-- The client behind a redeemed link: only while that one intake is open. With `app.copy`, the nonce
-- of the browser that sent it: for thirty minutes after that, and never of another browser.
-- clinic_reach() asks it with the owner's rights, for each table that a statement touches, so its
-- plan is kept; asked by anybody else, it sees what they see.
CREATE OR REPLACE FUNCTION clinic_link_client() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT client_id FROM intake_intake
        WHERE id = clinic_scope_id('app.intake') AND withdrawn_at IS NULL
        AND CASE WHEN coalesce(current_setting('app.copy', true), '') = ''
            THEN submitted_at IS NULL AND lives_until > clock_timestamp()
            ELSE browser = current_setting('app.copy', true)
                AND submitted_at > clock_timestamp() - interval '30 minutes' END);
END $$;
"""

ONLY_READ = """
-- Everything else that a link may write is sealed with the form.
CREATE POLICY copies_change_no_client ON clinic_client AS RESTRICTIVE FOR UPDATE
    USING (NOT (SELECT intake_is_copying()));
CREATE POLICY copies_stay_away ON intake_passcode AS RESTRICTIVE
    USING (NOT (SELECT intake_is_copying()));
CREATE POLICY copies_stay_away ON intake_message AS RESTRICTIVE
    USING (NOT (SELECT intake_is_copying()));
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0026_answers_ask_their_form_in_passing")]
    operations = [
        migrations.RunSQL(LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_READ, migrations.RunSQL.noop),
    ]
