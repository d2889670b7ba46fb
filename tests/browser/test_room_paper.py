"""The room card of somebody with as much to mind as can be, on paper, in real Chromium."""

import io

import pypdf
import pytest

from clinic import scope
from intake import actions, roomflags
from intake.gate import meaning
from intake.models import About, Comfort, Cushions, Pressure
from tests import build
from tests.browser.test_visit import LONG
from tests.intake import build as intakes
from tests.notes import past

pytestmark = pytest.mark.django_db(transaction=True)
MANY = (
    "CV05 CV06 CV07 CV09 CV10 GI01 GI02 GI04 GI07 GI08 UR01 UR02 UR03 RP03 RP06 SX01 SX02 SX03 MS01"
    " MS04 MS05 MS06 NE01 NE03 NE04 RX01 SK01 MH02 TR01"
).split()


def said(name, most):
    """Words as long as the field takes, with their own first and last word."""
    return f"{name}first {'and a few more words ' * 40}"[: most - len(name) - 5] + f" {name}last"


def filled(me, *, answers, places, long):
    client = build.a_client(me)
    consents = {"chest": "declined", "gluteal": "talk_first", "groin": "declined"}
    intake = intakes.a_filled_intake(client, therapist=me, consents=consents, **answers)
    with intakes.as_link(intake):
        for page, facts in LONG.items():
            actions.save_page(intake, page, facts | long.get(page, {}))
        for region, side, words in places:
            actions.mark(intake, region, side, "avoid", words=words)
        actions.submit(intake, "Sample Signer")
    lay = {"position": "side_lying", "comfort": 6}
    lay["cushions"] = ["under_head:pillow", "between_knees:pillow", "chest_hug:pregnancy_pillow"]
    past.a_signed_note(past.a_visit(client, me), **lay)
    return client


def printed(page, client, paper):
    page.goto(f"/clients/{client.pk}/room-card/")
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def on_the_card(client, me):
    """The code of every flag, from the answers."""
    with scope.acting_as(scope.staff(me)):
        flags = meaning.flags(meaning.telling(client.pk))
    hidden = {roomflags.ALLERGIES}
    return [flag.question.code for flag in flags if flag.question.code not in hidden]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_thirty_flags_fit_on_one_sheet(somebody, paper):
    me = build.a_user()
    answers = dict.fromkeys(MANY, "yes") | {"RF07": "unsure", "AL01": ("yes", "Lanolin, nut oils")}
    places = [("f_groin", "left", ""), ("f_umbilical", "mid", "an old scar, please ask")]
    client = filled(me, answers=answers, places=places, long={})
    sheets = printed(somebody(me), client, paper)
    codes = on_the_card(client, me)
    assert len(codes) >= 30
    assert [code for code in codes if code not in sheets[0]] == []
    words = ("Slow rise, never leave alone", "Between the knees: pillow", "an old scar, please ask")
    assert [word for word in words if word not in sheets[0]] == []
    assert len(sheets) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_longest_words_go_on_to_a_numbered_sheet_and_none_is_dropped(somebody, paper):
    me = build.a_user()
    answers = {code: ("yes", said(code, 500)) for code in MANY[:8]}
    answers |= {"AL01": ("yes", said("AL01", 500)), "MH01": ("yes", said("MH01", 500))}
    places = [
        (region, "left", said(f"mark{n}", 200))
        for n, region in enumerate(("f_groin", "f_abd_lower", "b_glute"))
    ]
    long = {
        About: {"interpreter": "phone"},
        Comfort: {"avoid": said("avoid", 500)},
        Cushions: {"notes": said("notes", 300)},
        Pressure: {"deep_means": said("deep", 300), "stop_word": said("stop", 30)[:30]},
    }
    client = filled(me, answers=answers, places=places, long=long)
    sheets = printed(somebody(me), client, paper)
    text = " ".join(sheets)
    names = [*MANY[:8], "AL01", "MH01", "mark0", "mark1", "mark2", "avoid", "notes", "deep"]
    assert [name for name in names if f"{name}first" not in text] == []
    assert [name for name in names if f"{name}last" not in text] == []
    assert len(sheets) <= 2
    unnumbered = [n for n, sheet in enumerate(sheets, 1) if f"{n} / {len(sheets)}" not in sheet]
    assert unnumbered == []
