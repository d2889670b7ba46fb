"""Marking and unmarking a place on the body map: kept once, refused in words, sealed when sent."""

import itertools

import pytest

from clinic.access import Refused
from intake import actions
from intake.body import regions
from intake.models import Mark
from intake.models.marks import MOST, MarkKind
from tests import build
from tests.history import steps
from tests.intake.build import a_filled_intake, a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
GROIN = {"region": "f_groin", "side": "left", "kind": "pain"}
FIELDS = ("region", "side", "kind", "intensity", "qualities", "words")


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code."""
    intake = a_started_intake()
    return let_in(client, intake), intake


def marks(intake):
    with as_link(intake):
        return list(Mark.objects.values_list(*FIELDS))


def send(browser, verb="mark", **fields):
    return browser.post(f"/intake/map/{verb}/", GROIN | fields, headers=AUTOSAVE)


def errors(answer):
    assert answer.status_code == 422
    return answer.json()["errors"]


def test_a_mark_is_kept_and_drawn_at_once(opened):
    browser, intake = opened
    before = steps(intake.client)
    answer = send(browser, intensity="6", qualities=["pulling", "sharp"], words="after sitting")
    assert answer.status_code == 200
    assert set(answer.json()) == {"saved_at", "view", "said", "paint", "badges", "marks"}
    kept = ("f_groin", "left", "pain", 6, ["pulling", "sharp"], "after sitting")
    assert marks(intake) == [kept]
    assert "#map-front-f_groin-left" in answer.json()["paint"]
    assert ">6</text>" in answer.json()["badges"]
    assert "it hurts, 6 of 10, sharp, pulling: “after sitting”" in answer.json()["marks"]
    assert steps(intake.client) == before  # drafts make no history


def test_without_scripts_the_page_comes_back_at_the_map(opened):
    browser, intake = opened
    answer = browser.post("/intake/map/mark/", {"place": "b_sacrum-mid", "kind": "avoid"})
    assert (answer.status_code, answer.url) == (302, "/intake/form/goals/#map")
    assert marks(intake) == [("b_sacrum", "mid", "avoid", None, [], "")]
    answer = browser.post("/intake/map/unmark/", {"place": "b_sacrum-mid", "kind": "avoid"})
    assert (answer.status_code, answer.url) == (302, "/intake/form/goals/#map")
    assert marks(intake) == []


def test_the_same_place_and_kind_again_says_something_new(opened):
    browser, intake = opened
    for number in ("6", "6", "7", ""):
        assert send(browser, intensity=number).status_code == 200
    assert marks(intake) == [("f_groin", "left", "pain", None, [], "")]


def test_a_place_carries_several_kinds(opened):
    browser, intake = opened
    kinds = [kind for kind in MarkKind.values if kind != MarkKind.PREFERRED]
    for kind in kinds:
        assert send(browser, kind=kind).status_code == 200
    assert [row[2] for row in marks(intake)] == kinds


def test_unmarking_takes_that_mark_and_no_other(opened):
    browser, intake = opened
    send(browser)
    send(browser, side="right")
    send(browser, kind="tightness")
    for _again in range(2):
        assert send(browser, "unmark").status_code == 200
    assert [row[:3] for row in marks(intake)] == [
        ("f_groin", "right", "pain"),
        ("f_groin", "left", "tightness"),
    ]


def test_every_place_can_be_marked_on_each_of_its_sides(opened):
    browser, intake = opened
    for region in regions.REGIONS:
        for side in region.sides:
            answer = send(browser, region=region.code, side=side, kind="tightness")
            assert answer.status_code == 200, region
            assert f"-{region.code}-{side}" in answer.json()["paint"]
    assert len(marks(intake)) == 46


def test_a_mark_is_opened_for_a_change_without_writing(opened):
    browser, intake = opened
    send(browser, intensity="6", words="when I sit")
    page = browser.post("/intake/map/mark/", GROIN | {"change": "1"})
    assert page.status_code == 200
    assert "when I sit" in page.text
    assert 'value="6" checked' in page.text
    gone = browser.post("/intake/map/mark/", GROIN | {"kind": "scar", "change": "1"})
    assert gone.url == "/intake/form/goals/#map"
    assert len(marks(intake)) == 1


WRONG = [
    ("region", "f_nowhere", "“Place”: choose one from the list."),
    ("region", "", "“Place”: choose one from the list."),
    ("region", "f\0groin", "“Place”: choose one from the list."),
    ("side", "up", "“Side”: choose left, right or middle."),
    ("side", "mid", "“hip crease and groin” has a left and a right. Choose one of them as “Side”."),
    ("kind", "burn", "“What is it like there?”: choose one of the listed answers."),
    ("intensity", "11", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "-1", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "3.5", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "٣", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "NaN", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "1e400", "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", "9" * 5000, "“How much does it hurt?” is a whole number from 0 to 10."),
    ("intensity", ["3", "4"], "“How much does it hurt?” came twice."),
    ("qualities", "purple", "“What kind of pain is it?”: choose from the listed answers."),
    (
        "words",
        "x" * 10_001,
        "“In your own words” takes at most 200 characters (it has 10001).",
    ),
    ("words", "a\0b", "Remove the invisible character in “In your own words”."),
    ("words", "a\u202eb", "Remove the invisible character in “In your own words”."),
    ("words", ["one", "two"], "“In your own words” came twice."),
    ("kind", ["pain", "scar"], "“What is it like there?” came twice."),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_written(field, value, sentence, opened):
    browser, intake = opened
    found = errors(send(browser, **{field: value}))
    assert sentence in found[field]
    page = browser.post("/intake/map/mark/", GROIN | {"intensity": "4"} | {field: value})
    assert page.status_code == 422
    assert sentence in page.text
    assert marks(intake) == []


def test_a_navel_has_no_left(opened):
    found = errors(send(opened[0], region="f_umbilical"))
    sentence = "“around the navel” is in the middle. Choose the middle as “Side”."
    assert found == {"side": sentence}


@pytest.mark.parametrize("kind", [kind for kind in MarkKind.values if "pain" not in kind])
def test_only_pain_has_a_number_and_a_quality(kind, opened):
    found = errors(send(opened[0], kind=kind, intensity="0", qualities="deep"))
    assert found == {
        "intensity": "“How much does it hurt?” goes with pain only.",
        "qualities": "“What kind of pain is it?” goes with pain only.",
    }


def test_a_refused_mark_keeps_what_was_typed(opened):
    browser, _ = opened
    typed = {"place": "f_groin-left", "kind": "pain", "intensity": "4", "words": "w" * 201}
    page = browser.post("/intake/map/mark/", typed)
    assert page.status_code == 422
    assert 'value="f_groin-left" selected' in page.text
    assert 'value="4" checked' in page.text
    assert "w" * 201 in page.text


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"region": "f_groin"}', '{"a": NaN}'])
def test_a_drawing_sent_as_json_is_answered_in_words(body, opened):
    browser, intake = opened
    for verb in ("mark", "unmark"):
        answer = browser.post(
            f"/intake/map/{verb}/", body, content_type="application/json", headers=AUTOSAVE
        )
        assert errors(answer)["region"] == "“Place”: choose one from the list."
    assert marks(intake) == []


def test_hostile_words_are_kept_and_shown_as_typed(opened):
    browser, intake = opened
    typed = '"><script>alert(1)</script>{{7*7}} O’Brien-Ñúñez 👩‍👩‍👧‍👦'
    answer = send(browser, words=typed)
    assert marks(intake)[0][-1] == typed
    assert "<script>" not in answer.json()["marks"]
    assert "<script>alert" not in browser.get("/intake/form/goals/").text


def test_sixty_marks_are_enough(opened):
    browser, intake = opened
    places = [(region.code, side) for region in regions.REGIONS for side in region.sides]
    rows = list(itertools.islice(itertools.product(("tightness", "scar"), places), MOST))
    with as_link(intake):
        for kind, (region, side) in rows:
            actions.mark(intake, region, side, kind)
    sentence = f"You have marked {MOST} places. Remove one to mark another."
    assert errors(send(browser)) == {"region": sentence}
    assert send(browser, region="f_costal", kind="scar", words="old").status_code == 200
    with as_link(intake), pytest.raises(Refused, match=sentence):
        actions.mark(intake, "f_groin", "left", "pain")


def test_a_sent_body_map_is_closed(opened):
    browser, intake = opened
    sent = a_filled_intake()
    with as_link(sent):
        actions.mark(sent, "f_groin", "left", "pain", 6)
        actions.submit(sent, "Sample Signer")
    with as_link(sent):
        for verb in (actions.mark, actions.unmark):
            with pytest.raises(Refused, match="This form is no longer open."):
                verb(sent, "f_groin", "left", "pain")
    let_in(browser, sent)
    assert browser.post("/intake/map/mark/", GROIN).url == "/intake/ended/?sent=1"


def test_a_script_is_told_that_the_form_was_sent(opened):
    browser, _ = opened
    sent = a_filled_intake()
    with as_link(sent):
        actions.submit(sent, "Sample Signer")
    assert send(let_in(browser, sent)).status_code == 409


def test_nobody_else_marks(client, signed_in):
    assert client.post("/intake/map/mark/", GROIN).url == "/intake/ended/"
    browser = signed_in(build.a_user())
    for verb in ("mark", "unmark"):
        assert browser.post(f"/intake/map/{verb}/", GROIN).status_code == 403


def test_a_link_marks_its_own_intake_only(opened):
    _, mine = opened
    other = a_started_intake()
    with as_link(mine), pytest.raises(Refused):
        actions.mark(other, "f_groin", "left", "pain")
    with as_link(mine), pytest.raises(Refused):
        actions.unmark(other, "f_groin", "left", "pain")


def test_looking_changes_nothing(opened):
    browser, _ = opened
    for verb in ("mark", "unmark"):
        assert browser.get(f"/intake/map/{verb}/").status_code == 405


@pytest.mark.parametrize("many", [1, 3])
def test_a_mark_costs_the_same_however_many_there_are(many, opened, django_assert_num_queries):
    from intake import bodymap

    _, intake = opened
    kinds = [MarkKind.SCAR, MarkKind.TIGHT, MarkKind.NUMB][:many]
    with as_link(intake):
        with django_assert_num_queries(3 * many):  # lock, ask, write
            for kind in kinds:
                actions.mark(intake, "f_groin", "left", kind)
        with django_assert_num_queries(1):
            bodymap.context(intake)
        with django_assert_num_queries(1):
            bodymap.redrawn(intake, "front")
