"""The functions that guard the data. They are never edited; a new need gets a new function."""

from django.db import migrations

SCOPE = """
CREATE FUNCTION clinic_actor() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('app.actor', true), ''), 'none')
$$;
CREATE FUNCTION clinic_scope_id(setting text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting(setting, true), '')::bigint
$$;
-- The client behind a redeemed intake link. The first floor replaces it when it moves in.
CREATE FUNCTION clinic_link_client() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT NULL::bigint
$$;
-- The clients whose rows the present actor may reach; evaluated once per query.
CREATE FUNCTION clinic_reach() RETURNS bigint[]
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
            RETURN ARRAY(SELECT id FROM clinic_client UNION SELECT client_id FROM clinic_careplace);
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
-- Row security for a table whose rows belong to a client.
CREATE PROCEDURE clinic_protect(guarded regclass, by_column text, links_may boolean)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('CREATE POLICY owner_migrates ON %s TO CURRENT_USER USING (true)', guarded);
    EXECUTE format('CREATE POLICY rows_within_reach ON %s'
        ' USING (%I = ANY ((SELECT clinic_reach())::bigint[]))', guarded, by_column);
    IF NOT links_may THEN
        EXECUTE format('CREATE POLICY links_stay_away ON %s AS RESTRICTIVE'
            ' USING ((SELECT clinic_actor()) <> ''link'')', guarded);
    END IF;
END $$;
"""

SEALS = """
-- clinic_refuse(): this statement is never allowed here.
CREATE FUNCTION clinic_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
-- clinic_seal(column, still_open...): once `column` is set, only `still_open` may change.
-- Generated columns are empty inside BEFORE triggers, so they belong to `still_open`.
CREATE FUNCTION clinic_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) ->> TG_ARGV[0] IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(OLD) - TG_ARGV[1:] = to_jsonb(NEW) - TG_ARGV[1:] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on sealed % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
-- clinic_seal_with(parent_table, fk_column, column): a child is sealed when its parent is.
-- Both the old and the new parent are locked first, so that a signature in the making is seen,
-- and a child cannot be carried off. A parent that cannot be seen refuses.
CREATE FUNCTION clinic_seal_with() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent bigint;
    sealed timestamptz;
    seen boolean;
BEGIN
    FOR parent IN
        SELECT DISTINCT p FROM (VALUES
            (CASE WHEN TG_OP <> 'INSERT' THEN (to_jsonb(OLD) ->> TG_ARGV[1])::bigint END),
            (CASE WHEN TG_OP <> 'DELETE' THEN (to_jsonb(NEW) ->> TG_ARGV[1])::bigint END)
        ) AS both_parents(p) WHERE p IS NOT NULL ORDER BY p
    LOOP
        EXECUTE format('SELECT %I, true FROM %I WHERE id = $1 FOR SHARE', TG_ARGV[2], TG_ARGV[0])
            INTO sealed, seen USING parent;
        IF seen IS NULL OR sealed IS NOT NULL THEN
            RAISE EXCEPTION '% on sealed % is refused', TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
-- Hang a trigger so that no session setting can switch it off.
CREATE PROCEDURE clinic_hang(promise text, guarded regclass, events text, what text)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE %s ON %s FOR EACH ROW EXECUTE FUNCTION %s',
        promise, events, guarded, what);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', guarded, promise);
END $$;
-- A child says the same client as its parent: a foreign key over both columns.
CREATE PROCEDURE clinic_same_client(promise text, child regclass, fk text, parent regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I, client_id)'
        ' REFERENCES %s (id, client_id)', child, promise, fk, parent);
END $$;
"""

HISTORY = """
-- Write history rows, each chained to the one before it, under a lock held for milliseconds.
CREATE FUNCTION clinic_record(steps jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    step jsonb;
    head clinic_auditentry%ROWTYPE;
    fresh clinic_auditentry%ROWTYPE;
BEGIN
    IF clinic_actor() = 'none' THEN
        RAISE EXCEPTION 'history needs somebody who acts';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('clinic_auditentry'));
    SELECT * INTO head FROM clinic_auditentry ORDER BY id DESC LIMIT 1;
    FOR step IN SELECT * FROM jsonb_array_elements(steps) LOOP
        fresh.id := coalesce(head.id, 0) + 1;
        fresh.at := (step ->> 'at')::timestamptz;
        fresh.actor := clinic_actor();
        fresh.user_id := clinic_scope_id('app.user');
        fresh.intake_id := clinic_scope_id('app.intake');
        fresh.step := step ->> 'step';
        fresh.subject := step ->> 'subject';
        fresh.client_id := (step ->> 'client_id')::bigint;
        fresh.address := coalesce(current_setting('app.address', true), '');
        fresh.previous_hash := coalesce(head.hash, '');
        fresh.hash := encode(sha256(convert_to(jsonb_build_object(
            'id', fresh.id, 'at_us', (extract(epoch FROM fresh.at) * 1000000)::bigint,
            'actor', fresh.actor, 'user_id', fresh.user_id, 'intake_id', fresh.intake_id,
            'step', fresh.step, 'subject', fresh.subject, 'client_id', fresh.client_id,
            'address', fresh.address, 'previous_hash', fresh.previous_hash)::text, 'UTF8')), 'hex');
        INSERT INTO clinic_auditentry SELECT fresh.*;
        head := fresh;
    END LOOP;
END $$;
CALL clinic_hang('history_only_grows', 'clinic_auditentry', 'UPDATE OR DELETE', 'clinic_refuse()');
ALTER TABLE clinic_auditentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE clinic_auditentry FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_migrates ON clinic_auditentry TO CURRENT_USER USING (true);
CREATE POLICY admins_read_history ON clinic_auditentry FOR SELECT USING (
    (SELECT clinic_actor()) = 'staff' AND
    (SELECT is_admin AND is_active FROM clinic_user WHERE id = clinic_scope_id('app.user')));
"""

PEOPLE = """
CALL clinic_protect('clinic_client', 'id', true);
CALL clinic_protect('clinic_visit', 'client_id', false);
CALL clinic_protect('clinic_careplace', 'client_id', false);
-- A reason to read belongs to the person who gave it.
ALTER TABLE clinic_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE clinic_reading FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_migrates ON clinic_reading TO CURRENT_USER USING (true);
CREATE POLICY reasons_are_ones_own ON clinic_reading USING (
    (SELECT clinic_actor()) = 'staff' AND user_id = (SELECT clinic_scope_id('app.user')));
CALL clinic_hang('reasons_only_grow', 'clinic_reading', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('left_places_are_sealed', 'clinic_careplace', 'UPDATE OR DELETE',
    'clinic_seal(''left_at'')');
CALL clinic_hang('cancelled_visits_are_sealed', 'clinic_visit', 'UPDATE OR DELETE',
    'clinic_seal(''cancelled_at'')');
-- Join a care team: a client who is being added, one within reach, or by an admin.
CREATE FUNCTION clinic_join(whom bigint, who bigint, moment timestamptz) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    place bigint;
BEGIN
    IF clinic_actor() <> 'staff' OR NOT (
        whom = ANY (clinic_reach()) OR NOT EXISTS (SELECT FROM clinic_client WHERE id = whom)
    ) THEN
        RAISE EXCEPTION 'this client is out of reach' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO clinic_careplace (client_id, user_id, joined_at, joined_by_id)
        VALUES (whom, who, moment, clinic_scope_id('app.user'))
        ON CONFLICT (client_id, user_id) WHERE left_at IS NULL DO NOTHING
        RETURNING id INTO place;
    RETURN place;
END $$;
-- The door for a therapist outside the care team: exact name and date of birth, nothing else.
CREATE FUNCTION clinic_find(full_name text, born date) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM clinic_client
        WHERE clinic_actor() = 'staff' AND date_of_birth = born
        AND lower(full_name) IN (lower(legal_name), lower(preferred_name)) LIMIT 2
$$;
CREATE UNIQUE INDEX visits_and_their_client ON clinic_visit (id, client_id);
"""

CACHE = """
CREATE TABLE clinic_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL);
CREATE INDEX clinic_cache_expires ON clinic_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("clinic", "0001_initial")]
    operations = [
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(SEALS, migrations.RunSQL.noop),
        migrations.RunSQL(HISTORY, migrations.RunSQL.noop),
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, "DROP TABLE clinic_cache"),
    ]
