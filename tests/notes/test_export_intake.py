"""What an intake leaves in both files: every question, every answer, every blank."""

import base64
import datetime
import io
import json
import re

import pypdf
import pytest
from django.utils import timezone
from PIL import Image

from clinic import scope
from intake import actions, consenting, sheet, summary
from intake.models import Goals, Letter, Mark
from intake.models.consent import Choice, Kind
from notes import pdf
from notes.export import gather
from tests import build
from tests.intake import build as intakes
from tests.notes import past

pytestmark = pytest.mark.django_db
DRUG = {"asked": "Which drug?", "value": "CANARY-drug", "said": "CANARY-drug"}


def words_of(data):
    content = pdf.make(data)
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return dense("\n".join(page.extract_text() for page in pages))


def dense(text):
    return re.sub(r"[\s\u200b]", "", text)


def a_png():
    file = io.BytesIO()
    Image.new("L", (40, 12), 255).save(file, "PNG")
    return file.getvalue()


def facts():
    """Everything that takes words on the page of goals, filled in."""
    return {
        field.name: f"CANARY-{field.name}"
        for field in sheet.fields_of(Goals)
        if field.get_internal_type() in ("TextField", "CharField") and not field.choices
    }


@pytest.fixture
def told():
    """(client, admin) of a client who wrote, marked, drew and brought a letter."""
    mine, admin = build.a_user(), build.an_admin()
    client = build.a_client(mine)
    answers = {"AL01": ("yes", "CANARY-latex"), "CV05": "yes"}
    asked = intakes.a_filled_intake(client, therapist=mine, **answers)
    by_code = {row.code: row for row in sheet.questions()}
    with intakes.as_link(asked):
        actions.save_page(asked, Goals, facts())
        actions.answer(asked, by_code["CV05"], "yes", "", {"drug": DRUG})
        actions.sign(asked, a_png())
        Mark.objects.create(
            intake=asked,
            client=client,
            region="f_groin",
            side="left",
            kind="pain",
            intensity=6,
            qualities=["pulling"],
            words="CANARY-mark",
            marked_at=timezone.now(),
        )
        actions.submit(asked, "CANARY-signer")
    intakes.decide(asked, mine, outcome="hold", conditions="CANARY-conditions")
    a_letter(client, mine)
    past.opened(admin, client)
    return client, admin


def a_letter(client, by):
    today = timezone.localdate()
    said = {
        "provider_name": "CANARY-provider",
        "provider_role": "GP",
        "contact": "",
        "method": "letter",
        "dated_on": today,
        "expires_on": today + datetime.timedelta(days=90),
        "zones": ["Z1_abd_upper"],
        "scope": "CANARY-scope",
        "restrictions": "",
    }
    with scope.acting_as(scope.staff(by)):
        actions.clear(client.pk, "CV05", said, by=by, letter=(Letter.Kind.PDF, b"%PDF-letter"))


def test_the_pdf_says_which_places_a_reason_opens():
    me = build.a_user()
    intake = intakes.a_submitted_intake(therapist=me, CV05="yes")
    facts = {"outcome": "with_changes", "conditions": "Slowly", "reason": "Their doctor agrees."}
    intakes.decide(intake, me, **facts, reason_zones=["Z1_abd_upper", "Z4_inguinal"])
    with scope.acting_as(scope.staff(me)):
        data = gather(intake.client, by=me)
    assert data["intake"]["decisions"][0]["reason_zones"] == ["Z1_abd_upper", "Z4_inguinal"]
    assert "Thereasonopensupperbelly,groincrease" in words_of(data)


def test_every_answer_and_every_blank_of_the_intakes_stands_in_the_pdf(told, as_staff):
    client, admin = told
    with as_staff(admin):
        data = gather(client, by=admin)
    text = words_of(data)
    said = [*facts().values(), "CANARY-latex", "CANARY-signer", "CANARY-conditions"]
    said += ["CANARY-drug", "Which drug?", "CANARY-mark", "CANARY-provider", "CANARY-scope"]
    (intake,) = data["intake"]["intakes"]
    said += [row["text"] for row in intake["questions"]]
    said += [row[name] for page in intake["pages"].values() for row in page
             for name in ("label", "text")]  # fmt: skip
    said += [intake["screening_version"], "At its worst in the last 24 hours? not answered"]
    said += ["hip crease and groin, left", "6 of 10 · Pulling"]
    assert [word for word in said if dense(word) not in text] == []
    assert len(intake["questions"]) > 40


def test_the_language_and_the_version_of_the_form_stand_with_it(told, as_staff):
    client, admin = told
    with as_staff(admin):
        data = gather(client, by=admin)
    (intake,) = data["intake"]["intakes"]
    assert (intake["language"], intake["signer_role"]) == ("en-us", "client")
    assert dense("Language of the form English") in words_of(data)


def test_each_area_is_agreed_to_once_on_paper(told, as_staff):
    client, admin = told
    with as_staff(admin):
        data = gather(client, by=admin)
    assert len([row for row in data["intake"]["consents"] if row["kind"] == "chest"]) == 2
    assert words_of(data).count(dense("Breast tissue is never touched")) == 1


def test_a_change_of_mind_at_a_visit_stands_by_itself(told, as_staff):
    client, admin = told
    with as_staff(admin):
        mine = client.places.get().user
    visit = past.a_visit(client, mine)
    with as_staff(mine):
        consenting.decide_at_visit(visit, Kind.CHEST, Choice.WITHDRAWN, by=mine)
    with as_staff(admin):
        text = words_of(gather(client, by=admin))
    assert dense("Asked again at visits") in text
    assert dense("Chest · Withdrawn") in text


def test_pictures_and_files_are_whole_in_the_json(told, as_staff):
    client, admin = told
    with as_staff(admin):
        data = json.loads(json.dumps(gather(client, by=admin)))
    (intake,) = data["intake"]["intakes"]
    (drawn,) = intake["signatures"]
    assert base64.b64decode(drawn["png"]) == a_png()
    (row,) = data["intake"]["clearances"]
    assert base64.b64decode(row["letter"]["content"]) == b"%PDF-letter"
    assert row["letter"]["kind"] == "application/pdf"


def test_the_pdf_shows_the_body_map_and_the_drawn_signature(told, as_staff):
    client, admin = told
    with as_staff(admin):
        content = pdf.make(gather(client, by=admin))
    reader = pypdf.PdfReader(io.BytesIO(content))
    said = "".join(str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1))
    assert ("The body map from the front" in said, "Drawn signature" in said) == (True, True)


def test_what_followed_a_yes_and_stayed_open_says_so(told, as_staff):
    client, admin = told
    with as_staff(admin):
        data = gather(client, by=admin)
    (answer,) = [
        row for row in data["intake"]["answers"] if row["question"] == "CV05" and row["details"]
    ]
    assert answer["left_open"]
    assert dense(f"– {answer['left_open'][0]} not answered") in words_of(data)


@pytest.mark.parametrize("number", [1, 3])
def test_the_intakes_ask_the_same_of_the_database(as_staff, django_assert_num_queries, number):
    mine = build.a_user()
    client = build.a_client(mine)
    for _ in range(number):
        intakes.a_submitted_intake(client, therapist=mine)
    with as_staff(mine):
        summary.everything(client.pk)  # the form's words are read once per process
    with as_staff(mine), django_assert_num_queries(12):
        assert len(summary.everything(client.pk)["intakes"]) == number
