"""The whole record of one client, as JSON and as PDF."""

import io
import json
import re

import pypdf
import pytest
from django.apps import apps
from django.urls import reverse

from clinic import journey, scope
from clinic.models import Client
from notes import actions, pdf
from notes.export import EXPORTED, LEFT_OUT, gather
from tests import build
from tests.history import entries, steps
from tests.notes import past

MARKUP = '#read("secret.txt") $x^2$ *bold* _slanted_ <label> @there `raw` \\ // end'
EXPORT_OWN, OVERHEAD = 26, 6


def address(client, kind=None):
    return f"/clients/{client.pk}/export/" + (f"{kind}/" if kind else "")


@pytest.fixture
def note(db):
    """A note in which every column that takes words holds a word of its own."""
    visit = past.a_visit()
    note = past.a_draft(visit, **{name: f"CANARY-{name}" for name in SOAP}, position="side_lying")
    therapist = note.therapist
    with scope.acting_as(scope.staff(therapist)):
        row = past.breathing()
        row.words = MARKUP
        actions.add_treatment(note, row, by=therapist)
        actions.check_in(note, wants="lighter", side="right", felt=4, pain=2, by=therapist)
        actions.tick(note, "B12", "not_done", reason="CANARY-reason", by=therapist)
    with scope.acting_as(scope.staff(therapist)):
        past.tick_all(note, by=therapist, now=visit.starts_at)
        actions.sign(note, by=therapist, shown_hash=past.whole(note).digest())
        actions.amend(note, kind="amendment", text="CANARY-text", reason="CANARY-why", by=therapist)
    return note


SOAP = ("subjective", "objective", "assessment", "plan")
CANARIES = [*(f"CANARY-{name}" for name in SOAP), "CANARY-reason", "CANARY-text", "CANARY-why"]


@pytest.fixture
def admin(note):
    """An admin who has said why they read this record, and remarked on the note."""
    admin = build.an_admin()
    past.opened(admin, note.client)
    with scope.acting_as(scope.staff(admin)):
        actions.remark(note, text="CANARY-remark", by=admin)
    return admin


def test_every_column_is_exported_or_left_out_for_a_reason():
    said = {}
    for label, columns in EXPORTED.items():
        said.setdefault(label, set()).update(columns.split())
    for label, columns in LEFT_OUT.items():
        said.setdefault(label, set()).update(columns)
    exist = {
        model._meta.label_lower: {field.name for field in model._meta.concrete_fields}
        for model in apps.get_models()
        if _is_about_a_client(model)
    }
    for label in {label for label, columns in said.items() if columns == {"*"}}:
        exist[label] = {"*"}
    assert said == exist


def _is_about_a_client(model):
    if model._meta.app_label not in ("clinic", "intake", "notes"):
        return False
    names = {field.name for field in model._meta.concrete_fields}
    return model is Client or bool(names & {"client", "client_id"})


def test_no_column_is_both_exported_and_left_out():
    both = {
        label: set(EXPORTED[label].split()) & set(LEFT_OUT.get(label, {})) for label in EXPORTED
    }
    assert {label: names for label, names in both.items() if names} == {}


def test_the_page_says_what_the_file_holds(signed_in, note, admin):
    answer = signed_in(admin).get(address(note.client))
    assert dict(answer.context["contents"])["Visits"] == 1
    assert "CANARY" not in answer.content.decode()


def test_both_files_say_who_gave_which_reason_to_read(signed_in, note, admin):
    browser = signed_in(admin)
    data = json.loads(browser.post(address(note.client, "json")).content)
    (reading,) = data["readings"]
    assert (reading["user"]["id"], reading["reason"]) == (admin.pk, "Reviewing this record")
    assert sorted(reading) == ["opened_at", "reason", "until", "user"]
    other = signed_in(build.an_admin())
    other.post(
        reverse("clinic:open_reading", args=[note.client.pk]), {"reason": "CANARY-other reason"}
    )
    text = words_of(other.post(address(note.client, "pdf")).content)
    assert ["Reviewing this record" in text, "CANARY-other reason" in text] == [True, True]


def test_json_holds_every_word_as_it_was_written(signed_in, note, admin):
    answer = signed_in(admin).post(address(note.client, "json"))
    data = json.loads(answer.content)
    assert answer["Content-Type"] == "application/json"
    assert (data["format"], data["version"]) == ("healing-touch-record", 1)
    (found,) = data["notes"]
    assert {name: found[name] for name in SOAP} == {name: f"CANARY-{name}" for name in SOAP}
    assert found["treatments"][1]["words"] == MARKUP
    assert [row["text"] for row in found["amendments"]] == ["CANARY-text"]
    assert [row["text"] for row in found["remarks"]] == ["CANARY-remark"]
    assert found["check_ins"][0]["felt"] == 4
    assert found["signed_at"].endswith("Z")
    assert answer.content.startswith(b'{\n  "format"')


def test_the_pdf_holds_every_word_and_prints_markup_as_typed(signed_in, note, admin):
    answer = signed_in(admin).post(address(note.client, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    text = words_of(answer.content)
    assert [word for word in [*CANARIES, "CANARY-remark"] if word not in text] == []
    assert _dense(MARKUP) in _dense(text)
    assert text.count(f"{note.client.legal_name} · client {note.client.pk}") == pages_of(
        answer.content
    )


def words_of(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def pages_of(content):
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _dense(text):
    return re.sub(r"[\s\u200b]", "", text)


def test_the_pdf_says_that_it_is_accessible_and_archivable(note, admin, as_staff):
    with as_staff(admin):
        content = pdf.make(gather(note.client, by=admin))
    said = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.findall(r"<pdf(?:uaid|aid):(?:part|conformance)>(\w)<", said) == ["2", "A", "1"]


def test_the_same_data_gives_the_same_bytes(note, admin, as_staff):
    with as_staff(admin):
        data = gather(note.client, by=admin)
    assert pdf.make(data) == pdf.make(data)


def test_letters_without_a_shape_are_printed_as_their_number(note, admin, as_staff):
    with as_staff(admin):
        data = gather(note.client, by=admin)
    data["notes"][0]["plan"] = "\u6f22 after"
    text = words_of(pdf.make(data))
    assert "‹U+6F22› after" in text
    assert "have no shape in this file's fonts" in text


def test_endless_words_stay_on_the_paper(note, admin, as_staff):
    with as_staff(admin):
        data = gather(note.client, by=admin)
    data["notes"][0]["plan"] = "w" * 800
    reader = pypdf.PdfReader(io.BytesIO(pdf.make(data)))
    widest = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, cm, tm, *rest: widest.append(tm[4]))
    assert max(widest) < 595
    assert "w" * 800 in _dense(words_of(pdf.make(data)))


def test_a_draft_keeps_its_words_until_it_is_signed(note, admin, as_staff):
    draft = past.a_draft(past.a_visit(note.client, note.therapist), plan="CANARY-draft")
    with as_staff(admin):
        data = gather(note.client, by=admin)
    found = next(row for row in data["notes"] if row["id"] == draft.pk)
    assert (found["state"], found["withheld"], found["plan"]) == ("draft", "not signed yet", None)
    assert "CANARY-draft" not in json.dumps(data)
    assert "A draft. Its words join the record when it is signed." in words_of(pdf.make(data))


def test_an_export_leaves_exactly_one_line_and_a_name_of_ids(signed_in, note, admin):
    before = steps(note.client)
    answer = signed_in(admin).post(address(note.client, "pdf"))
    assert steps(note.client) == [*before, journey.RECORD_EXPORTED]
    named = answer["Content-Disposition"]
    assert re.fullmatch(
        rf'attachment; filename="client-{note.client.pk}-\d{{8}}-\d{{4}}\.pdf"', named
    )


def test_an_admin_says_why_first(signed_in, note):
    browser = signed_in(build.an_admin())
    for answer in (browser.get(address(note.client)), browser.post(address(note.client, "json"))):
        assert (answer.status_code, answer.templates[0].name) == (403, "clinic/reason.html")
    assert entries(step=journey.RECORD_EXPORTED) == []


def test_therapists_do_not_export(signed_in, note):
    browser = signed_in(note.therapist)
    assert browser.get(address(note.client)).status_code == 403
    assert browser.post(address(note.client, "json")).status_code == 403


def test_looking_exports_nothing(signed_in, note, admin):
    assert signed_in(admin).get(address(note.client, "json")).status_code == 405
    assert signed_in(admin).post(address(note.client)).status_code == 405
    assert entries(step=journey.RECORD_EXPORTED) == []


def test_other_kinds_of_file_do_not_exist(signed_in, note, admin):
    assert signed_in(admin).post(address(note.client, "csv")).status_code == 404
    assert signed_in(admin).post("/clients/999999/export/pdf/").status_code == 404


@pytest.mark.parametrize("number", [1, 10])
def test_the_export_asks_the_same_of_the_database_for_any_length(
    signed_in, number, django_assert_num_queries
):
    mine, admin = build.a_user(), build.an_admin()
    client = build.a_client(mine)
    for _ in range(number):
        past.a_signed_note(past.a_visit(client, mine))
    past.opened(admin, client)
    browser = signed_in(admin)
    browser.post(address(client, "json"))
    with django_assert_num_queries(EXPORT_OWN + OVERHEAD):
        browser.post(address(client, "json"))
