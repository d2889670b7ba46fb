"""An agreement holds what it needs before it counts (domain 8.2 to 8.6).

What came with this release is not asked of rows from before it (NOT VALID): they only grow, and so
cannot be mended; they count by their own words (`intake.wordings`).
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

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
    dependencies = [("intake", "0011_agreements_say_more")]

    operations = [
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), _negated=True), name="consents_show_their_words"
            ),
        ),
        AddConstraintNotValid(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wording_hash__regex", "^[0-9a-f]{64}$"),
                    models.Q(
                        ("wording_hash", ""),
                        models.Q(("decision__in", ("given", "given_with_limits")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="consents_name_their_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "given_with_limits"), ("limits", ""), _negated=True),
                    models.Q(("mode", ""), ("visit", None)),
                    _connector="OR",
                ),
                name="consents_with_limits_say_which",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode__in", ("", "recorded_verbal")),
                    models.Q(("signed_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="signed_consents_carry_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode", ""),
                    models.Q(("mode", "guardian_written"), ("signer_role", "guardian")),
                    models.Q(
                        models.Q(("mode", "guardian_written"), _negated=True),
                        models.Q(("signer_role", "guardian"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="guardians_sign_as_guardians",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signer_role", "substitute_decision_maker"), _negated=True),
                    models.Q(
                        models.Q(("signed_name", ""), _negated=True),
                        models.Q(("evidence", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="who_decides_for_others_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ("given", "given_with_limits")),
                    models.Q(("max_level", None), ("sides", "")),
                    _connector="OR",
                ),
                name="only_a_yes_has_an_extent",
            ),
        ),
        AddConstraintNotValid(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "general_treatment"),
                        ("mode__in", ("written_signature", "guardian_written")),
                        _negated=True,
                    ),
                    (
                        "explained__contains",
                        [
                            "nature",
                            "purpose",
                            "benefits",
                            "risks_side_effects",
                            "alternatives",
                            "consequences_of_none",
                            "draping",
                            "positions",
                            "right_to_stop",
                            "right_to_refuse_area",
                            "questions_answered",
                            "fee_and_time",
                            "record_privacy",
                        ],
                    ),
                    _connector="OR",
                ),
                name="signed_general_consents_explain_all",
            ),
        ),
        AddConstraintNotValid(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ("groin", "upper_inner_thigh", "gluteal", "chest")),
                        ("visit__isnull", False),
                        ("mode__in", ("written_signature", "guardian_written")),
                        _negated=True,
                    ),
                    ("understood", True),
                    _connector="OR",
                ),
                name="signed_areas_were_said_back",
            ),
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
    ]
