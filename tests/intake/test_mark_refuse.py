"""What the body map refuses because of what is marked already, where it is, and who marks."""

import pytest
from django.utils import timezone

from intake.body import regions
from tests import build
from tests.intake.build import a_started_intake, let_in
from tests.intake.test_mark import errors, marks, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def test_ten_places_hurt_at_most(opened):
    """Domain 4.1. The pain that spreads is counted apart, and the ten may still be changed."""
    browser, intake = opened
    places = [(region.code, side) for region in regions.REGIONS for side in region.sides]
    for region, side in places[:10]:
        assert send(browser, region=region, side=side, kind="pain").status_code == 200
    region, side = places[10]
    sentence = (
        "You have marked 10 places that hurt. Keep those that matter most:"
        " remove one to mark another."
    )
    assert errors(send(browser, region=region, side=side)) == {"region": sentence}
    assert send(browser, region=region, side=side, kind="referred_pain").status_code == 200
    region, side = places[0]
    assert send(browser, region=region, side=side, intensity="2").status_code == 200
    send(browser, "unmark", region=region, side=side)
    region, side = places[10]
    assert send(browser, region=region, side=side).status_code == 200


def test_a_place_is_for_hands_or_it_is_not(opened):
    """Nobody reads "do not touch" and "work here" on one place (domain 2.4)."""
    browser, intake = opened
    assert send(browser, kind="avoid").status_code == 200
    found = errors(send(browser, kind="preferred"))
    assert "You asked us not to touch this place." in found["region"]
    assert send(browser, kind="preferred", side="right").status_code == 200
    found = errors(send(browser, kind="avoid", side="right"))
    assert "You asked us to work here." in found["region"]
    assert [row[1:3] for row in marks(intake)] == [("left", "avoid"), ("right", "preferred")]


def test_nobody_asks_for_hands_above_the_pubic_bone(opened):
    """Restricted: avoided by default (domain 2.4). Pain may be named there all the same."""
    browser, intake = opened
    place = {"region": "f_suprapubic", "side": "mid"}
    assert (
        "We always leave this place out."
        in errors(send(browser, kind="preferred", **place))["region"]
    )
    assert send(browser, kind="pain", **place).status_code == 200
    assert len(marks(intake)) == 1


@pytest.mark.parametrize("region", ["f_groin", "f_thigh_med"])
@pytest.mark.parametrize(("years", "status"), [(15, 422), (16, 200)])
def test_under_sixteen_nobody_works_at_groin_and_inner_thigh(region, years, status, client):
    """Domain 8.6: zones Z4 to Z6 are left out."""
    today = timezone.localdate()
    born = today.replace(year=today.year - years, day=1)
    me = build.a_user()
    intake = a_started_intake(build.a_client(me, date_of_birth=born), therapist=me)
    browser = let_in(client, intake)
    assert send(browser, region=region, kind="preferred").status_code == status
    assert send(browser, region=region, kind="pain").status_code == 200
