"""A triage is about the words that stand, and no way ahead is decided before there is one."""

from django.db import migrations

GUARDS = """
CALL clinic_protect('intake_triage', 'client_id', false);
CALL clinic_same_client('triages_are_about_the_clients_own_answers',
    'intake_triage', 'about_id', 'intake_answer');
-- What a client told in their own words and nobody has triaged: the newest that stands, and what
-- forms that are not sent yet say after it (domain 3.3.1). Without words there is no triage.
CREATE FUNCTION intake_untriaged(whose bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH told AS (
        SELECT a.id, a.value, a.intake_id, a.details #>> '{other_condition,value}' AS words,
            a.visit_id IS NOT NULL OR i.submitted_at IS NOT NULL AS stands
        FROM intake_answer a JOIN intake_question q ON q.id = a.question_id AND q.code = 'OC01'
            LEFT JOIN intake_intake i ON i.id = a.intake_id
        WHERE a.client_id = whose
    ), last AS (SELECT coalesce(max(id), 0) AS id FROM told WHERE stands
    ), open AS (
        SELECT value, words FROM told WHERE id = (SELECT id FROM last)
        UNION ALL (
            SELECT DISTINCT ON (intake_id) value, words FROM told
            WHERE NOT stands AND id > (SELECT id FROM last) ORDER BY intake_id, id DESC)
    )
    SELECT EXISTS (SELECT FROM open WHERE value <> 'no' AND NOT EXISTS (
        SELECT FROM intake_triage t WHERE t.client_id = whose AND t.words = open.words))
$$;
-- The client's newest word on it, sent or said at a visit; a later word makes an older one past.
CREATE FUNCTION intake_take_triage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM intake_answer a JOIN intake_question q ON q.id = a.question_id
            LEFT JOIN intake_intake i ON i.id = a.intake_id
        WHERE a.id = NEW.about_id AND a.client_id = NEW.client_id AND q.code = 'OC01'
            AND a.value <> 'no' AND a.details #>> '{other_condition,value}' = NEW.words
            AND NEW.words ~ '\\S' AND (a.visit_id IS NOT NULL OR i.submitted_at IS NOT NULL)
            AND NOT EXISTS (
                SELECT FROM intake_answer b JOIN intake_question p ON p.id = b.question_id
                    LEFT JOIN intake_intake j ON j.id = b.intake_id
                WHERE b.client_id = a.client_id AND b.id > a.id AND p.code = 'OC01'
                    AND (b.visit_id IS NOT NULL OR j.submitted_at IS NOT NULL)))
    THEN
        RAISE EXCEPTION 'a triage is about the words that stand'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
-- As before, and a decision has seen no triage that is still to come.
CREATE OR REPLACE FUNCTION intake_take_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM intake_intake
            WHERE id = NEW.intake_id AND submitted_at IS NOT NULL)
        OR NEW.after_answer > (SELECT coalesce(max(id), 0) FROM intake_answer
            WHERE client_id = NEW.client_id)
        OR NEW.after_triage > (SELECT coalesce(max(id), 0) FROM intake_triage
            WHERE client_id = NEW.client_id)
        OR EXISTS (SELECT FROM unnest(NEW.relied_on) AS letter WHERE NOT EXISTS (
            SELECT FROM intake_clearance WHERE id = letter AND client_id = NEW.client_id))
    THEN
        RAISE EXCEPTION 'a decision stands on what was sent and said'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION intake_wait_for_triage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.outcome NOT IN ('hold', 'not_suitable') AND intake_untriaged(NEW.client_id) THEN
        RAISE EXCEPTION 'no way ahead before every told condition is triaged'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('triages_only_grow', 'intake_triage', 'UPDATE OR DELETE', 'clinic_refuse()');
CALL clinic_hang('triages_carry_ones_own_name', 'intake_triage', 'INSERT',
    'intake_own_name(''triaged_by_id'')');
CALL clinic_hang('triages_are_about_the_words_that_stand', 'intake_triage', 'INSERT',
    'intake_take_triage()');
CALL clinic_hang('no_way_ahead_before_every_told_condition_is_triaged', 'intake_decision', 'INSERT',
    'intake_wait_for_triage()');
"""

GONE = """
DROP TRIGGER no_way_ahead_before_every_told_condition_is_triaged ON intake_decision;
DROP TRIGGER triages_are_about_the_words_that_stand ON intake_triage;
DROP TRIGGER triages_carry_ones_own_name ON intake_triage;
DROP TRIGGER triages_only_grow ON intake_triage;
DROP FUNCTION intake_wait_for_triage;
CREATE OR REPLACE FUNCTION intake_take_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM intake_intake
            WHERE id = NEW.intake_id AND submitted_at IS NOT NULL)
        OR NEW.after_answer > (SELECT coalesce(max(id), 0) FROM intake_answer
            WHERE client_id = NEW.client_id)
        OR EXISTS (SELECT FROM unnest(NEW.relied_on) AS letter WHERE NOT EXISTS (
            SELECT FROM intake_clearance WHERE id = letter AND client_id = NEW.client_id))
    THEN
        RAISE EXCEPTION 'a decision stands on what was sent and said'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION intake_take_triage;
DROP FUNCTION intake_untriaged;
ALTER TABLE intake_triage DROP CONSTRAINT triages_are_about_the_clients_own_answers;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0029_conditions_are_triaged")]
    operations = [migrations.RunSQL(GUARDS, GONE)]
