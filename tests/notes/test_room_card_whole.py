"""The room card holds all that is known: every flag and reason, and what counts at this visit."""

import datetime

import pytest
from django.utils import timezone

from clinic import scope
from intake import actions, roomflags, today
from intake.body import zones
from intake.gate import meaning
from intake.models import Question
from tests import build
from tests.intake import build as intakes
from tests.intake.build_standing import a_consent, an_answer, weighed
from tests.intake.test_agree_today import signed
from tests.notes import past

pytestmark = pytest.mark.django_db
MANY = ("CV05", "CV07", "CV09", "GI01", "GI04", "GI07", "UR02", "RX01", "SK01", "NE01", "NE03")


@pytest.fixture
def me():
    return build.a_user()


def a_client(me, consents=None, **answers):
    client = build.a_client(me)
    intakes.a_submitted_intake(client, therapist=me, consents=consents, **answers)
    return client


def a_visit_now(client, me):
    starts_at = timezone.now().replace(second=0, microsecond=0) - datetime.timedelta(minutes=1)
    return past.a_visit(client, me, starts_at=starts_at)


def room(browser, client):
    return browser.get(f"/clients/{client.pk}/room-card/").context["room"]


def regions(shown):
    return {row["code"]: row for row in shown["regions"]}


def test_without_a_visit_today_it_says_what_is_signed_at_every_visit(me, signed_in):
    client = a_client(me)
    page = signed_in(me).get(f"/clients/{client.pk}/room-card/")
    found = regions(page.context["room"])
    signed = {code for code, row in found.items() if row["each_visit"]}
    assert signed == {"groin", "thigh", "glute"}
    assert page.content.decode().count("signed at every visit") == 3


def test_at_a_visit_what_is_signed_there_stays_closed_until_it_is(me, signed_in):
    client = a_client(me)
    visit, browser = a_visit_now(client, me), signed_in(me)
    shown = room(browser, client)
    open_now = {code for code, row in regions(shown).items() if row["open"]}
    assert open_now == {"belly", "back", "hip"}
    assert any("signed at every visit" in why for _where, why in shown["why"])
    browser.post(f"/visits/{visit.pk}/consent/", signed("gluteal"))
    found = regions(room(browser, client))
    assert (found["glute"]["open"], found["groin"]["open"]) == (True, False)
    assert not any(row["each_visit"] for row in found.values())


def test_a_cancelled_visit_and_one_of_another_day_do_not_count(me, signed_in):
    client = a_client(me)
    past.a_visit(client, me, starts_at=timezone.now() - datetime.timedelta(days=2))
    assert room(signed_in(me), client)["ask_first"] is False
    assert regions(room(signed_in(me), client))["groin"]["each_visit"]


def test_before_todays_questions_it_shows_the_levels_and_says_to_ask_first(me, signed_in):
    client = a_client(me)
    visit, browser = a_visit_now(client, me), signed_in(me)
    page = browser.get(f"/clients/{client.pk}/room-card/")
    assert page.content.decode().count("Ask today's questions first.") == 1
    assert regions(page.context["room"])["belly"]["level"] == "2"
    with scope.acting_as(scope.staff(me)):
        rest = list(Question.objects.filter(code__in=today.codes()).order_by("code", "-version"))
        rest = list({row.code: row for row in reversed(rest)}.values())
        actions.ask_today(visit, [], rest, by=me)
    assert room(browser, client)["ask_first"] is False


def test_every_flag_stands_there_with_what_to_do(me, signed_in):
    client = a_client(me, **dict.fromkeys(MANY, "yes"), MH01=("yes", "CANARY-neck"), RF07="unsure")
    shown = room(signed_in(me), client)
    text = " ".join(row["text"] for row in shown["safety"])
    with scope.acting_as(scope.staff(me)):
        flags = meaning.flags(meaning.telling(client.pk), today=timezone.localdate())
    settled = [flag for flag in flags if not flag.unsettled]
    assert {*MANY, "MH01"} <= {flag.question.code for flag in settled}
    missing = [f.question.code for f in settled if f.question.action not in text]
    assert missing == []
    for words in ("Slow rise, never leave alone.", "Semi-reclined, 2 h after food.", "CANARY-neck"):
        assert words in text
    (question,) = [flag.question.text for flag in flags if flag.unsettled]
    assert f"RF07 {question}" in text
    assert "more answer" not in text


def test_what_stops_the_hands_stands_first_with_the_allergies(me, signed_in):
    shown = room(signed_in(me), a_client(me, AL01=("yes", "CANARY-lanolin")))
    first = [row["icon"] for row in shown["stop"]]
    assert first[:3] == ["octagon-x", "ban", "flask-conical"]
    assert [row for row in shown["safety"] if "CANARY-lanolin" in row["text"]] == []


def test_a_usual_card_is_never_in_the_small_type(me, signed_in):
    usual = a_client(me, GI01="yes", CV05="yes", AL01=("yes", "Lanolin, nut oils"))
    crowded = a_client(me, **dict.fromkeys(MANY, ("yes", "a few more words " * 10)))
    browser = signed_in(me)
    assert room(browser, usual)["size"] in ("", "is-more")
    assert room(browser, crowded)["size"] in ("is-much", "is-full")


def test_each_flag_is_a_line_of_its_own(me, signed_in):
    shown = room(signed_in(me), a_client(me, **dict.fromkeys(MANY, "yes")))
    codes = [code for row in shown["safety"] for code, _words in row.get("lines", ())]
    assert set(MANY) <= set(codes)
    assert len(codes) == len(set(codes))


def test_every_reason_for_a_closed_place_stands_there():
    codes = ("CV05", "GI01", "UR02", "SX01", "MS02", "RP05", "RF16")
    answers = [an_answer(code) for code in codes]
    places = weighed(*answers, an_answer("RF07", "unsure"), consents=[a_consent("abdomen", "no")])
    told, tried = dict(roomflags.reasons(places)), 0
    for place in places.values():
        for lock in place.locks:
            flags = [f for f in places.flags if lock.endswith(f". {f.question.action}")]
            wanted = [flag.question.code for flag in flags] or [lock.rstrip(".")]
            tried += 1
            here = " ".join(why for where, why in told.items() if _speaks_of(where, place))
            assert [word for word in wanted if word not in here] == []
    assert tried > 60


def _speaks_of(where, place):
    direct = place.zone in zones.DIRECT and "all direct psoas places" in where
    return direct or where == "everywhere" or str(zones.LABELS[place.zone]) in where


def test_the_clients_words_stand_beside_the_places_to_avoid(me, signed_in):
    client = build.a_client(me)
    intake = intakes.a_filled_intake(client, therapist=me)
    with intakes.as_link(intake):
        actions.mark(intake, "f_groin", "left", "avoid", words="CANARY-old seam")
        actions.save_page(intake, intakes.Comfort, {"nothing_to_avoid": False})
        actions.submit(intake, "Sample Signer")
    (row,) = [row for row in room(signed_in(me), client)["stop"] if row["icon"] == "ban"]
    assert row["text"] == "Hip crease and groin, left “CANARY-old seam”"


def test_what_was_said_about_safety_in_private_stays_off_the_card(me, signed_in):
    client = a_client(me)
    visit = a_visit_now(client, me)
    intakes.said_at(visit, me, "RF19", "yes")
    text = " ".join(row["text"] for row in room(signed_in(me), client)["safety"])
    assert "harming yourself" not in text


def test_the_set_up_of_the_last_visit_comes_with_cushions_and_comfort(me, signed_in):
    client = a_client(me)
    past.a_signed_note(
        past.a_visit(client, me),
        position="side_lying",
        cushions=["between_knees:pillow", "chest_hug:pregnancy_pillow"],
        comfort=8,
    )
    found = {row["label"]: row["text"] for row in room(signed_in(me), client)["set_up"]}
    assert found["Last time"] == "On the side"
    assert found["Cushions then"] == "Between the knees: pillow · To hug: long curved pillow"
    assert found["Comfort then"] == "8 of 10"


@pytest.mark.parametrize("many", [False, True])
def test_the_queries_do_not_grow_with_what_there_is_to_mind(
    me, signed_in, django_assert_num_queries, many
):
    client = a_client(me, **(dict.fromkeys(MANY, "yes") if many else {}))
    a_visit_now(client, me)
    browser = signed_in(me)
    browser.get(f"/clients/{client.pk}/room-card/")
    with django_assert_num_queries(19):
        browser.get(f"/clients/{client.pk}/room-card/")
