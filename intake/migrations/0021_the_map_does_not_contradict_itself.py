"""A place is for hands or it is not, ten places may hurt, and a page does not contradict itself.

Rows from before these rules are sealed and stay as they are, hence NOT VALID.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

NAMED = Q()
for n in range(1, 6):
    NAMED &= Q(**{f"ability_{n}": None}) | ~Q(**{f"activity_{n}": ""})

GOALS = """
ALTER TABLE intake_goals ADD CONSTRAINT goals_are_short CHECK (char_length(goal) <= 300) NOT VALID;
"""
NO_GOALS = "ALTER TABLE intake_goals DROP CONSTRAINT goals_are_short;"

# Whoever marks asks for the intake's lock first, so that two marks never pass each other.
MARKS = """
CREATE FUNCTION intake_one_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind NOT IN ('avoid', 'preferred') THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('intake_mark', NEW.intake_id));
    IF EXISTS (SELECT FROM intake_mark WHERE intake_id = NEW.intake_id
            AND region = NEW.region AND side = NEW.side
            AND kind IN ('avoid', 'preferred') AND kind <> NEW.kind
            AND id IS DISTINCT FROM NEW.id) THEN
        RAISE EXCEPTION 'this place is marked the other way'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION intake_ten_pains() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind <> 'pain' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('intake_mark', NEW.intake_id));
    IF (SELECT count(*) FROM intake_mark WHERE intake_id = NEW.intake_id AND kind = 'pain'
            AND (region, side) <> (NEW.region, NEW.side)
            AND id IS DISTINCT FROM NEW.id) >= 10 THEN
        RAISE EXCEPTION 'ten places hurt already'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CALL clinic_hang('a_place_is_for_hands_or_is_not', 'intake_mark', 'INSERT OR UPDATE',
    'intake_one_wish()');
CALL clinic_hang('at_most_ten_places_hurt', 'intake_mark', 'INSERT OR UPDATE',
    'intake_ten_pains()');
"""
NO_MARKS = """
DROP TRIGGER a_place_is_for_hands_or_is_not ON intake_mark;
DROP TRIGGER at_most_ten_places_hurt ON intake_mark;
DROP FUNCTION intake_one_wish();
DROP FUNCTION intake_ten_pains();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0020_open_forms_are_put_right")]
    operations = [
        AddConstraintNotValid(
            model_name="goals",
            constraint=models.CheckConstraint(
                condition=~Q(moves__contains=["none"], moves__len__gt=1),
                name="none_of_these_goes_alone",
            ),
        ),
        AddConstraintNotValid(
            model_name="goals",
            constraint=models.CheckConstraint(condition=NAMED, name="scores_name_their_activity"),
        ),
        AddConstraintNotValid(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=~Q(region__in=["f_suprapubic"], kind="preferred"),
                name="no_hands_are_asked_to_a_restricted_place",
            ),
        ),
        migrations.RunSQL(GOALS, NO_GOALS),
        migrations.RunSQL(MARKS, NO_MARKS),
    ]
