"""What the database itself refuses on a page, whoever writes it."""

import pytest
from django.db import connection

from intake import actions
from intake.models import About, Comfort, Cushions, Goals
from tests.intake.build import a_started_intake, as_link

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("promise", "model", "facts"),
    [
        ("scores_name_their_activity", Goals, "ability_1 = 3"),
        ("scores_name_their_activity", Goals, "activity_1 = 'Stairs', ability_5 = 0"),
        ("none_of_these_goes_alone", Goals, "moves = '{none,dance}'"),
        ("goals_are_short", Goals, "goal = repeat('é', 301)"),
        ("intake_goals_function_affected_are_listed", Goals, "function_affected = '{flying}'"),
        ("intake_goals_sitting_hours_0_to_24", Goals, "sitting_hours = 24.1"),
        ("intake_about_weight_kg_20_to_350", About, "weight_kg = 19.9"),
        ("intake_about_weekly_activity_min_0_to_5000", About, "weekly_activity_min = 5001"),
        ("intake_comfort_music_volume_0_to_10", Comfort, "music_volume = 11"),
        ("intake_comfort_table_warmer_is_listed", Comfort, "table_warmer = 'boiling'"),
        ("intake_comfort_glide_is_listed", Comfort, "glide = 'butter'"),
        ("intake_cushions_side_down_is_listed", Cushions, "side_down = 'both'"),
        ("intake_cushions_groin_access_is_listed", Cushions, "groin_access = 'skin'"),
        ("intake_cushions_cover_is_listed", Cushions, "cover = 'none'"),
    ],
)
def test_the_database_refuses_what_no_page_keeps(promise, model, facts, refused):
    intake = a_started_intake()
    with as_link(intake):
        actions.save_page(intake, model, {})
        sql = f"UPDATE {model._meta.db_table} SET {facts} WHERE intake_id = %s"  # noqa: S608 (ours)
        with refused(promise), connection.cursor() as cursor:
            cursor.execute(sql, [intake.pk])


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (Goals, {"activity_1": "Stairs", "ability_1": 0, "moves": ["none"], "goal": "é" * 300}),
        (Goals, {"moves": ["dance", "desk"], "sitting_hours": "7.5", "onset": "last May"}),
        (About, {"weight_kg": "63.5", "height_cm": "178.5", "weekly_activity_min": 5000}),
        (Comfort, {"music_volume": 0, "table_warmer": "off", "glide": "wax"}),
        (Cushions, {"side_down": "left", "cover": "half_sheet_chest_cover", "step_stool": False}),
    ],
)
def test_the_database_keeps_what_a_page_offers(model, facts):
    intake = a_started_intake()
    with as_link(intake):
        actions.save_page(intake, model, facts)
        assert model.objects.get().saved_at
