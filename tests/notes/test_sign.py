"""sign: what was on screen is what is signed; once, with the password, for good."""

import datetime
import threading

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clinic import actions as ground
from clinic import scope
from clinic.access import Refused
from intake import summary
from notes import actions
from notes.caps import warnings
from notes.checklist import ITEMS, MUST
from notes.models import Note
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.notes.build import (
    a_note,
    a_ready_note,
    a_signed_note,
    a_treatment,
    acting,
    words,
)

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
TOMORROW = timezone.now() + datetime.timedelta(days=1)
CHANGED = "The note changed since you opened it. Read it again, then sign."


def digest(note):
    with acting(note):
        return Note.objects.get(pk=note.pk).digest()


def address(note):
    return reverse("notes:sign", args=[note.pk])


def try_to_sign(note, shown=None, by=None):
    with acting(note):
        actions.sign(note, by=by or note.therapist, shown_hash=shown or digest(note))


def test_signing_through_the_page(signed_in):
    note = a_ready_note()
    browser = signed_in(note.therapist)
    page = browser.get(address(note))
    shown = page.context["shown"]
    assert page.status_code == 200
    assert "Left psoas firm, right soft." in page.content.decode()
    before = steps(note.client)
    answer = browser.post(address(note), {"shown": shown, "password": build.PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        reverse("notes:write", args=[note.pk]),
    )
    with acting(note):
        signed = Note.objects.get(pk=note.pk)
        assert (signed.state, signed.signed_by, signed.signed_hash) == (
            "signed",
            note.therapist,
            shown,
        )
        assert signed.digest() == shown
        assert signed.signed_meaning != ""
    assert steps(note.client)[len(before) :] == ["note.signed"]


def test_the_signed_page_shows_who_when_and_the_fingerprint(signed_in):
    note = a_signed_note()
    text = signed_in(note.therapist).get(reverse("notes:write", args=[note.pk])).content.decode()
    moment = timezone.localtime(note.signed_at).strftime("%H:%M:%S %Z")
    shown = [
        part in text
        for part in ("<span>Signed</span>", moment, note.signed_hash, "Fits what stands here")
    ]
    assert shown == [True] * 4


def test_a_wrong_password_signs_nothing(signed_in):
    note = a_ready_note()
    browser = signed_in(note.therapist)
    answer = browser.post(address(note), {"shown": digest(note), "password": "guess"})
    assert answer.status_code == 422
    assert "That is not your password" in answer.content.decode()
    with acting(note):
        assert Note.objects.get(pk=note.pk).state == "draft"


def test_after_five_wrong_tries_the_right_password_waits(signed_in):
    note = a_ready_note()
    browser, shown = signed_in(note.therapist), digest(note)
    for _try in range(5):
        browser.post(address(note), {"shown": shown, "password": "guess"})
    answer = browser.post(address(note), {"shown": shown, "password": build.PASSWORD})
    assert answer.status_code == 422
    assert "tried too often" in answer.content.decode()


def test_a_change_after_reading_is_not_signed(signed_in):
    note = a_ready_note()
    browser = signed_in(note.therapist)
    shown = browser.get(address(note)).context["shown"]
    words(note, objective="Changed on another device.")
    answer = browser.post(address(note), {"shown": shown, "password": build.PASSWORD})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert (CHANGED in text, "Changed on another device." in text) == (True, True)
    with pytest.raises(Refused, match="The note changed since you opened it"):
        try_to_sign(note, shown)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: words(note, pain_after=1),
        lambda note: words(note, position="prone"),
        lambda note: a_treatment(note),
        lambda note: actions.remove_treatment(note, note.treatments.get().pk, by=note.therapist),
        lambda note: actions.check_in(note, wants="stop", by=note.therapist),
        lambda note: actions.tick(note, "B1", "na", by=note.therapist),
    ],
)
def test_everything_on_screen_is_in_the_digest(change):
    note = a_ready_note()
    before = digest(note)
    with acting(note):
        change(note)
    assert digest(note) != before


def test_the_same_words_have_the_same_digest():
    note = a_ready_note()
    assert digest(note) == digest(note)


def test_open_must_items_are_counted():
    note = a_note()
    words(note, objective="Left firm.")
    with pytest.raises(Refused, match="32 items of the checklist still need an answer."):
        try_to_sign(note)
    with acting(note):
        for item in ITEMS:
            if item.level == MUST and item.code != "D8":
                actions.tick(note, item.code, "na", by=note.therapist)
    with pytest.raises(Refused, match="1 item of the checklist still needs an answer."):
        try_to_sign(note)
    with acting(note):
        actions.tick(note, "D8", "not_done", reason="No work there.", by=note.therapist)
    try_to_sign(note)


def test_an_empty_note_is_not_signed():
    note = a_note()
    with pytest.raises(Refused, match="Write what you found, or add what you did"):
        try_to_sign(note)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"zone": "Z8_lumbar_post", "pressure_level": 4}, "level 3 at most"),
        ({"zone": "Z1_abd_upper", "pressure_level": 3}, "level 2 at most"),
        ({"zone": "Z3_iliac_fossa", "pressure_level": 4}, "level 3 at most"),
        (
            {"zone": "Z3_iliac_fossa", "pressure_level": 3, "contact_tool": "knuckles"},
            "Knuckles feel less",
        ),
    ],
)
def test_a_technique_above_its_cap_is_refused(facts, sentence):
    note = a_note()
    with pytest.raises(Refused, match=sentence):
        a_treatment(note, **facts)


def test_limits_that_came_after_the_work_warn_and_do_not_refuse(signed_in):
    me = build.a_user()
    client = build.a_client(me)
    sent = intakes.a_reviewed_intake(client, therapist=me)
    note = a_ready_note(a_note(client, me))
    intakes.decide(sent, me, outcome="hold", until=timezone.localdate())
    sentence = "Technique 1: The intake&#x27;s decision holds this visit."
    with pytest.raises(Refused, match="The intake's decision holds this visit"):
        a_treatment(note)
    browser = signed_in(me)
    page = browser.get(address(note))
    assert (sentence in page.content.decode(), page.context["why_not_sign"]) == (True, None)
    sign = {"shown": page.context["shown"], "password": build.PASSWORD}
    assert browser.post(address(note), sign).status_code == 302
    with acting(note):
        assert Note.objects.get(pk=note.pk).treatments.count() == 1


def test_felt_pressure_only_warns():
    note = a_ready_note()
    with acting(note):
        limits = summary.limits(note.client_id, note.visit_id)
        limits |= {"felt_limit": 3, "felt_limits": dict.fromkeys(limits["felt_limits"], 2)}
        said = warnings(Note.objects.get(pk=note.pk), limits)
    assert said == [
        "The client felt 4; their own limit is 2.",
        "The client felt 4; their own limit is 3.",
    ]


def test_only_the_therapist_signs(signed_in, as_staff):
    note, mate, admin = a_ready_note(), build.a_user(), build.a_user(admin=True)
    with acting(note):
        ground.join(note.client, mate, by=note.therapist)
    assert signed_in(build.a_user()).get(address(note)).status_code == 404
    for other in (mate, admin):
        assert signed_in(other).get(address(note)).status_code == 403
        assert signed_in(other).post(address(note), {"shown": "x"}).status_code == 403
    with as_staff(mate), pytest.raises(Refused, match="Only the therapist of this visit"):
        actions.sign(note, by=mate, shown_hash="x")


def test_a_note_is_signed_once(signed_in):
    note = a_signed_note()
    with pytest.raises(Refused, match="This note is signed"):
        try_to_sign(note)
    browser = signed_in(note.therapist)
    assert browser.get(address(note)).status_code == 302
    assert browser.post(address(note), {"shown": note.signed_hash}).status_code == 403


def test_a_note_in_error_is_not_signed():
    note = a_ready_note()
    with acting(note):
        actions.mark_in_error(note, reason="Wrong visit.", by=note.therapist)
    with pytest.raises(Refused, match="entered in error"):
        try_to_sign(note)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"signed_at": TOMORROW}, "notes_note_signed_at_signed_by_together"),
        ({"signed_hash": "abc"}, "a_signature_has_a_hash_and_a_meaning"),
        ({"errored_reason": "no"}, "notes_in_error_say_why"),
        ({"pain_before": 11}, "notes_note_pain_before_0_to_10"),
        ({"position": "headstand"}, "notes_note_position_is_listed"),
        ({"plan": "x" * 50_001}, "notes_note_plan_is_not_endless"),
    ],
)
def test_the_database_keeps_signatures_whole(refused, changed, rule):
    note = a_note()
    if "signed_at" in changed:
        changed = changed | {"signed_hash": "a" * 64, "signed_meaning": "x"}
    with acting(note), refused(rule):
        Note.objects.filter(pk=note.pk).update(**changed)


def test_nobody_signs_for_the_therapist_in_the_database(refused):
    note, other = a_note(), build.a_user()
    whole = {"signed_hash": "a" * 64, "signed_meaning": "x"}
    with acting(note), refused("only_the_visits_therapist_signs"):
        Note.objects.filter(pk=note.pk).update(
            signed_at=timezone.now() + datetime.timedelta(days=1), signed_by=other, **whole
        )
    with acting(note), refused("notes_note_signed_at_only_after_started_at"):
        Note.objects.filter(pk=note.pk).update(
            signed_at=note.started_at - datetime.timedelta(days=1),
            signed_by=note.therapist,
            **whole,
        )


@pytest.mark.django_db(transaction=True)
def test_six_at_once_make_one_signature():
    note = a_ready_note()
    shown, gate, told = digest(note), threading.Barrier(6), []

    def press():
        try:
            gate.wait()
            with scope.acting_as(scope.staff(note.therapist)):
                actions.sign(note, by=note.therapist, shown_hash=shown)
            told.append("signed")
        except Refused as no:
            told.append(str(no))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["This note is signed. Add an amendment instead."] * 5 + ["signed"]
    assert steps(note.client).count("note.signed") == 1
