"""What an agreement must hold before it counts, asked of the database itself (domain 8.2-8.6)."""

import pytest
from django.db import connection
from django.utils import timezone

from clinic import scope
from intake.models.consent import Item
from tests import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SIGNED = {"mode": "written_signature", "signed_name": "Sample Signer"}
RULES = {
    "consents_show_their_words": {"wording": ""},
    "consents_name_their_version": {"wording_hash": ""},
    "consents_with_limits_say_which": {"decision": "given_with_limits"},
    "signed_consents_carry_a_name": {"mode": "written_signature"},
    "guardians_sign_as_guardians": SIGNED | {"signer_role": "guardian"},
    "who_decides_for_others_is_known": {"signer_role": "substitute_decision_maker"},
    "only_a_yes_has_an_extent": {"decision": "declined", "max_level": 2},
    "signed_general_consents_explain_all": SIGNED
    | {"kind": "general_treatment", "explained": Item.values[:-1]},
    "signed_areas_were_said_back": SIGNED | {"kind": "groin"},
    "intake_consent_max_level_1_to_5": {"max_level": 6},
    "intake_consent_explained_are_listed": {"explained": ["weather"]},
}
MORE = [
    ("consents_name_their_version", {"wording_hash": "F" * 64}),
    ("signed_consents_carry_a_name", {"mode": "guardian_written", "signer_role": "guardian"}),
    ("signed_consents_carry_a_name", {"mode": "gesture_with_witness"}),
    ("guardians_sign_as_guardians", SIGNED | {"mode": "guardian_written"}),
    ("guardians_sign_as_guardians", {"mode": "recorded_verbal", "signer_role": "guardian"}),
    (
        "who_decides_for_others_is_known",
        {"signer_role": "substitute_decision_maker", "evidence": "A court paper"},
    ),
    (
        "who_decides_for_others_is_known",
        {"signer_role": "substitute_decision_maker", "signed_name": "Sample Sister"},
    ),
    ("only_a_yes_has_an_extent", {"decision": "withdrawn", "sides": "left"}),
]
FINE = [
    {},
    SIGNED,
    SIGNED | {"kind": "general_treatment", "explained": Item.values},
    SIGNED | {"kind": "groin", "understood": True},
    SIGNED | {"mode": "guardian_written", "signer_role": "guardian"},
    SIGNED | {"signer_role": "substitute_decision_maker", "evidence": "A court paper"},
    {"mode": "recorded_verbal", "max_level": 5, "sides": "both"},
    {"decision": "given_with_limits", "limits": "slowly"},
    {"decision": "declined", "signer_role": "guardian"},
]


def insert(**facts):
    """A row at a visit, past every form and action."""
    me = build.a_user()
    visit = build.a_visit(build.a_client(me, legal_name="Zoë Sample", preferred_name="Zo"), me)
    row = {
        "client_id": visit.client_id,
        "visit_id": visit.pk,
        "kind": "abdomen",
        "wording": "Words",
        "wording_hash": "0" * 64,
        "explained": [],
        "decision": "given",
        "decided_at": timezone.now(),
        "signer_role": "client",
        "understood": False,
    } | dict.fromkeys("limits signed_name evidence mode sides language".split(), "")
    row |= {"relation": _relation(facts)} | facts
    with scope.acting_as(scope.staff(me)), connection.cursor() as cursor:
        names, places = ", ".join(row), ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO intake_consent ({names}) VALUES ({places})", [*row.values()])  # noqa: S608 (names of ours)


def _relation(facts):
    """Somebody who is not on record, and says who they are."""
    if not facts.get("signed_name"):
        return ""
    return "self" if facts.get("signer_role", "client") == "client" else "family"


@pytest.mark.parametrize(("rule", "facts"), [*RULES.items(), *MORE])
def test_an_agreement_that_lacks_something_is_refused(refused, rule, facts):
    with refused(rule):
        insert(**facts)


@pytest.mark.parametrize("name", ["Zoë Sample", " zoe\u0308  SAMPLE ", "Zo"])
def test_nobody_is_their_own_guardian(refused, name):
    guardian = {"mode": "guardian_written", "signer_role": "guardian"}
    with refused("guardians_sign_with_their_own_name"):
        insert(**guardian, signed_name=name)


@pytest.mark.parametrize("facts", FINE)
def test_an_agreement_that_holds_everything_is_kept(facts):
    insert(**facts)
