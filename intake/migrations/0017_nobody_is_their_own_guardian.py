"""A guardian's signature never carries the name of the person under age (domain 8.6)."""

from django.db import migrations

NAMES = """
-- A name however it is typed: capitals, accents in two ways, spaces.
CREATE FUNCTION intake_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(trim(regexp_replace(normalize(name, NFC), '\\s+', ' ', 'g')))
$$;
CREATE FUNCTION intake_keep_names_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person clinic_client%ROWTYPE;
BEGIN
    IF NEW.mode <> 'guardian_written' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO person FROM clinic_client WHERE id = NEW.client_id;
    IF person.id IS NULL OR intake_plain_name(NEW.signed_name) IN
        (intake_plain_name(person.legal_name), intake_plain_name(person.preferred_name)) THEN
        RAISE EXCEPTION 'a guardian signs with a name of their own'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('guardians_sign_with_their_own_name', 'intake_consent', 'INSERT',
    'intake_keep_names_apart()');
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0016_agreements_keep_their_promises")]
    operations = [migrations.RunSQL(NAMES, migrations.RunSQL.noop)]
