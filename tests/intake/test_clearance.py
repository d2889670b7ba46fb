"""Letters from somebody who knows the client's health."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import formats, timezone

from clinic import actions as ground
from clinic import journey
from clinic.access import Refused
from intake import actions, clearances
from intake.gate import places
from intake.models import Clearance, Letter
from tests import build
from tests.history import steps
from tests.intake.build import a_submitted_intake, decide, observed
from tests.intake.build_letters import BELLY, GROIN, PDF, a_clearance, facts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TEAM = "Only a therapist in this client's care team keeps the letters."
A_DAY = datetime.timedelta(days=1)


def sent(**values):
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, **values)


def where(intake, code="CV05"):
    return f"/intakes/{intake.pk}/clearances/{code}/"


def typed(**changed):
    kept = {name: str(value) for name, value in facts().items() if name != "zones"}
    kept |= {"zones": [*BELLY, *GROIN], "seen": 10**9, "method": "email"}
    return kept | changed


def pdf(name="../../x\r\n.png", content=PDF):
    return SimpleUploadedFile(name, content, "text/html")


def states(client_id):
    return {zone: place.state for (zone, _side), place in places.places(client_id).items()}


def test_a_letter_is_kept_with_its_file_and_opens_its_places(signed_in, as_staff):
    therapist, intake = sent(CV05="yes")
    with as_staff(therapist):
        assert states(intake.client_id)["Z1_abd_upper"] == "locked"
    answer = signed_in(therapist).post(where(intake), typed(method="letter", letter=pdf()))
    assert answer.url == f"/intakes/{intake.pk}/review/"
    with as_staff(therapist):
        row, letter = Clearance.objects.get(), Letter.objects.get()
        assert (row.code, row.provider_name, row.recorded_by) == ("CV05", "Dr. Sample", therapist)
        assert (bytes(letter.content), letter.kind) == (PDF, "application/pdf")
        assert states(intake.client_id)["Z1_abd_upper"] != "locked"
    assert steps(intake.client).count(journey.CLEARANCE_RECORDED) == 1
    page = signed_in(therapist).get(answer.url).text
    assert "Cleared by a letter" in page
    assert "Counts until" in page


def test_a_letter_for_some_places_leaves_the_others_closed(signed_in, as_staff):
    therapist, intake = sent(CV05="yes")
    a_clearance(intake, therapist, zones=BELLY)
    with as_staff(therapist):
        found = states(intake.client_id)
    assert (found["Z1_abd_upper"] == "locked", found["Z4_inguinal"]) == (False, "locked")
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    assert "opens only: upper belly, lower belly, inside the hip bone" in page


def test_a_cleared_flag_needs_no_reason_but_a_partly_cleared_one_does():
    therapist, intake = sent(GI01="yes")
    with pytest.raises(Refused, match="rules out direct psoas work"):
        decide(intake, therapist)
    zones = list(places.zones.BELLY)
    a_clearance(intake, therapist, "GI01", zones=zones[:3])
    with pytest.raises(Refused, match="rules out direct psoas work"):
        decide(intake, therapist)
    a_clearance(intake, therapist, "GI01", zones=zones)
    decide(intake, therapist, outcome="with_changes", conditions="Light work all the way")


def test_no_decision_outlives_its_letter():
    therapist, intake = sent(CV05="yes")
    soon = TODAY + 9 * A_DAY
    a_clearance(intake, therapist, expires_on=soon)
    row = decide(intake, therapist, outcome="with_changes", conditions="x", reason="y" * 20)
    assert row.expires_on == soon


def test_an_ended_letter_stays_listed_and_opens_nothing(signed_in, as_staff):
    therapist, intake = sent(CV05="yes")
    ended = TODAY - A_DAY
    a_clearance(intake, therapist, dated_on=ended - A_DAY, expires_on=ended)
    with as_staff(therapist):
        assert states(intake.client_id)["Z1_abd_upper"] == "locked"
    page = signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text
    assert f"Ended on {formats.date_format(ended, 'j M Y')}" in page
    assert "Cleared by a letter" not in page


def test_without_a_day_it_ends_after_half_a_year_or_four_weeks(signed_in, as_staff):
    for code, days in (("CV05", 183), ("SX01", 28)):
        therapist, intake = sent(**{code: "yes"})
        answer = signed_in(therapist).post(where(intake, code), typed(expires_on=""))
        assert answer.status_code == 302
        with as_staff(therapist):
            row = Clearance.objects.get(code=code, client=intake.client)
            assert row.expires_on == TODAY + days * A_DAY


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"dated_on": str(TODAY + A_DAY)}, "dated_on", "The letter cannot be dated in the future."),
        (
            {"dated_on": str(TODAY - 800 * A_DAY)},
            "dated_on",
            "This letter is older than two years. Ask for a new one.",
        ),
        (
            {"expires_on": str(TODAY - A_DAY)},
            "expires_on",
            "This day is past. Choose a day from today on.",
        ),
        (
            {"expires_on": str(TODAY + 740 * A_DAY)},
            "expires_on",
            "Choose a day within two years from today.",
        ),
        (
            {"dated_on": str(TODAY - 300 * A_DAY), "expires_on": ""},
            "expires_on",
            "The letter would have ended already. Ask for a newer one.",
        ),
        ({"zones": []}, "zones", "Choose at least one place that the letter allows."),
        ({"zones": ["Z9_hip_lateral_ant"]}, "zones", None),
        ({"provider_name": ""}, "provider_name", "Please fill in “Who gave it?”."),
        ({"provider_name": "\u202egnp"}, "provider_name", None),
        ({"scope": "x" * 2001}, "scope", None),
        ({"method": "pigeon"}, "method", "Choose one of the listed answers."),
        ({"dated_on": "2026-02-31"}, "dated_on", None),
        ({"dated_on": "0001-01-01"}, "dated_on", None),
    ],
)
def test_what_is_wrong_stands_beside_its_field(signed_in, changed, field, sentence):
    therapist, intake = sent(CV05="yes")
    answer = signed_in(therapist).post(where(intake), typed(**changed))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    if sentence:
        assert answer.context["form"].errors[field] == [sentence]
    assert "Light work is fine." in answer.text or field == "scope"


def test_which_answers_take_no_letter(as_staff):
    kidney = {
        name: {"asked": "", "value": value, "said": ""}
        for name, value in (("kidney", "transplant"), ("side", "left"), ("pd_catheter", False))
    }
    therapist, intake = sent(
        RF17="yes", AL01="yes", GI01="unsure", UR04=("yes", "", kidney), CV05="no"
    )
    for code, sentence in (
        ("RF17", "No letter opens this. It takes a newer answer."),
        ("AL01", "This answer asks for no letter."),
        ("GI01", "Settle this answer with the client first; then add the letter."),
        ("UR04", "These places stay closed for good. Only a corrected answer opens them."),
        ("CV05", "This answer asks for no letter."),
        ("XX99", "This answer asks for no letter."),
    ):
        with as_staff(therapist), pytest.raises(Refused, match=sentence):
            actions.clear(intake.client_id, code, facts(), by=therapist)


def test_the_newest_letter_is_the_last_word(as_staff):
    therapist, intake = sent(CV05="yes")
    first = a_clearance(intake, therapist)
    second = a_clearance(intake, therapist, zones=GROIN, letter=None, method="phone")
    assert second.follows_id == first.pk
    with as_staff(therapist):
        assert clearances.in_force(clearances.of(intake.client_id), ()) == {"CV05": second}
        assert states(intake.client_id)["Z1_abd_upper"] == "locked"


def test_the_decision_stays_as_it_is_when_a_letter_comes(signed_in):
    therapist, intake = sent(CV05="yes")
    decide(intake, therapist, outcome="hold", conditions="A letter")
    a_clearance(intake, therapist)
    shown = signed_in(therapist).get(f"/intakes/{intake.pk}/review/")
    assert [kind for _row, kind, _state, _short in shown.context["decided"]] == ["good"]


def test_revoking_is_a_row_that_follows(signed_in, as_staff):
    therapist, intake = sent(CV05="yes")
    row = a_clearance(intake, therapist)
    back = f"/intakes/{intake.pk}/review/"
    page = signed_in(therapist).get(back).text
    asked = page[page.index(f'id="revoke-{row.pk}"') :].partition("</details>")[0]
    assert asked.index("a decision that rests on it ends") < asked.index("Yes, revoke this letter")
    answer = signed_in(therapist).post(f"/clearances/{row.pk}/revoke/", {"next": back})
    assert answer.url == back
    with as_staff(therapist):
        ended = Clearance.objects.order_by("pk").last()
        assert (ended.follows_id, ended.revoked, ended.recorded_by) == (row.pk, True, therapist)
        assert states(intake.client_id)["Z1_abd_upper"] == "locked"
    assert steps(intake.client).count(journey.CLEARANCE_REVOKED) == 1
    page = signed_in(therapist).get(back).text
    assert f"Revoked by {therapist.name}" in page
    again = signed_in(therapist).post(f"/clearances/{row.pk}/revoke/")
    assert (again.status_code, again.context["sentence"]) == (403, "This letter no longer counts.")


def test_who_keeps_fetches_and_revokes_letters(signed_in, as_staff):
    therapist, intake = sent(CV05="yes")
    row = a_clearance(intake, therapist)
    file, revoke = f"/clearances/{row.pk}/letter/", f"/clearances/{row.pk}/revoke/"
    stranger = signed_in(build.a_user())
    assert [stranger.get(file).status_code, stranger.post(revoke).status_code] == [404, 404]
    assert stranger.post(where(intake), typed()).status_code == 404
    admin = build.an_admin()
    assert b'name="reason"' in signed_in(admin).get(file).content
    with as_staff(admin):
        ground.open_reading(intake.client_id, "Checking a complaint of the client.", by=admin)
    asked = signed_in(admin)
    assert asked.get(file).status_code == 200
    for refused in (asked.post(where(intake), typed()), asked.post(revoke)):
        assert (refused.status_code, refused.context["sentence"]) == (403, TEAM)
    assert signed_in(therapist).get(revoke).status_code == 405
    assert signed_in(therapist).post(file).status_code == 405


def test_the_file_is_only_ever_a_download(signed_in):
    therapist, intake = sent(CV05="yes")
    row = a_clearance(intake, therapist)
    answer = signed_in(therapist).get(f"/clearances/{row.pk}/letter/")
    assert answer.content == PDF
    assert {
        name: answer.headers[name]
        for name in (
            "Content-Disposition",
            "Content-Security-Policy",
            "Content-Type",
            "X-Content-Type-Options",
            "Cache-Control",
        )
    } == {
        "Content-Disposition": f'attachment; filename="letter-{row.pk}.pdf"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store, private",
    }
    assert steps(intake.client)[-1:] == [journey.CLEARANCE_READ]


def test_a_letter_without_a_file_has_none_to_fetch(signed_in):
    therapist, intake = sent(CV05="yes")
    row = a_clearance(intake, therapist, letter=None, method="phone")
    assert signed_in(therapist).get(f"/clearances/{row.pk}/letter/").status_code == 404
    assert "Get the file" not in signed_in(therapist).get(f"/intakes/{intake.pk}/review/").text


def test_an_observed_answer_takes_a_letter_as_well(as_staff):
    therapist, intake = sent()
    row = a_clearance(observed(intake, therapist, "CV05"), therapist)
    assert row.code == "CV05"


def test_the_database_keeps_letters_as_they_came(as_staff, refused):
    therapist, intake = sent(CV05="yes")
    row = a_clearance(intake, therapist)
    with as_staff(therapist):
        for rows in (Clearance.objects.filter(pk=row.pk), Letter.objects.filter(clearance=row)):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                rows.update(client_id=row.client_id)
        kept = {"client_id": row.client_id, "recorded_at": row.recorded_at}
        kept |= {"code": "CV05", "recorded_by": therapist}
        with refused("clearances_end_after_they_begin"):
            Clearance.objects.create(**kept, **facts(expires_on=TODAY - 400 * A_DAY))
        with refused("clearances_name_known_zones"):
            Clearance.objects.create(**kept, **facts(zones=["Z99"]))
        with refused("letters_are_small"):
            other = Clearance.objects.create(**kept, **facts())
            large = {"content": b"x" * 2_000_001, "sha256": "", "kind": "application/pdf"}
            Letter.objects.create(clearance=other, client_id=row.client_id, **large)
