"""Under age: who is in the room, and who may sign (domain 8.6)."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from clinic import env, scope
from clinic.access import Refused
from intake import actions, adults, completeness, minors, summary
from intake.gate import standing
from intake.models import About, Comfort, Intake
from intake.review import first as review_first
from tests import build
from tests.history import steps
from tests.intake.build import a_filled_intake, a_submitted_intake, as_link, let_in
from tests.intake.test_consent import aged

pytestmark = pytest.mark.django_db
UNDER_16 = (
    "Under 16 another adult stays in the room. Say that your parent or guardian will be there all "
    "the time, or choose somebody on the page about your comfort."
)
REQUIRED = (
    "Here a parent or guardian stays in the room until you are of age. Say that they will be there "
    "all the time."
)


def about_gaps(intake):
    with as_link(intake):
        found = completeness.gaps(Intake.objects.get(pk=intake.pk))
        return [(gap.field, gap.sentence) for gap in found if gap.page == "about"]


@pytest.mark.parametrize(
    ("policy", "years", "present", "gap"),
    [
        ("offered", 15, "yes", None),
        ("offered", 15, "near", UNDER_16),
        ("offered", 15, "", UNDER_16),
        ("optional", 15, "no", UNDER_16),
        ("offered", 16, "", None),
        ("optional", 17, "no", None),
        ("required", 17, "no", REQUIRED),
        ("required", 15, "", REQUIRED),
        ("required", 17, "yes", None),
        ("required", 18, "", None),
    ],
)
def test_the_form_asks_for_an_adult_where_one_has_to_be(settings, policy, years, present, gap):
    settings.GUARDIAN_PRESENT = policy
    intake = a_filled_intake(person=aged(years) | {"guardian_present": present})
    assert about_gaps(intake) == ([("guardian_present", gap)] if gap else [])


@pytest.mark.parametrize("chaperone", adults.CHAPERONES)
def test_under_sixteen_a_chaperone_is_an_adult_too(chaperone):
    intake = a_filled_intake(person=aged(15) | {"guardian_present": "no"})
    with as_link(intake):
        actions.save_page(intake, Comfort, {"chaperone": chaperone})
    assert about_gaps(intake) == []


def test_without_an_adult_the_form_is_not_sent():
    intake = a_filled_intake(person=aged(15) | {"guardian_present": "no"})
    before = steps(intake.client)
    with as_link(intake), pytest.raises(Refused, match="Some answers are still missing"):
        actions.submit(intake, "Sample Parent")
    assert steps(intake.client) == before


def cards(intake, me):
    with scope.acting_as(scope.staff(me)):
        card = summary.card(intake.client_id)["rows"]
        room = summary.room_card(intake.client)["safety"]
    return [
        [(row["text"], row["kind"]) for row in rows if row["label"] == "In the room"]
        for rows in (card, room)
    ]


@pytest.mark.parametrize(
    ("years", "present", "words"),
    [
        (15, "yes", ("parent or guardian: Yes, all the time", "")),
        (17, "near", ("parent or guardian: Near by · offer a parent or guardian to stay", "")),
        (17, "", ("offer a parent or guardian to stay", "")),
    ],
)
def test_both_cards_say_who_is_in_the_room(years, present, words):
    me = build.a_user()
    person = aged(years) | {"guardian_present": present}
    intake = a_submitted_intake(therapist=me, person=person)
    assert cards(intake, me) == [[words], [words]]


def test_a_card_says_when_an_adult_has_to_be_there(settings):
    me = build.a_user()
    intake = a_submitted_intake(therapist=me, person=aged(17) | {"guardian_present": "no"})
    settings.GUARDIAN_PRESENT = "required"
    ask = "parent or guardian: No · a parent or guardian has to be in the room; none is named"
    assert cards(intake, me) == [[(ask, "stop")]] * 2
    settings.GUARDIAN_PRESENT = "optional"
    assert cards(intake, me) == [[("parent or guardian: No", "")]] * 2


def test_without_a_form_the_card_asks_for_an_adult():
    me = build.a_user()
    client = build.a_client(me, date_of_birth=aged(14)["date_of_birth"])
    with scope.acting_as(scope.staff(me)):
        rows = summary.card(client)["rows"]
    words = [row["text"] for row in rows if row["label"] == "In the room"]
    assert words == ["an adult has to be in the room; none is named"]


def test_people_of_age_have_no_such_row_and_no_such_gap():
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    assert cards(intake, me) == [[], []]


def test_the_review_says_whether_the_guardian_is_in_the_room():
    me = build.a_user()
    intake = a_submitted_intake(therapist=me, person=aged(17) | {"guardian_present": "near"})
    with scope.acting_as(scope.staff(me)):
        row = Intake.objects.select_related("about", "pressure", "client").get(pk=intake.pk)
        found = list(review_first.rows(row, standing.of(row.client_id)))
    (text,) = [each["text"] for each in found if each["label"] == "Parent or guardian"]
    assert text == "Sample Parent · mother · 555 0101 · in the room: Near by"


OWN = ["Sample Signer", "sample  SIGNER", " Sample Signer "]


@pytest.mark.parametrize("name", OWN)
def test_nobody_under_age_signs_as_their_own_guardian(client, name):
    intake = a_filled_intake(person=aged(17))
    before = steps(intake.client)
    with as_link(intake), pytest.raises(Refused, match="the name of the person under age"):
        actions.submit(intake, name)
    page = let_in(client, intake).post("/intake/send/", {"signer_name": name})
    assert (page.status_code, "add “senior”" in page.text) == (422, True)
    assert name.strip() in page.text
    sent = [step for step in steps(intake.client)[len(before) :] if "submitted" in step]
    assert sent == []


def test_accents_are_the_same_name_however_they_are_typed():
    assert minors.is_one_of("Zoe\u0308 Ñúñez", ["Zoë ÑÚÑEZ"])
    assert not minors.is_one_of("Zoe Nunez", ["Zoë Ñúñez"])


def test_a_guardian_with_the_clients_own_name_is_a_gap():
    intake = a_filled_intake(person=aged(17) | {"guardian_name": "sample signer"})
    assert about_gaps(intake) == [("guardian_name", str(minors.OWN_NAME))]
    with as_link(intake):
        actions.save_page(intake, About, {"guardian_name": "Sample Signer senior"})
    assert about_gaps(intake) == []


def test_people_of_age_sign_with_their_own_name():
    assert a_submitted_intake().signer_name == "Sample Signer"


def test_a_word_that_is_not_listed_stops_the_server(monkeypatch):
    listed = ("required", "offered", "optional")
    monkeypatch.setenv("GUARDIAN_PRESENT", "sometimes")
    with pytest.raises(ImproperlyConfigured, match="must be one of required, offered, optional"):
        env.one_of("GUARDIAN_PRESENT", listed, "offered")
    monkeypatch.delenv("GUARDIAN_PRESENT")
    assert env.one_of("GUARDIAN_PRESENT", listed, "offered") == "offered"
