"""“Not suitable” says why; what is typed about a decision and a letter has an end.

What was kept before stays as it is, hence NOT VALID.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

LIMITS = """
ALTER TABLE intake_decision ADD CONSTRAINT conditions_are_not_endless
    CHECK (char_length(conditions) <= 2000) NOT VALID;
ALTER TABLE intake_decision ADD CONSTRAINT reasons_of_decisions_are_not_endless
    CHECK (char_length(reason) <= 2000) NOT VALID;
ALTER TABLE intake_clearance ADD CONSTRAINT what_a_letter_allows_is_not_endless
    CHECK (char_length(scope) <= 2000) NOT VALID;
ALTER TABLE intake_clearance ADD CONSTRAINT what_a_letter_forbids_is_not_endless
    CHECK (char_length(restrictions) <= 2000) NOT VALID;
"""
ENDLESS = """
ALTER TABLE intake_decision DROP CONSTRAINT conditions_are_not_endless;
ALTER TABLE intake_decision DROP CONSTRAINT reasons_of_decisions_are_not_endless;
ALTER TABLE intake_clearance DROP CONSTRAINT what_a_letter_allows_is_not_endless;
ALTER TABLE intake_clearance DROP CONSTRAINT what_a_letter_forbids_is_not_endless;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0032_agreements_say_who_signs")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="reason",
            field=models.TextField(
                blank=True,
                help_text="Needed when an answer asks for a clearance or an adjustment, and for"
                " “Not suitable”.",
                verbose_name="Why it is safe all the same, or why it is not suitable",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "not_suitable"), _negated=True),
                    ("reason__regex", "\\S(.|\\n){18,}\\S"),
                    _connector="OR",
                ),
                name="not_suitable_says_why_in_twenty_characters",
            ),
        ),
        migrations.RunSQL(LIMITS, ENDLESS),
    ]
