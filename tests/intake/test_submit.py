"""Sending: strict, signed, sealed, once."""

import datetime
import threading

import pytest
from django.db import connections
from django.test import Client as Browser
from django.utils import translation

from clinic import journey, scope
from clinic.access import Refused
from intake import actions, completeness, links, screening, sheet
from intake.access import why_not_submit
from intake.models import Consent, Goals, Intake
from intake.models.consent import AREAS, Choice, Kind
from tests import build
from tests.history import entries, steps
from tests.intake.build import a_filled_intake, a_started_intake, as_link, let_in

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
NOW = datetime.datetime(2026, 11, 23, 20, 0, tzinfo=datetime.UTC)


def test_sending_seals_signs_and_freezes(client, as_staff):
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist, consents={Kind.CHEST: Choice.DECLINED})
    let_in(client, intake)
    answer = client.post("/intake/send/", {"signer_name": "Sample Signer"})
    assert answer.url == "/intake/thanks/"
    assert set(client.session.keys()) == {"intake_sent", "intake_copy"}
    with as_staff(therapist):
        row = Intake.objects.get()
        signed = dict(Consent.objects.order_by("pk").values_list("kind", "signed_name"))
        assert sheet.asked(row)["version"] == screening.LATEST
    assert (row.state, row.signer_name, row.signer_role) == ("sent", "Sample Signer", "client")
    assert signed == {kind: "Sample Signer" for kind in AREAS} | {Kind.CHEST: ""}
    assert steps(intake.client).count(journey.INTAKE_SUBMITTED) == 1
    thanks = client.get("/intake/thanks/")
    assert (thanks.status_code, intake.client.preferred_name in thanks.text) == (200, False)
    assert "The link in our mail is closed now." in thanks.text


def test_everything_that_was_asked_is_frozen(as_staff):
    me = build.a_user()
    intake = a_filled_intake(therapist=me)
    with as_link(intake):
        asked = sheet.asked(actions.submit(intake, "Sample"))
        assert [row["code"] for row in asked["questions"]] == [
            row.code for row in sheet.questions()
        ]
    assert set(asked["sections"]) == {"about", "goals", "comfort", "cushions", "pressure"}
    assert asked["sections"]["about"][0]["label"] == "Your full name"
    assert set(asked["consents"]) == set(AREAS)
    assert asked["marks"]["kinds"]["avoid"] == "Please do not touch"
    assert asked["statement"].startswith("My answers are true")
    assert "clinic" not in asked


def test_a_form_in_spanish_is_frozen_in_both_languages(as_staff):
    me = build.a_user()
    with translation.override("es"):
        intake = a_filled_intake(therapist=me)
        with as_link(intake):
            actions.submit(intake, "Sample")
    with as_staff(me):
        row = Intake.objects.get()
        here, theirs = sheet.asked(row), sheet.asked(row, "es")
        assert set(Consent.objects.values_list("language", flat=True)) == {"es"}
    assert (row.language, theirs["language"], here["language"]) == ("es", "es", "en-us")
    assert here["sections"]["about"][0]["label"] == "Your full name"
    assert here["questions"] == theirs["clinic"]["questions"]


def test_a_blank_form_is_refused_and_every_gap_leads_to_its_field(client):
    intake = a_started_intake()
    let_in(client, intake)
    page = client.get("/intake/check/")
    gaps = page.context["gaps"]
    pages = {gap.page for gap in gaps}
    assert pages == {"about", "goals", "health", "comfort", "pressure", "consent"}
    forms = {slug: client.get(f"/intake/form/{slug}/").text for slug in pages}
    for gap in gaps:
        assert f'href="/intake/form/{gap.page}/?show=all&amp;from=check#{gap.anchor}"' in page.text
        assert f'id="{gap.anchor}"' in forms[gap.page]
    answer = client.post("/intake/send/", {"signer_name": "Sample"})
    assert answer.status_code == 422
    with as_link(intake):
        assert Intake.objects.get().state == "started"
        with pytest.raises(Refused, match="Some answers are still missing."):
            actions.submit(intake, "Sample")


def test_blank_words_are_a_gap():
    intake = a_filled_intake()
    with as_link(intake):
        actions.save_page(intake, Goals, {"goal": "  ", "kinds": []})
        row = Intake.objects.select_related("goals").get()
        assert [gap.field for gap in why_not_submit(row)] == ["kinds"]


def test_sending_needs_a_name(client):
    intake = a_filled_intake()
    let_in(client, intake)
    page = client.post("/intake/send/", {"signer_name": "  "})
    assert page.status_code == 422
    said = "Type your full name, or sign in the box."
    assert page.context["form"].errors == {"signer_name": [said]}
    with as_link(intake), pytest.raises(Refused, match=said):
        actions.submit(intake, " ")


def test_a_refused_name_is_told_at_the_top_and_its_field_has_the_focus(client):
    let_in(client, a_filled_intake())
    page = client.post("/intake/send/", {"signer_name": "A\u202eB"})
    assert page.status_code == 422
    assert "<title>Not sent yet" in page.text
    assert '<a href="#id_signer_name">Remove the invisible character' in page.text
    field = page.text.split('id="id_signer_name"')[0].rsplit("<input", 1)[1]
    field += page.text.split('id="id_signer_name"')[1].split(">")[0]
    assert "autofocus" in field
    assert page.text.index('id="not-sent"') < page.text.index('class="panel sheet"')


def test_the_link_is_dead_after_sending(client):
    intake = a_filled_intake()
    let_in(client, intake)
    client.post("/intake/send/", {"signer_name": "Sample"})
    assert client.get(f"/i/{links.token_of(intake)}/").status_code == 404
    assert client.post("/intake/send/", {"signer_name": "Sample"}).status_code == 302
    with as_link(intake):
        assert Intake.objects.count() == 0


def test_get_sends_nothing(client):
    intake = a_filled_intake()
    let_in(client, intake)
    assert client.get("/intake/send/").status_code == 405
    assert client.get("/intake/sign/").status_code == 405


def test_the_check_shows_every_answer(client):
    intake = a_filled_intake(AL01=("yes", "lanolin"))
    let_in(client, intake)
    page = client.get("/intake/check/")
    for words in ("Sit through a film again", "lanolin", "Round bolster, Pillow", "5", "red"):
        assert words in page.text
    assert page.context["gaps"] == []


def test_only_what_was_agreed_to_is_missing_then():
    intake = a_filled_intake()
    with as_link(intake):
        actions.consent(intake, Kind.GROIN, Choice.LIMITS)
        (gap,) = completeness.gaps(Intake.objects.get())
    assert (gap.page, gap.anchor) == ("consent", "ask-consent-groin")


@pytest.mark.database
@pytest.mark.django_db(transaction=True, databases=["default", "outside"])
def test_of_twenty_sends_at_once_one_counts_and_all_say_thanks():
    intake = a_filled_intake()
    browsers = [let_in(Browser(), intake) for _ in range(20)]
    start, answers = threading.Barrier(20), []

    def send(browser):
        try:
            start.wait()
            answers.append(browser.post("/intake/send/", {"signer_name": "Sample"}))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {302}
    assert {answer.url for answer in answers} <= {"/intake/thanks/", "/intake/ended/?sent=1"}
    assert len(entries(step=journey.INTAKE_SUBMITTED)) == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_ten_sent_by_the_action_at_once_one_counts():
    intake = a_filled_intake()
    start, sent = threading.Barrier(10), []

    def send():
        try:
            start.wait()
            with scope.acting_as(scope.link(intake.pk)):
                sent.append(actions.submit(intake, "Sample"))
        except Refused:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 1
    assert len(entries(step=journey.INTAKE_SUBMITTED)) == 1
