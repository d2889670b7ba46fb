"""Sending: strict, signed, sealed, once."""

import threading

import pytest
from django.db import connections

from clinic import journey, scope
from clinic.access import Refused
from intake import actions, completeness, links
from intake.access import why_not_submit
from intake.models import Consent, Goals, Intake
from intake.models.consent import Choice, Kind
from tests import build
from tests.history import entries, steps
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    as_link,
    let_in,
)

pytestmark = pytest.mark.django_db


def test_sending_seals_signs_and_freezes(client, as_staff):
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist, consents={Kind.CHEST: Choice.DECLINED})
    let_in(client, intake)
    answer = client.post("/intake/send/", {"signer_name": "Sample Signer"})
    assert answer.url == "/intake/thanks/"
    assert dict(client.session) == {"intake_sent": True}
    with as_staff(therapist):
        row = Intake.objects.get()
        signed = dict(Consent.objects.order_by("pk").values_list("kind", "signed_name"))
    assert (row.state, row.signer_name) == ("sent", "Sample Signer")
    assert signed == {kind: "Sample Signer" for kind in Kind} | {Kind.CHEST: ""}
    assert row.asked["version"] == "2026-11-23"
    assert [field["label"] for field in row.asked["sections"]["goals"]][:2] == [
        "What would you like from these visits?",
        "Where does it hurt or feel tight?",
    ]
    assert len(row.asked["questions"]) == 39
    assert steps(intake.client).count(journey.INTAKE_SUBMITTED) == 1
    thanks = client.get("/intake/thanks/")
    assert (thanks.status_code, intake.client.preferred_name in thanks.text) == (200, False)


def test_a_blank_form_is_refused_and_every_gap_leads_to_its_field(client):
    intake = a_started_intake()
    let_in(client, intake)
    page = client.get("/intake/check/")
    gaps = page.context["gaps"]
    pages = [gap.page for gap in gaps]
    assert {slug: pages.count(slug) for slug in dict.fromkeys(pages)} == {
        "goals": 2,
        "health": 39,
        "comfort": 1,
        "pressure": 3,
        "consent": 6,
    }
    forms = {slug: client.get(f"/intake/form/{slug}/").text for slug in dict.fromkeys(pages)}
    for gap in gaps:
        assert f'href="/intake/form/{gap.page}/?show=all#{gap.anchor}"' in page.text
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
        actions.save_page(intake, Goals, {"goal": "  "})
        row = Intake.objects.select_related("goals").get()
        assert [gap.field for gap in why_not_submit(row)] == ["goal"]


def test_yes_with_limits_needs_its_limits_and_no_never_blocks():
    intake = a_filled_intake(
        consents={kind: Choice.DECLINED for kind in Kind} | {Kind.GROIN: Choice.LIMITS}
    )
    with as_link(intake):
        (gap,) = completeness.gaps(intake)
        assert (gap.field, gap.sentence) == (
            "limits-groin",
            "Write down your limits for: Hip crease and groin.",
        )
        actions.consent(intake, Kind.GROIN, Choice.LIMITS, "only over the sheet")
        assert completeness.gaps(intake) == []


def test_sending_needs_a_name(client):
    intake = a_filled_intake()
    let_in(client, intake)
    page = client.post("/intake/send/", {"signer_name": "  "})
    assert page.status_code == 422
    assert page.context["form"].errors == {"signer_name": ["Type your name to sign."]}
    with as_link(intake), pytest.raises(Refused, match="Type your name to sign."):
        actions.submit(intake, " ")


def test_the_link_is_dead_after_sending(client):
    intake = a_filled_intake()
    let_in(client, intake)
    client.post("/intake/send/", {"signer_name": "Sample"})
    assert client.get(f"/i/{links.token_of(intake)}/").status_code == 404
    assert client.post("/intake/send/", {"signer_name": "Sample"}).url == "/intake/ended/"
    with as_link(intake):
        assert Intake.objects.count() == 0


def test_get_sends_nothing(client):
    intake = a_filled_intake()
    let_in(client, intake)
    assert client.get("/intake/send/").status_code == 405


def test_the_check_shows_every_answer(client):
    intake = a_filled_intake(AL01=("yes", "lanolin"))
    let_in(client, intake)
    page = client.get("/intake/check/")
    for words in ("Sit through a film again", "lanolin", "Round bolster, Pillow", "5", "red"):
        assert words in page.text
    assert page.context["gaps"] == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_ten_sends_at_once_one_counts():
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
