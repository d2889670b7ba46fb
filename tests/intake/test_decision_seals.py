"""Raw SQL of the web role against a decision, a letter and a word on who somebody is."""

import datetime

import pytest
from django.utils import timezone

from clinic import scope
from intake import actions
from intake.gate import lasting, meaning, places
from intake.models import Clearance, Decision, PersonCheck
from tests import build
from tests.intake.build import a_started_intake, a_submitted_intake, decide, said_at
from tests.intake.build_letters import a_clearance, facts

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TODAY = timezone.localdate()
A_DAY = datetime.timedelta(days=1)
REASON = "Steady for months, and their doctor agrees."


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def sent(me):
    intake = a_submitted_intake(therapist=me, CV05="yes")
    with scope.acting_as(scope.staff(me)):
        yield intake


def put(intake, me, **changed):
    """A decision past every action; go ahead unless said otherwise."""
    kept = {
        "client_id": intake.client_id,
        "intake_id": intake.pk,
        "outcome": "go_ahead",
        "expires_on": TODAY + A_DAY,
        "decided_at": timezone.now(),
        "decided_by": me,
        "after_answer": meaning.newest_id(intake.client_id),
    }
    return Decision.objects.create(**kept | changed)


def test_nobody_decides_in_anothers_name(sent, me, refused):
    put(sent, me)
    with refused("decisions_carry_ones_own_name"):
        put(sent, build.a_user())


def test_what_was_not_sent_is_not_decided(me, refused):
    intake = a_started_intake(therapist=me)
    with scope.acting_as(scope.staff(me)), refused("decisions_stand_on_what_was_sent"):
        put(intake, me)


def test_a_decision_sees_no_answer_that_is_still_to_come(sent, me, refused):
    for number in (999_999_999, meaning.newest_id(sent.client_id) + 1):
        with refused("decisions_stand_on_what_was_sent"):
            put(sent, me, after_answer=number)


def test_a_decision_rests_on_the_clients_own_letters(sent, me, refused):
    mine = a_clearance(sent, me)
    put(sent, me, relied_on=[mine.pk])
    other = a_clearance(a_submitted_intake(therapist=me, CV05="yes"), me)
    for letters in ([other.pk], [mine.pk, 999_999_999]):
        with refused("decisions_stand_on_what_was_sent"):
            put(sent, me, relied_on=letters)


def test_a_decision_that_is_over_is_not_made(sent, me, refused):
    put(sent, me, expires_on=TODAY)
    with refused("decisions_end_after_they_begin"):
        put(sent, me, expires_on=TODAY - 3 * A_DAY)


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("overrides_say_why_in_twenty_characters", {"overrides": ["CV05"], "reason": "ok"}),
        (
            "overrides_say_why_in_twenty_characters",
            {"overrides": ["CV05"], "reason": " " * 15 + "x" * 19 + "\n" * 5},
        ),
        (
            "only_a_way_ahead_overrides",
            {"overrides": ["CV05"], "reason": REASON, "outcome": "hold", "conditions": "A letter"},
        ),
        ("only_a_way_ahead_overrides", {"overrides": ["CV05"], "outcome": "not_suitable"}),
        ("reasons_open_known_places", {"overrides": ["CV05"], "reason_zones": ["Z99"]}),
        ("only_what_overrides_opens_places", {"reason_zones": ["Z1_abd_upper"]}),
        ("reasons_name_their_places", {"overrides": ["CV05"], "reason_zones": None}),
        ("not_suitable_says_why_in_twenty_characters", {"outcome": "not_suitable", "reason": ""}),
        (
            "not_suitable_says_why_in_twenty_characters",
            {"outcome": "not_suitable", "reason": "x" * 19 + "\n " * 5},
        ),
        ("conditions_are_not_endless", {"conditions": "x" * 2001}),
        ("reasons_of_decisions_are_not_endless", {"reason": "x" * 2001}),
        ("a_hold_says_what_it_waits_for", {"outcome": "hold", "conditions": " \n"}),
        ("changes_are_named", {"outcome": "with_changes", "conditions": " ", "reason": REASON}),
        (
            "changes_are_named_at_length",
            {"outcome": "with_changes", "conditions": "x" * 19, "reason": "x"},
        ),
        (
            "a_hold_ends_within_its_decision",
            {"outcome": "hold", "until": TODAY + 2 * A_DAY, "expires_on": TODAY + A_DAY},
        ),
    ],
)
def test_a_decision_says_what_it_needs(sent, me, refused, rule, changed):
    with refused(rule):
        put(sent, me, **{"reason": REASON} | changed)


def test_what_says_enough_is_let_in(sent, me):
    put(sent, me, overrides=["CV05"], reason="x" * 20, reason_zones=["Z1_abd_upper"])
    put(sent, me, reason_zones=None)
    put(sent, me, overrides=["CV05"], reason="two lines\nof a reason")
    put(sent, me, outcome="hold", until=TODAY + A_DAY)
    put(sent, me, outcome="with_changes", conditions="Light" * 400)
    put(sent, me, outcome="not_suitable", reason="x" * 2000)


def test_nobody_keeps_a_letter_in_anothers_name(sent, me, refused):
    kept = {"client_id": sent.client_id, "code": "CV05", "recorded_at": timezone.now()}
    Clearance.objects.create(**kept, recorded_by=me, **facts())
    with refused("clearances_carry_ones_own_name"):
        Clearance.objects.create(**kept, recorded_by=build.a_user(), **facts())


def test_what_a_letter_says_has_an_end(sent, me, refused):
    kept = {"client_id": sent.client_id, "code": "CV05", "recorded_at": timezone.now()}
    kept |= {"recorded_by": me}
    with refused("what_a_letter_allows_is_not_endless"):
        Clearance.objects.create(**kept, **facts(scope="x" * 2001))
    with refused("what_a_letter_forbids_is_not_endless"):
        Clearance.objects.create(**kept, **facts(restrictions="x" * 2001))
    assert Clearance.objects.create(**kept, **facts(scope="x" * 2000)).pk


def test_a_letter_is_about_the_clients_own_answer(sent, me, owner):
    said = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
    ((rule,),) = owner.execute(said, ["clearances_are_about_the_clients_own_answers"]).fetchall()
    assert rule.startswith(
        "FOREIGN KEY (about_id, client_id) REFERENCES intake_answer(id, client_id)"
    )


def test_nobody_vouches_for_a_client_in_anothers_name(sent, me, refused):
    kept = {"client_id": sent.client_id, "intake": sent, "checked_at": timezone.now()}
    with refused("person_checks_carry_ones_own_name"):
        PersonCheck.objects.create(**kept, how="Asked", checked_by=build.a_user())


def test_old_decisions_stay_as_they_are(sent, me):
    """A reason of before we kept what it overrides opens nothing, and is asked for again."""
    row = put(sent, me, reason=REASON, codes=None)
    assert (row.overrides, row.codes) == ([], None)
    assert lasting.newest(sent.client_id).ended_by == lasting.RULES
    decide(sent, me, outcome="with_changes", conditions="Light", reason=REASON)
    assert lasting.newest(sent.client_id).ended_by == ""


@pytest.mark.django_db(transaction=True)
def test_a_reason_of_before_places_were_named_goes_on_and_is_never_given_anew(me, owner, refused):
    """It opens all that its answers close, as was promised then; no other row says so again."""
    intake = a_submitted_intake(therapist=me, CV05="yes")
    visit = build.a_visit(intake.client, me)
    old = {"overrides": ["CV05"], "reason_zones": None, "reason": REASON, "codes": ["CV05"]}
    owner.execute("ALTER TABLE intake_decision DISABLE TRIGGER reasons_name_their_places")
    try:
        with scope.acting_as(scope.staff(me)):
            put(intake, me, **old, born=intake.client.date_of_birth)
    finally:
        owner.execute("ALTER TABLE intake_decision ENABLE ALWAYS TRIGGER reasons_name_their_places")
    said_at(visit, me, "SK01", "no")
    with scope.acting_as(scope.staff(me)):
        assert actions.go_on(visit, by=me).reason_zones is None
        assert places.places(intake.client_id)["Z4_inguinal", "left"].by_reason
        for other in ({"reason": REASON + " So they say."}, {"overrides": ["CV05", "MS01"]}):
            with refused("reasons_name_their_places"):
                put(intake, me, **old | other)
