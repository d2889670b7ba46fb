"""Raw SQL of the web role against a triage, and against a decision before there is one."""

import pytest
from django.db import connection
from django.utils import timezone

from clinic import scope
from intake.body import zones
from intake.gate import meaning
from intake.models import Answer, RuleChange, Triage
from tests import build
from tests.intake.build import a_filled_intake, a_submitted_intake, observed
from tests.intake.build_triage import GOUT, REASON, told, triaged
from tests.intake.test_decision_seals import put

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WAYS = ("go_ahead", "with_changes", "no_abdominal_pressure")
WAITS = "no_way_ahead_before_every_told_condition_is_triaged"
STANDS = "triages_are_about_the_words_that_stand"


@pytest.fixture
def me():
    return build.a_user()


@pytest.fixture
def sent(me):
    intake = a_submitted_intake(therapist=me, OC01=told(), CV05="yes")
    with scope.acting_as(scope.staff(me)):
        yield intake


def weigh(intake, me, **changed):
    """A triage past every action: an adjustment, unless said otherwise."""
    kept = {
        "client_id": intake.client_id,
        "about": newest(intake),
        "words": GOUT,
        "severity": "A",
        "zones": list(zones.ALL),
        "side": "both",
        "reason": REASON,
        "triaged_at": timezone.now(),
        "triaged_by": me,
    }
    return Triage.objects.create(**kept | changed)


def newest(intake, code="OC01"):
    return Answer.objects.filter(intake=intake, question__code=code).order_by("-pk").first()


def decided(intake, me, outcome, **changed):
    return put(intake, me, outcome=outcome, conditions="Lightly, above the hip", **changed)


def test_no_way_ahead_before_every_told_condition_is_triaged(sent, me, refused):
    for outcome in WAYS:
        with refused(WAITS):
            decided(sent, me, outcome)
    for outcome in ("hold", "not_suitable"):
        decided(sent, me, outcome, reason=REASON)
    weigh(sent, me)
    for outcome in WAYS:
        decided(sent, me, outcome)


@pytest.mark.parametrize("value", ["unsure", "prefer_not"])
def test_nor_while_somebody_is_not_sure_or_would_rather_not_say(value, me, refused):
    intake = a_submitted_intake(therapist=me, OC01=told("", value))
    with scope.acting_as(scope.staff(me)), refused(WAITS):
        decided(intake, me, "go_ahead")
    observed(intake, me, "OC01", "no")
    with scope.acting_as(scope.staff(me)):
        decided(intake, me, "go_ahead")


def test_nor_while_a_form_that_is_not_sent_tells_something_else(me, refused):
    sent = a_submitted_intake(therapist=me)
    draft = a_filled_intake(sent.client, therapist=me, OC01=told())
    with scope.acting_as(scope.staff(me)):
        with refused(WAITS):
            decided(sent, me, "go_ahead")
        with refused(STANDS):
            weigh(draft, me)
    observed(sent, me, "OC01", "no")
    with scope.acting_as(scope.staff(me)):
        decided(sent, me, "go_ahead")


def test_other_words_wait_for_another_triage(sent, me, refused):
    weigh(sent, me)
    past = newest(sent)
    observed(sent, me, "OC01", details=told("Gout in both feet")[2])
    with refused(WAITS):
        decided(sent, me, "go_ahead")
    with refused(STANDS):
        weigh(sent, me, about=past)
    weigh(sent, me, words="Gout in both feet")
    decided(sent, me, "go_ahead")


def test_a_decision_sees_no_triage_that_is_still_to_come(sent, me, refused):
    row = weigh(sent, me)
    with refused("decisions_stand_on_what_was_sent"):
        decided(sent, me, "go_ahead", after_triage=row.pk + 1)
    decided(sent, me, "go_ahead", after_triage=row.pk)


def test_a_triage_is_about_the_words_that_stand(sent, me, refused):
    for changed in (
        {"words": "Something else"},
        {"words": ""},
        {"about": newest(sent, "CV05")},
        {"about_id": 999_999_999, "about": None},
    ):
        with refused(STANDS):
            weigh(sent, me, **{k: v for k, v in changed.items() if v is not None})
    other = a_submitted_intake(therapist=me, OC01=told())
    with refused(STANDS):
        weigh(sent, me, about=newest(other))
    observed(sent, me, "OC01", "no")
    with refused(STANDS):
        weigh(sent, me)


def test_nobody_triages_in_anothers_name(sent, me, refused):
    with refused("triages_carry_ones_own_name"):
        weigh(sent, me, triaged_by=build.a_user())


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"reason": "Nineteen letters.  "}, "triages_say_why_in_twenty_characters"),
        ({"zones": ["Z99"], "severity": "S"}, "triages_name_known_zones"),
        ({"zones": [], "severity": "C"}, "triages_name_known_zones"),
        ({"zones": ["Z1_abd_upper"]}, "only_a_lock_or_a_clearance_is_for_some_places"),
        ({"side": "left", "severity": "E"}, "only_a_lock_or_a_clearance_is_for_some_places"),
        ({"severity": "X"}, "intake_triage_severity_is_listed"),
        ({"side": "mid"}, "intake_triage_side_is_listed"),
    ],
)
def test_a_triage_keeps_its_shape(changed, name, sent, me, refused):
    with refused(name):
        weigh(sent, me, **changed)


def test_no_clinic_changes_what_a_therapist_weighs_each_time(me, refused):
    with scope.acting_as(scope.staff(me)), refused("what_clients_add_is_weighed_by_triage_alone"):
        RuleChange.objects.create(
            code="OC01",
            severity="A",
            zones=list(zones.ALL),
            reason="Too strict",
            changed_by=me,
            changed_at=timezone.now(),
        )


def test_a_stranger_and_a_link_see_no_triage(sent, me, as_staff):
    row = triaged(sent, me)
    assert Triage.objects.get() == row
    with as_staff(build.a_user()):
        assert not Triage.objects.exists()
    with scope.acting_as(scope.link(sent.pk)):
        assert not Triage.objects.exists()


def test_the_database_and_the_gate_agree_on_what_is_open(sent, me):
    def both(intake):
        flags = meaning.flags(meaning.telling(intake.client_id))
        with connection.cursor() as cursor:
            cursor.execute("SELECT intake_untriaged(%s)", [intake.client_id])
            return any(flag.untriaged for flag in flags), cursor.fetchone()[0]

    assert both(sent) == (True, True)
    triaged(sent, me)
    assert both(sent) == (False, False)
    a_filled_intake(sent.client, therapist=me, OC01=told())
    assert both(sent) == (False, False)
