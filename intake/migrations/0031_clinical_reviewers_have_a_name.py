"""A looser rule names somebody who can be asked (domain 3.4).

What was kept before stays as it is, hence NOT VALID.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

LETTER = r"[^\s0-9!-/:-@\[-`{-~]"  # by what it is not: the database's locale knows few scripts
FULL_NAME = rf"({LETTER}{{2}}.*\s\S*{LETTER})|({LETTER}\S*\s.*{LETTER}{{2}})"
A_WORD = rf"{LETTER}{{2}}"


def _check(field, pattern, name):
    return AddConstraintNotValid(
        model_name="rulechange",
        constraint=models.CheckConstraint(
            condition=models.Q((field, ""), (f"{field}__regex", pattern), _connector="OR"),
            name=name,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("intake", "0030_triages_are_guarded")]

    operations = [
        _check("reviewer_name", FULL_NAME, "clinical_reviewers_have_a_full_name"),
        _check("reviewer_role", A_WORD, "clinical_reviewers_say_what_they_are"),
    ]
