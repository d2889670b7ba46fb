"""agree: a name under an agreement that is not on record is asked about, once."""

import pytest

from tests import build
from tests.intake import build as intakes
from tests.intake.test_agree_today import agreeing, newest, signed, yes
from tests.intake.test_consent import aged
from tests.intake.test_consent_rules import SIGNED, insert

pytestmark = pytest.mark.django_db
SUBSTITUTE = {"signer_role": "substitute_decision_maker", "evidence": "Court paper seen today"}
GUARDIAN = {"mode": "guardian_written"}


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def visit(me):
    return build.a_visit(build.a_client(me, legal_name="Ada Testperson"), me)


@pytest.fixture
def child(me):
    """A visit of somebody who is seventeen, whose form names a parent."""
    person = aged(17) | {"guardian_name": "Sample Parent"}
    client = build.a_client(me, date_of_birth=person["date_of_birth"])
    intakes.a_submitted_intake(client, therapist=me, person=person)
    return build.a_visit(client, me)


def area_of(answer, kind):
    return next(area for area in answer.context["areas"] if area["kind"] == kind)


def test_another_name_than_the_clients_is_asked_about(visit, me, signed_in):
    browser = signed_in(me)
    wrong = signed("abdomen", signed_name="Wrong Person", relation="")
    answer = browser.post(agreeing(visit), wrong)
    assert answer.status_code == 422
    (sentence,) = area_of(answer, "abdomen")["form"].errors["relation"]
    assert sentence.startswith("The client’s name on record is: Ada Testperson")
    assert sentence.endswith("You typed “Wrong Person”. Who is this?")
    assert 'value="Wrong Person"' in answer.text
    assert 'name="relation"' in answer.text
    assert newest(visit, "abdomen") is None
    assert browser.post(agreeing(visit), wrong | {"relation": "self"}).status_code == 302
    row = newest(visit, "abdomen")
    assert (row.signed_name, row.signer_role, row.relation) == ("Wrong Person", "client", "self")
    assert (
        "Wrong Person (the client; our record has another name)"
        in browser.get(agreeing(visit)).text
    )


def test_it_is_asked_only_once(visit, me, signed_in):
    browser = signed_in(me)
    browser.post(agreeing(visit), signed("abdomen", signed_name="Ada Newname", relation="self"))
    assert browser.post(
        agreeing(visit), signed("groin", signed_name="ADA newname", relation="")
    ).url
    assert newest(visit, "groin").relation == "self"


@pytest.mark.parametrize("name", ["Ada Testperson", " ada  TESTPERSON "])
def test_the_clients_own_name_is_not_asked_about(visit, me, signed_in, name):
    sent = signed("abdomen", signed_name=name, relation="self")
    assert signed_in(me).post(agreeing(visit), sent).status_code == 302
    assert newest(visit, "abdomen").relation == ""


@pytest.mark.parametrize("mode", ["gesture_with_witness", "recorded_verbal"])
def test_a_witness_may_be_anybody(visit, me, signed_in, mode):
    sent = yes("abdomen", mode=mode, signed_name="Robin Witness")
    assert signed_in(me).post(agreeing(visit), sent).status_code == 302
    assert newest(visit, "abdomen").relation == ""


def test_nobody_else_signs_as_the_client(visit, me, signed_in):
    sent = signed("abdomen", signed_name="Wrong Person", relation="partner")
    answer = signed_in(me).post(agreeing(visit), sent)
    assert "Only the client signs for themselves." in answer.text
    assert newest(visit, "abdomen") is None


def test_who_decides_for_them_says_who_they_are(visit, me, signed_in):
    browser = signed_in(me)
    sent = signed("abdomen", signed_name="Sample Sister", relation="") | SUBSTITUTE
    answer = browser.post(agreeing(visit), sent)
    assert "Nobody named “Sample Sister” is on record for this client." in answer.text
    answer = browser.post(agreeing(visit), sent | {"relation": "self"})
    assert "The client does not sign for somebody else." in answer.text
    assert browser.post(agreeing(visit), sent | {"relation": "family"}).status_code == 302
    assert newest(visit, "abdomen").relation == "family"


def test_the_parent_on_the_form_is_known_and_another_is_not(child, me, signed_in):
    browser = signed_in(me)
    other = signed("abdomen", signed_name="Other Parent", relation="") | GUARDIAN
    assert "Nobody named “Other Parent” is on record" in browser.post(agreeing(child), other).text
    assert browser.post(agreeing(child), other | {"relation": "parent"}).status_code == 302
    assert newest(child, "abdomen").relation == "parent"
    own = signed("abdomen", signed_name="sample PARENT", relation="") | GUARDIAN
    assert browser.post(agreeing(child), own).status_code == 302
    assert newest(child, "abdomen").relation == ""


@pytest.mark.database
@pytest.mark.parametrize(
    "facts",
    [
        SIGNED | {"signed_name": "Wrong Person"},
        {"mode": "guardian_written", "signer_role": "guardian", "signed_name": "Wrong Person"},
        SIGNED | SUBSTITUTE,
        SUBSTITUTE | {"mode": "recorded_verbal", "signed_name": "Sample Sister"},
    ],
)
def test_the_database_refuses_a_name_that_nobody_knows(refused, facts):
    with refused("strangers_say_who_they_are"):
        insert(**{"relation": ""} | facts)
    role = facts.get("signer_role", "client")
    insert(**facts, relation="self" if role == "client" else "family")


@pytest.mark.database
@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("intake_consent_relation_is_listed", SIGNED | {"relation": "neighbor"}),
        ("only_a_name_has_a_relation", {"relation": "self"}),
        ("who_signs_for_others_is_not_the_client", SIGNED | {"relation": "family"}),
        ("who_signs_for_others_is_not_the_client", SIGNED | SUBSTITUTE | {"relation": "self"}),
    ],
)
def test_the_database_refuses_a_relation_that_makes_no_sense(refused, rule, facts):
    with refused(rule):
        insert(**facts)
