"""An open form is read with the versions of its agreements, and with what the client is called."""

from django.db import migrations

WHOLE = """
-- An open form, all that sending asks about; NULL when it is sent, or another browser's.
-- `nonce`: of the browser that must hold it; NULL for whichever does. With `hold` nobody else
-- writes in it until this transaction ends. Every row passes the policies of whoever asks.
CREATE OR REPLACE FUNCTION intake_whole(whose bigint, nonce text, hold boolean) RETURNS jsonb
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    held record;
BEGIN
    IF hold THEN
        PERFORM FROM intake_intake WHERE id = whose FOR UPDATE;
    END IF;
    SELECT i.client_id, i.link_digest, i.link_nonce, c.date_of_birth,
            c.legal_name, c.preferred_name INTO held
        FROM intake_intake i LEFT JOIN clinic_client c ON c.id = i.client_id
        WHERE i.id = whose AND i.browser = coalesce(nonce, i.browser) AND i.submitted_at IS NULL;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object(
        'client_id', held.client_id,
        'link_digest', held.link_digest,
        'link_nonce', held.link_nonce,
        'born', held.date_of_birth,
        'legal_name', held.legal_name,
        'preferred_name', held.preferred_name,
        'about', (SELECT to_jsonb(a) FROM intake_about a WHERE a.intake_id = whose),
        'goals', (SELECT to_jsonb(g) FROM intake_goals g WHERE g.intake_id = whose),
        'comfort', (SELECT to_jsonb(c) FROM intake_comfort c WHERE c.intake_id = whose),
        'cushions', (SELECT to_jsonb(c) FROM intake_cushions c WHERE c.intake_id = whose),
        'pressure', (SELECT to_jsonb(p) FROM intake_pressure p WHERE p.intake_id = whose),
        'answered', (SELECT jsonb_agg(DISTINCT q.code) FROM intake_answer a
            JOIN intake_question q ON q.id = a.question_id WHERE a.intake_id = whose),
        'consents', (SELECT jsonb_object_agg(last.kind, to_jsonb(last)) FROM (
            SELECT DISTINCT ON (kind) id, kind, decision, limits, wording_hash
                FROM intake_consent WHERE intake_id = whose ORDER BY kind, id DESC) last),
        'avoids', EXISTS (SELECT FROM intake_mark WHERE intake_id = whose AND kind = 'avoid'),
        'drawn', (SELECT jsonb_agg(role) FROM intake_signature WHERE intake_id = whose));
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0012_agreements_keep_their_promises")]
    operations = [migrations.RunSQL(WHOLE, migrations.RunSQL.noop)]
