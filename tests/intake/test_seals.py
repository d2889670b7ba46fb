"""What the database itself refuses, by name, as the web role."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from clinic import scope
from intake import actions
from intake.models import (
    SECTIONS,
    Answer,
    Consent,
    Decision,
    Goals,
    Intake,
    Mark,
    Question,
    Signature,
)
from tests import build
from tests.intake.build import (
    a_filled_intake,
    a_reviewed_intake,
    a_started_intake,
    a_submitted_intake,
    an_intake,
    as_link,
    redeem,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SEALED_PAGES = {
    "intake_about": ("occupation", "submitted_about_is_sealed"),
    "intake_goals": ("goal", "submitted_goals_are_sealed"),
    "intake_comfort": ("avoid", "submitted_comfort_is_sealed"),
    "intake_cushions": ("notes", "submitted_cushions_are_sealed"),
    "intake_pressure": ("deep_means", "submitted_pressure_is_sealed"),
}
GROWING = (
    "intake_answer",
    "intake_clearance",
    "intake_clinicsettings",
    "intake_consent",
    "intake_decision",
    "intake_form",
    "intake_letter",
    "intake_message",
    "intake_personcheck",
    "intake_question",
    "intake_rulechange",
    "intake_triage",
)
ONLY_GROW = (
    "answers",
    "clearances",
    "clinic_settings",
    "consents",
    "decisions",
    "forms",
    "letters",
    "messages",
    "person_checks",
    "questions",
    "rule_changes",
    "triages",
)
SIGNED = ("clearances", "clinic_settings", "decisions", "person_checks", "triages")
SIGNED += ("incidents", "referrals", "weighings")
ONLY_GROW += SIGNED[-3:]
DRAWN = {
    "intake_mark": ("words = 'x'", "submitted_marks_are_sealed"),
    "intake_signature": ("png = 'x'", "submitted_signatures_are_sealed"),
}


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_sent_intake_is_sealed(as_staff, refused):
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    with as_staff(me):
        for change in (
            "signer_name = 'x'",
            "submitted_at = NULL",
            "form_id = NULL",
            "browser = 'x'",
        ):
            with refused("submitted_intakes_are_sealed"):
                run(f"UPDATE intake_intake SET {change} WHERE id = %s", intake.pk)  # noqa: S608


@pytest.mark.parametrize("table", SEALED_PAGES)
def test_the_pages_of_a_sent_intake_are_sealed(table, as_staff, refused):
    me = build.a_user()
    sent, open_one = a_submitted_intake(therapist=me), a_filled_intake(therapist=me)
    field, name = SEALED_PAGES[table]
    with as_staff(me):
        with refused(name):
            run(f"UPDATE {table} SET {field} = 'x' WHERE intake_id = %s", sent.pk)  # noqa: S608
        with refused(name):  # carried off to another intake
            run(f"UPDATE {table} SET intake_id = 0 WHERE intake_id = %s", sent.pk)  # noqa: S608
        with refused(name):  # carried in from another intake
            run(
                f"UPDATE {table} SET intake_id = %s WHERE intake_id = %s",  # noqa: S608
                sent.pk,
                open_one.pk,
            )


@pytest.mark.parametrize("table", DRAWN)
def test_what_was_drawn_on_a_sent_intake_is_sealed(table, as_staff, refused):
    me = build.a_user()
    intake, change = a_filled_intake(therapist=me), DRAWN[table]
    with as_link(intake):
        actions.sign(intake, b"png")
        facts = {"region": "knee", "side": "left", "kind": "pain", "marked_at": timezone.now()}
        Mark.objects.create(intake=intake, client_id=intake.client_id, **facts)
        actions.submit(intake, "Sample")
    with as_staff(me):
        for verb in (f"UPDATE {table} SET {change[0]}", f"DELETE FROM {table}"):  # noqa: S608
            with refused(change[1]):
                run(verb)
        with refused("submitted_marks_are_sealed"):
            Mark.objects.create(
                intake_id=intake.pk, client_id=intake.client_id, **facts | {"side": "right"}
            )
        with refused("submitted_signatures_are_sealed"):
            Signature.objects.create(
                intake_id=intake.pk,
                client_id=intake.client_id,
                role="guardian",
                png=b"png",
                drawn_at=timezone.now(),
            )


def test_a_signature_is_small_and_there_is_one_of_each_signer(refused):
    intake = a_started_intake()
    facts = {"client_id": intake.client_id, "drawn_at": timezone.now()}
    with as_link(intake):
        Signature.objects.create(intake=intake, role="client", png=b"png", **facts)
        with refused("one_signature_per_signer"):
            Signature.objects.create(intake=intake, role="client", png=b"png", **facts)
        for png in (b"", b"x" * 200_001):
            with refused("signatures_are_small"):
                Signature.objects.create(intake=intake, role="guardian", png=png, **facts)


def test_every_page_model_is_sealed():
    assert {model._meta.db_table for model in SECTIONS} == set(SEALED_PAGES)


@pytest.mark.parametrize("table", ["intake_intake", *SEALED_PAGES, *GROWING])
def test_nothing_is_deleted_or_truncated(table, as_staff):
    me = build.a_user()
    a_reviewed_intake(therapist=me)
    for verb in ("DELETE FROM", "TRUNCATE"):
        with as_staff(me), pytest.raises(ProgrammingError), transaction.atomic():
            run(f"{verb} {table}")


@pytest.mark.parametrize("table", GROWING)
def test_answers_consents_decisions_and_questions_only_grow(table, as_staff):
    me = build.a_user()
    a_reviewed_intake(therapist=me)
    with as_staff(me), pytest.raises(ProgrammingError), transaction.atomic():
        run(f"UPDATE {table} SET id = id")  # noqa: S608


def test_even_the_owner_does_not_rewrite_what_only_grows(owner):
    rows = owner.execute(
        "SELECT tgname FROM pg_trigger JOIN pg_class t ON t.oid = tgrelid"
        " WHERE relname LIKE 'intake_%' AND NOT tgisinternal AND tgenabled = 'A'"
    )
    assert {name for (name,) in rows} == {
        *(f"{how}_intakes_are_sealed" for how in ("submitted", "withdrawn")),
        "used_codes_are_final",
        *(name for _, name in SEALED_PAGES.values()),
        *(name for _, name in DRAWN.values()),
        *(f"{what}_only_grow" for what in ONLY_GROW),
        "answers_come_in_time",
        "incidents_without_a_stop_are_of_started_visits",
        "a_place_is_for_hands_or_is_not",
        "at_most_ten_places_hurt",
        *("decisions_stand_on_what_was_sent", "reasons_name_their_places"),
        "no_way_ahead_before_every_told_condition_is_triaged",
        "triages_are_about_the_words_that_stand",
        *(f"{what}_carry_ones_own_name" for what in SIGNED),
        "submitted_consents_are_sealed",
        "guardians_sign_with_their_own_name",
        "strangers_say_who_they_are",
        *(f"withdrawn_forms_take_no_{what}" for what in ("answer", "code")),
    }


def test_a_late_answer_carries_a_name_and_nobody_elses(as_staff, refused):
    me, other = build.a_user(), build.a_user()
    intake = a_submitted_intake(therapist=me)
    question = Question.objects.filter(code="CV05").first()
    facts = {
        "client_id": intake.client_id,
        "intake": intake,
        "question": question,
        "asked": question.text,
        "value": "no",
        "recorded_at": timezone.now(),
    }
    with as_staff(me):
        for person in (None, other):
            with refused("answers_come_in_time"):
                Answer.objects.create(recorded_by=person, **facts)
        Answer.objects.create(recorded_by=me, **facts)
    open_one = a_started_intake(therapist=me)
    with as_staff(me), refused("answers_come_in_time"):
        Answer.objects.create(
            recorded_by=me,
            **facts | {"intake": open_one, "client_id": open_one.client_id},
        )


def test_a_late_consent_is_refused(as_staff, refused):
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    with as_staff(me), refused("submitted_consents_are_sealed"):
        Consent.objects.create(
            client_id=intake.client_id,
            intake=intake,
            kind="chest",
            wording="x",
            decision="given",
            decided_at=timezone.now(),
        )


def test_children_keep_their_parents_client(as_staff):
    me = build.a_user()
    one, two = a_started_intake(therapist=me), a_started_intake(therapist=me)
    with as_staff(me), pytest.raises(IntegrityError) as caught, transaction.atomic():
        Goals.objects.create(intake=one, client_id=two.client_id, saved_at=timezone.now())
    name = caught.value.__cause__.diag.constraint_name
    assert name == "goals_belong_to_the_intakes_client"


def test_a_used_code_is_final(as_staff, refused):
    intake = an_intake()
    redeem(intake)
    with as_link(intake), refused("used_codes_are_final"):
        run("UPDATE intake_passcode SET used_at = NULL")


def test_a_link_reaches_its_own_intake_and_nothing_else(as_staff):
    me = build.a_user()
    old = a_reviewed_intake(therapist=me)
    visit = build.a_visit(old.client, me)
    now = a_started_intake(old.client, therapist=me)
    question = Question.objects.filter(code="RF06").first()
    with as_staff(me):
        Answer.objects.create(
            client_id=old.client_id,
            visit=visit,
            question=question,
            asked=question.text,
            value="no",
            recorded_at=timezone.now(),
            recorded_by=me,
        )
    with as_link(now):
        assert list(Intake.objects.values_list("pk", flat=True)) == [now.pk]
        for model in (*SECTIONS, Answer, Consent, Decision):
            assert model.objects.count() == 0
    with as_link(old):
        assert Intake.objects.count() == 0
    with scope.acting_as(scope.Actor()):
        for model in (Intake, *SECTIONS, Answer, Consent, Decision):
            assert model.objects.count() == 0


def test_a_link_writes_for_nobody_else(refused):
    me = build.a_user()
    mine, other = a_started_intake(therapist=me), a_started_intake(therapist=me)
    # The seal cannot see the other intake, and what it cannot see it refuses.
    with as_link(mine), refused("submitted_goals_are_sealed"):
        Goals.objects.create(intake_id=other.pk, client_id=other.client_id, saved_at=timezone.now())


@pytest.mark.parametrize("model", [Intake, *SECTIONS, Answer, Consent, Decision])
def test_who_sees_a_row(model, as_staff):
    me, stranger, admin = build.a_user(), build.a_user(), build.an_admin()
    a_reviewed_intake(therapist=me)
    seen = {}
    for who, user in (("own", me), ("stranger", stranger), ("admin", admin)):
        with as_staff(user):
            seen[who] = (
                model.objects.visible_to(user).exists(),
                model.objects.listed_for(user).exists(),
            )
    assert seen == {"own": (True, True), "stranger": (False, False), "admin": (False, True)}
