"""What the review page shows, in its order and in the clinic's words."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from clinic import journey
from intake import actions, screening
from intake.models import Signature
from tests import build
from tests.history import steps
from tests.intake.build import a_filled_intake, a_submitted_intake, as_link, decide, observed
from tests.intake.build_letters import a_clearance, picture
from tests.intake.test_consent import aged

pytestmark = pytest.mark.django_db


def sent(**values):
    """(therapist, intake): sent with these answers."""
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, **values)


def test_flags_come_first_and_strictest_first(signed_in):
    therapist, intake = sent(AL01="yes", CV05="prefer_not", RF07="unsure", GI01="yes")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    assert page.status_code == 200
    flags = [(line["code"], line["flag"].unsettled) for line in page.context["flags"]]
    assert flags == [("RF07", True), ("GI01", False), ("CV05", False), ("AL01", False)]
    assert page.text.index('id="flags"') < page.text.index('id="decide"')
    assert page.text.index('id="decide"') < page.text.index('id="sheet-goals"')
    assert steps(intake.client)[-1:] == [journey.INTAKE_READ]


def test_the_review_keeps_its_number_of_queries(signed_in):
    counts = []
    for values in ({"AL01": "yes"}, {"AL01": "yes", "CV05": "yes", "GI01": "yes"}):
        therapist, intake = sent(**values)
        browser = signed_in(therapist)
        browser.get(f"/intakes/{intake.pk}/review/")  # the form's words are read once
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/intakes/{intake.pk}/review/")
        counts.append(len(queries))
    assert counts == [25, 25]  # 7 of them are session, user, scope and history


def signed_as(name, **values):
    """(therapist, intake): sent with that name below it."""
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist, **values)
    with as_link(intake):
        actions.submit(intake, name)
    return therapist, intake


@pytest.mark.parametrize("name", ["Sample Signer", "sample  SIGNER"])
def test_ones_own_name_is_no_question(signed_in, name):
    therapist, intake = signed_as(name)
    assert "signed-otherwise" not in signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text


def test_another_name_under_the_form_is_pointed_out(signed_in):
    therapist, intake = signed_as("Somebody Else")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    assert "Signed as “Somebody Else”. The form and our record say “" in page
    assert "Please ask who signed." in page


def test_a_guardian_signs_with_another_name(signed_in):
    therapist, intake = signed_as("Guardian Sample", person=aged(15))
    assert "signed-otherwise" not in signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text


def test_no_source_tag_stands_in_sight(signed_in):
    therapist, intake = sent(CV05="yes")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    first = page[page.index('id="flags"') : page.index('id="decide"')]
    said, _, behind = first.partition("Where this comes from")
    assert ("[S6]" in said, "[S6]" in behind, "CV05" in behind) == (False, True, True)


def test_the_places_say_who_closed_them(signed_in):
    therapist, intake = sent(GI01="yes", consents={"abdomen": "declined"})
    shown = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    upper = shown.context["place_rows"][0]
    assert upper["label"] == "upper belly"
    assert [(cell["tone"], cell["words"]) for cell in upper["cells"]] == [("clay", "Closed")]
    assert any("did not agree" in why for why in upper["cells"][0]["why"])


def test_plain_nos_are_folded_by_group(signed_in):
    therapist, intake = sent(CV05=("yes", "Aspirin"))
    shown = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    health = next(row for row in shown.context["sheets"] if row["page"].slug == "health")
    blood = next(group for group in health["groups"] if group["title"] == "Your heart and blood")
    assert [row["words"] for row in blood["rows"]] == ["Aspirin"]
    assert f"No to {len(blood['noes'])} questions" in shown.text


def test_answers_in_spanish_are_read_in_the_clinics_words(signed_in):
    therapist = build.a_user()
    with translation.override("es"):
        intake = a_submitted_intake(therapist=therapist, CV05="yes")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    line = page.context["flags"][0]
    assert (line["code"], line["asked"]) == ("CV05", screening.rows()["CV05"]["question"])
    assert "Answered in Spanish" in page.text


def test_a_return_visit_shows_what_differs_first(signed_in):
    therapist, first = sent()
    again = a_submitted_intake(client=first.client, therapist=therapist, AL01="yes")
    shown = signed_in(therapist).get(f"/intakes/{again.pk}/review/")
    rows = [row for _title, rows in shown.context["changes"] for row in rows]
    assert [(row["before"], row["after"]) for row in rows] == [("No", "Yes")]
    assert shown.text.index('id="differences"') < shown.text.index('id="all-answers"')
    old = signed_in(therapist).get(f"/intakes/{first.pk}/review/")
    assert (old.context["newer"].pk, old.context["changes"]) == (again.pk, None)


def test_letters_decisions_and_settled_answers_add_no_queries(signed_in):
    counts = []
    for number in (1, 3):
        therapist, intake = sent(CV05="yes")
        for _ in range(number):
            observed(intake, therapist, "AL01")
            a_clearance(intake, therapist)
            decide(intake, therapist, outcome="hold", conditions="Another letter")
        browser = signed_in(therapist)
        browser.get(f"/intakes/{intake.pk}/review/")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/intakes/{intake.pk}/review/")
        counts.append(len(queries))
    assert counts == [26, 26]  # one more for the name of whoever wrote an answer down


def test_a_drawn_signature_stands_at_the_end(signed_in):
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist)
    with as_link(intake):
        facts = {"intake": intake, "client_id": intake.client_id, "drawn_at": timezone.now()}
        Signature.objects.create(role="client", png=picture(), **facts)
        actions.submit(intake, "Sample Signer")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    assert "Drawn signature of the client" in page
    assert base64.b64encode(picture()).decode() in page
