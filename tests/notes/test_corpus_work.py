"""The corpus at work, form by form: kept letter by letter, or refused by name with nothing lost."""

import uuid

import pytest
from django.utils import timezone

from clinic import throttle
from clinic.forms_clients import AddClientForm, ClientForm
from clinic.forms_reading import FindForm, ReasonForm
from clinic.forms_visits import VisitForm
from clinic.middleware.idle import LOCKED
from notes.forms import AmendmentForm, NoteForm, TreatmentForm
from notes.forms_review import RemarkForm
from tests import build
from tests.intake import corpus
from tests.intake.corpus_work import Asked, Case, Desk, Filled, faults, of_form
from tests.notes.build import a_note, a_signed_note, known

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
TODAY = timezone.localdate()
REASON = "Because of what they told me: "
FACTS = {
    "legal_name": "Sample Signer",
    "preferred_name": "Sample",
    "pronouns": "they",
    "date_of_birth": "1980-05-17",
    "email": "sample@example.test",
    "phone": "555 0100",
}
BOOKING = {"day": TODAY.isoformat(), "time": "23:00", "minutes": "30"}
WORDS = {"subjective": "Stiff.", "objective": "Firm.", "assessment": "Psoas.", "plan": "Again."}
WORDS |= {"pain_before": "4", "pain_after": "2", "position": "supine_hooklying"}
ROW = {
    "technique": "gentle_pressure",
    "gentle_pressure-contact_tool": "finger_pads",
    "gentle_pressure-motion": "sink_and_wait",
    "gentle_pressure-side": "left",
    "gentle_pressure-zone": "Z2_abd_lower",
    "gentle_pressure-pressure_level": "2",
    "gentle_pressure-pressure_perceived": "4",
    "gentle_pressure-duration_s": "60",
    "gentle_pressure-words": "Slow.",
}
AMENDED = {"kind": "amendment", "text": "It was the right side.", "reason": "A slip."}
FOUND = {"name": "Sample Elsewhere", "born": "1980-05-17", "reason": REASON}
OFTEN = 14  # cases of a field


@pytest.fixture
def desk(signed_in):
    """`desk(user)`: their browser, whose every POST is taken back."""

    def sit(user):
        browser = signed_in(user)
        browser.raise_request_exception = False
        return Desk(browser, user)

    return sit


def tried(desk, asked, form, at_most=OFTEN):
    """Every fault of every field of the form; the names of what was typed come back as well."""
    shown = [name for name in asked.usual if name not in ("technique", "key", "version", "item")]
    wrong = [
        told
        for name, cases in of_form(asked, form, at_most)
        for case in cases
        for told in faults(desk, asked, asked.path, name, case, shown)
    ]
    assert not wrong, f"{len(wrong)} of {desk.sent}\n" + "\n".join(map(str, wrong[:30]))
    assert desk.sent >= len(form.fields)


def test_adding_a_client(desk):
    admin, therapist = build.an_admin(), build.a_user()
    usual = FACTS | {"therapist": str(therapist.pk)}
    tried(desk(admin), Asked("/clients/add/", usual), AddClientForm())


def test_editing_a_client(desk):
    me = build.a_user()
    path = f"/clients/{build.a_client(me).pk}/edit/"
    tried(desk(me), Asked(path, FACTS), ClientForm())


def test_every_real_name_is_stored_as_it_is_written(desk):
    me = build.a_user()
    at, path = desk(me), f"/clients/{build.a_client(me).pk}/edit/"
    for category, name in corpus.KEPT_TEXTS:
        if category in ("C4", "C5"):
            facts = FACTS | {"legal_name": name, "preferred_name": name}
            answer, _tables, stored = at.post(path, facts, at.stored(name))
            assert (answer.status_code, stored) == (302, True), name


def test_booking_a_visit(desk):
    me = build.a_user()
    path = f"/clients/{build.a_client(me).pk}/book/"
    usual = BOOKING | {"therapist": str(me.pk)}
    tried(desk(me), Asked(path, usual), VisitForm(by=me))


def test_reading_with_a_reason(desk):
    path = f"/clients/{build.a_client().pk}/reading/"
    asked = Asked(path, {"reason": REASON}, begins=(("reason", REASON),))
    tried(desk(build.an_admin()), asked, ReasonForm(), 60)


def test_finding_somebody(desk):
    build.a_client(legal_name=FOUND["name"])
    asked, at = Asked("/find/", FOUND, begins=(("reason", REASON),), skip=("name",)), finding(desk)
    tried(at, asked, FindForm())


def finding(desk):
    """Somebody who may try as often as they like."""
    at = desk(build.a_user())
    at.first = lambda: throttle.forget("find", at.user.pk)
    return at


def test_a_name_that_is_not_found_names_nobody(desk):
    build.a_client(legal_name=FOUND["name"])
    at = finding(desk)
    for category, typed in corpus.REFUSED_TEXTS[::2] + corpus.KEPT_TEXTS[::4]:
        answer, tables, _seen = at.post("/find/", FOUND | {"name": typed})
        assert (answer.status_code, tables) == (422, set()), (category, typed)
        assert Filled(answer.text).shows("reason", REASON)


def test_writing_a_note(desk):
    note = a_note()
    known(note)
    usual = WORDS | {"version": str(note.version), "key": str(uuid.uuid4())}
    asked = Asked(f"/notes/{note.pk}/", usual, skip=("version", "key"))
    tried(desk(note.therapist), asked, NoteForm(), 4)


def test_a_note_with_a_version_or_a_key_that_is_none(desk):
    note = a_note()
    at, usual = desk(note.therapist), WORDS | {"version": "0", "key": str(uuid.uuid4())}
    for name in ("version", "key"):
        for _category, typed in [*corpus.numbers(0, 9)[0][::3], ("C15", "")]:
            answer, tables, _seen = at.post(
                f"/notes/{note.pk}/", usual | {name: typed}, headers={"X-Autosave": "1"}
            )
            if (name, typed) != ("version", "10"):
                assert (answer.status_code, tables) == (422, set()), (name, typed)


def test_adding_a_technique(desk):
    note = known(a_note())
    form = TreatmentForm(technique="gentle_pressure")
    asked = Asked(f"/notes/{note.pk}/treat/", ROW, prefix="gentle_pressure")
    tried(desk(note.therapist), asked, form, 3)


def test_a_check_in_and_its_undo(desk):
    note = known(a_note())
    at, usual = desk(note.therapist), {"wants": "right", "side": "left", "felt": "4", "pain": "3"}
    path = f"/notes/{note.pk}/check-in/"
    assert at.post(path, usual)[1] == {"notes_checkin"}
    for name in usual:
        wrong = corpus.numbers(0, 10)[0] if name in ("felt", "pain") else corpus.WRONG_CHOICES
        for category, typed in wrong[::11]:
            answer, tables, _seen = at.post(path, usual | {name: typed})
            assert (answer.status_code, tables) == (422, set()), (name, category, typed)
    for category, typed in corpus.PATHS[::3]:
        answer, tables, _seen = at.post(path, {"undo": typed})
        assert answer.status_code in (302, 404, 422), (category, typed)
        assert tables == set()


def test_a_tick(desk):
    note = known(a_note())
    at, path = desk(note.therapist), f"/notes/{note.pk}/tick/"
    usual = {"item": "BE01", "answer": "not_done", "reason": "No time."}
    from notes.checklist import ITEMS

    usual["item"] = ITEMS[0].code
    for category, typed in corpus.REFUSED_TEXTS[::4] + corpus.too_long(500)[:1]:
        answer, tables, _seen = at.post(path, usual | {"reason": typed})
        assert (answer.status_code, tables) == (422, set()), (category, typed)
        assert "Why not" in answer.context["ticking"]
        assert Filled(answer.text).shows("reason", typed), typed
    for category, typed in corpus.KEPT_TEXTS[::5]:
        answer, _tables, stored = at.post(path, usual | {"reason": typed}, at.stored(typed))
        assert (answer.status_code, stored) == (302, True), (category, typed)
    for category, typed in corpus.WRONG_CHOICES[::3]:
        assert at.post(path, usual | {"item": typed})[0].status_code == 404
        answer, tables, _seen = at.post(path, usual | {"answer": typed})
        assert (answer.status_code, tables) == (422, set()), (category, typed)


def test_amending_a_note(desk):
    note = a_signed_note()
    asked = Asked(f"/notes/{note.pk}/amend/", AMENDED)
    tried(desk(note.therapist), asked, AmendmentForm(), 10)


def test_a_remark_and_one_beside_the_approval(desk):
    note = a_signed_note()
    at = desk(build.an_admin())
    at.browser.post(f"/clients/{note.client_id}/reading/", {"reason": REASON})
    tried(at, Asked(f"/notes/{note.pk}/remark/", {"text": "Why?"}), RemarkForm())
    usual = {"text": "Fine.", "up_to": "0"}
    for case in [Case(*case, "refused") for case in corpus.REFUSED_TEXTS[::3]]:
        answer, tables, _seen = at.post(f"/notes/{note.pk}/approve/", usual | {"text": case.typed})
        if case.typed.strip():
            assert (answer.status_code, tables) == (422, set()), case


def test_a_password_that_is_not_one_unlocks_nothing(desk):
    at = desk(build.a_user())
    session = at.browser.session
    session[LOCKED] = True
    session.save()
    for category, typed in corpus.REFUSED_TEXTS[::6] + corpus.KEPT_TEXTS[::12]:
        answer, _tables, _seen = at.post("/unlock/", {"password": typed, "next": typed})
        assert answer.status_code == 422, (category, typed)
        assert f'value="{typed}"' not in answer.text
