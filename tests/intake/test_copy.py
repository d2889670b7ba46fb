"""The client's copy: every question that was asked, every answer, and nothing that is kept out."""

import io
import re

import pypdf
import pytest
from django.utils import translation

from clinic import journey
from intake import actions, copy, drawn, reading, sheet, visitor
from intake.models import About, Comfort, Cushions, Goals, Intake, Mark, Pressure
from intake.models.consent import Choice, Kind
from tests import build
from tests.history import steps
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    a_submitted_intake,
    as_link,
    let_in,
)
from tests.intake.distinct import plain, words_of
from tests.intake.test_signature import GOOD, url

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
MARKUP = '#read("secret.txt") $x^2$ *bold* _slanted_ <label> @there `raw` \\ end'
OWN, OVERHEAD = 5, 6


def canaries(model):
    """A word of its own for every field that takes words."""
    for field in sheet.fields_of(model):
        kind = field.get_internal_type()
        if kind in ("CharField", "TextField") and not field.flatchoices:
            yield field.name, f"CANARY {model.__name__} {field.name}"[: field.max_length or 200]


def a_full_intake(therapist, **values):
    """Every field that takes words holds a word of its own."""
    intake = a_filled_intake(
        therapist=therapist,
        consents={Kind.GROIN: Choice.DECLINED, Kind.CHEST: Choice.TALK},
        AL01=("yes", "CANARY lanolin"),
        **values,
    )
    with as_link(intake):
        for model in (About, Goals, Comfort, Cushions, Pressure):
            actions.save_page(intake, model, dict(canaries(model)))
        actions.save_page(intake, Goals, {"goal": MARKUP})
        actions.save_page(intake, Comfort, {"nothing_to_avoid": False})
        actions.consent(intake, Kind.GLUTEAL, Choice.LIMITS, "CANARY over the sheet")
        Mark.objects.create(
            intake=intake,
            client_id=intake.client_id,
            region="f_groin",
            side="left",
            kind="pain",
            intensity=6,
            qualities=["pulling"],
            words="CANARY mark",
            marked_at=intake.invited_at,
        )
    return intake


@pytest.fixture
def copied(client):
    """(the text of the copy, the intake) before it was sent."""
    intake = a_full_intake(build.a_user())
    answer = let_in(client, intake).get("/intake/copy/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert (answer.streaming, "no-store" in answer["Cache-Control"]) == (False, True)
    assert not re.search(r"Sample|Client|\bintake-\d{1,3}\.", answer["Content-Disposition"])
    return words_of(answer.content), intake


def test_every_answer_stands_in_the_copy(copied):
    text, _intake = copied
    missing = [
        word
        for model in (About, Goals, Comfort, Cushions, Pressure)
        for name, word in canaries(model)
        if name != "goal" and plain(word) not in text
    ]
    assert missing == []
    for words in (
        "CANARY lanolin",
        "CANARY over the sheet",
        "CANARY mark",
        "6 of 10",
        "Pulling",
        "Round bolster, Pillow",
        MARKUP,
        "Not sent yet",
    ):
        assert plain(words) in text


def test_every_question_stands_in_the_copy(copied):
    text, intake = copied
    with as_link(intake):
        sheets = reading.sheets(Intake.objects.get())
    rows = [row for one in sheets for row in one["rows"] if row.get("code") != "RF19"]
    assert [row["label"] for row in rows if plain(row["label"]) not in text] == []
    blanks = sum(not row["text"] for row in rows)
    assert text.count(plain("not answered")) >= blanks > 10


def test_agreements_stand_with_their_words(copied):
    text, intake = copied
    with as_link(intake):
        wordings = sheet.asked(Intake.objects.get())["consents"]
    # The answer stands beside the words, and may be read between two of their lines.
    text, wordings = text.replace("Yes", ""), {k: v.replace("Yes", "") for k, v in wordings.items()}
    assert [kind for kind, words in wordings.items() if plain(words) not in text] == []


def test_a_blank_form_says_so_and_never_says_no(client):
    intake = a_started_intake()
    text = words_of(let_in(client, intake).get("/intake/copy/").content)
    with as_link(intake):
        rows = [row for one in reading.sheets(Intake.objects.get()) for row in one["rows"]]
    asked = sum(row.get("code") != "RF19" for row in rows)
    assert text.count(plain("not answered")) == asked


def test_what_is_private_about_safety_is_kept_out(client):
    intake = a_full_intake(build.a_user(), RF19=("yes", "CANARY unsafe"))
    answer = let_in(client, intake).get("/intake/copy/")
    text = words_of(answer.content)
    with as_link(intake):
        questions = {row["code"]: row["text"] for row in sheet.frozen()["questions"]}
    assert "RF19" not in questions or plain(questions["RF19"]) not in text
    assert plain("CANARY unsafe") not in text
    assert plain("Some very private questions are not printed here.") in text


def test_the_file_is_accessible_and_names_its_title(client):
    answer = let_in(client, a_full_intake(build.a_user())).get("/intake/copy/")
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert reader.metadata.title == "Your intake form"
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert b"pdfuaid" in answer.content or "/Metadata" in root


def test_making_a_copy_is_written_down_once(client):
    intake = a_filled_intake()
    let_in(client, intake).get("/intake/copy/")
    assert steps(intake.client).count(journey.INTAKE_COPIED) == 1


def test_the_signed_copy_says_who_signed_and_when(signed_in, client):
    me = build.a_user()
    intake = a_full_intake(me)
    with as_link(intake):
        actions.sign(intake, drawn.png_of(url(GOOD)))
        actions.submit(intake, "Sample Signer")
    answer = signed_in(me).get(f"/intakes/{intake.pk}/copy/")
    text = words_of(answer.content)
    assert plain("Signed by Sample Signer, the client.") in text
    assert plain("My answers are true as far as I know") in text
    assert plain("Not sent yet") not in text
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert any(page.images for page in reader.pages)
    assert steps(intake.client).count(journey.INTAKE_COPIED) == 1


def test_strangers_get_no_copy(signed_in):
    intake = a_submitted_intake()
    assert signed_in(build.a_user()).get(f"/intakes/{intake.pk}/copy/").status_code == 404


def test_an_open_form_is_not_printed_by_staff(signed_in):
    me = build.a_user()
    intake = a_filled_intake(therapist=me)
    assert signed_in(me).get(f"/intakes/{intake.pk}/copy/").status_code == 404


def test_a_tablet_keeps_no_file(client):
    browser = let_in(client, a_filled_intake())
    session = browser.session
    session[visitor.KIOSK] = True
    session.save()
    answer = browser.get("/intake/copy/")
    assert answer.status_code == 403
    assert "This tablet keeps no files." in answer.text
    assert "/intake/copy/" not in browser.get("/intake/check/").text


def test_a_form_in_spanish_is_copied_in_spanish(as_staff):
    me = build.a_user()
    with translation.override("es"):
        intake = a_filled_intake(therapist=me)
        with as_link(intake):
            actions.submit(intake, "Sample")
    with as_staff(me):
        row = Intake.objects.select_related("client", "about").get()
        file, label = copy.make(row), sheet.asked(row, "es")["sections"]["about"][0]["label"]
    reader = pypdf.PdfReader(io.BytesIO(file))
    assert reader.trailer["/Root"]["/Lang"].startswith("es")
    assert plain(label) in words_of(file)


def test_letters_that_the_fonts_lack_are_printed_as_numbers(client):
    intake = a_filled_intake()
    with as_link(intake):
        actions.save_page(intake, Goals, {"goal": "漢字 and more"})
    text = words_of(let_in(client, intake).get("/intake/copy/").content)
    assert "‹U+6F22›" in text
    assert plain("Some characters have no shape") in text


def test_the_queries_of_a_copy_do_not_grow(client, django_assert_num_queries):
    sheet.questions()  # each process reads the table once
    for marks in (1, 3):
        intake = a_filled_intake()
        with as_link(intake):
            Mark.objects.bulk_create(
                Mark(
                    intake=intake,
                    client_id=intake.client_id,
                    region=region,
                    side="left",
                    kind="pain",
                    marked_at=intake.invited_at,
                )
                for region in ("f_groin", "b_lumbar", "s_hip_lat")[:marks]
            )
        browser = let_in(client, intake)
        browser.get("/intake/copy/")  # the words of the form are read once per process
        with django_assert_num_queries(OWN + OVERHEAD):
            browser.get("/intake/copy/")
