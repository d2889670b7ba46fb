"""A name under an agreement that is not on record says who it is (domain 8.2, 8.6)."""

from django.db import migrations, models

RELATIONS = (
    ("self", "the client; our record has another name"),
    ("parent", "the client's mother or father"),
    ("legal_guardian", "the client's legal guardian"),
    ("partner", "the client's husband, wife or partner"),
    ("family", "somebody of the client's family"),
    ("other", "somebody else"),
)

STRANGERS = """
CREATE FUNCTION intake_know_who_signs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person clinic_client%ROWTYPE;
    form intake_about%ROWTYPE;
    own text := intake_plain_name(NEW.signed_name);
BEGIN
    -- What is signed with the form carries the form's own name; a witness may be anybody.
    IF NEW.visit_id IS NULL OR NEW.relation <> '' OR NEW.signed_name = ''
        OR NEW.decision NOT IN ('given', 'given_with_limits')
        OR (NEW.mode NOT IN ('written_signature', 'guardian_written')
            AND NEW.signer_role <> 'substitute_decision_maker') THEN
        RETURN NEW;
    END IF;
    SELECT * INTO person FROM clinic_client WHERE id = NEW.client_id;
    SELECT about.* INTO form FROM intake_about AS about
        JOIN intake_intake AS sent ON sent.id = about.intake_id
        WHERE sent.client_id = NEW.client_id AND sent.submitted_at IS NOT NULL
        ORDER BY sent.submitted_at DESC, sent.id DESC LIMIT 1;
    IF (NEW.signer_role = 'client' AND own IN (
            intake_plain_name(person.legal_name), intake_plain_name(person.preferred_name),
            intake_plain_name(form.legal_name), intake_plain_name(form.preferred_name)))
        OR (NEW.signer_role = 'guardian' AND own = intake_plain_name(form.guardian_name)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'nobody of this name is on record'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;
CALL clinic_hang('strangers_say_who_they_are', 'intake_consent', 'INSERT',
    'intake_know_who_signs()');
"""
FRIENDS = """
DROP TRIGGER strangers_say_who_they_are ON intake_consent;
DROP FUNCTION intake_know_who_signs();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0031_clinical_reviewers_have_a_name")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=RELATIONS,
                db_default="",
                default="",
                max_length=20,
                verbose_name="Who is this?",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__in", [*(code for code, _word in RELATIONS), ""])),
                name="intake_consent_relation_is_listed",
                violation_error_message="Choose one of the listed answers for relation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation", ""),
                    models.Q(("relation", "self"), ("signer_role", "client")),
                    models.Q(
                        models.Q(("relation", "self"), _negated=True),
                        models.Q(("signer_role", "client"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="who_signs_for_others_is_not_the_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation", ""),
                    models.Q(("signed_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="only_a_name_has_a_relation",
            ),
        ),
        migrations.RunSQL(STRANGERS, FRIENDS),
    ]
