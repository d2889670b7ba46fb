"""Both copies of an intake hold every question with its own answer, taken from the rows."""

import datetime
import io

import pypdf
import pytest
from django.utils import timezone

from clinic import journey, scope
from intake import actions, clinic_copy, copy, screening
from intake.gate import grounds
from intake.models import Form, Intake
from intake.review import places as review_places
from tests import build
from tests.history import steps
from tests.intake import build as intakes
from tests.intake import build_letters, distinct
from tests.intake.distinct import plain, words_of

pytestmark = pytest.mark.django_db
UNTIL = timezone.localdate() + datetime.timedelta(days=7)
PAGES = ("about", "goals", "comfort", "cushions", "pressure", "client", "person_check")


@pytest.fixture
def me():
    return build.a_user("Rowan Lowe")


def whole(intake):
    return Intake.objects.select_related(*PAGES).get(pk=intake.pk)


def missing(text, intake, hidden=("RF19",)):
    """Everything that does not stand in `text` right beside what it belongs to."""
    wanted = [asked + said for asked, said in distinct.pages(intake)]
    for asked, said, told, words in distinct.health(intake, hidden=hidden):
        below = "".join(f"{question}: {answer}" for question, answer in told)
        wanted.append(asked + said + below + words)
    for kind, number, quality, words in distinct.marks(intake):
        wanted.append(kind + (f": {number}" if number else "") + f"{quality} · {words}")
    assert len(wanted) > 150
    found = [one for one in wanted if plain(one) not in text]
    return found + distinct.not_agreed_so(text, intake)


def test_the_clients_copy_holds_every_question_with_its_own_answer(me, as_staff):
    intake = distinct.an_intake(me)
    with intakes.as_link(intake):
        row = whole(intake)
        assert missing(words_of(copy.make(row)), row) == []


def test_so_does_the_copy_of_a_sent_form(me, as_staff):
    intake = distinct.sent(distinct.an_intake(me))
    with as_staff(me):
        row = whole(intake)
        text = words_of(copy.make(row))
        assert missing(text, row) == []
    assert plain("Signed: Sample Signer") in text


def test_a_copy_says_which_version_of_the_form_it_is(me, as_staff):
    intake = distinct.an_intake(me)
    with intakes.as_link(intake):
        before = words_of(copy.make(whole(intake)))
    distinct.sent(intake)
    with as_staff(me):
        after = words_of(copy.make(whole(intake)))
        (digest,) = Form.objects.values_list("digest", flat=True)
    version = plain(f"Version of the health questions{screening.LATEST}")
    fingerprint = plain(f"Version of the whole form{digest[:8]}")
    assert [version in text and fingerprint in text for text in (before, after)] == [True, True]


def test_what_followed_a_yes_and_stayed_open_is_not_answered(me):
    intake = intakes.a_filled_intake(therapist=me, CV05="yes", CV07="no")
    with intakes.as_link(intake):
        text = words_of(copy.make(whole(intake)))
    asked = {code: screening.rows()[code]["follow_up"] for code in ("CV05", "CV07")}
    for field in asked["CV05"]:
        assert plain(f"{field['label']}: not answered") in text
    assert not any(plain(field["label"]) in text for field in asked["CV07"])


@pytest.fixture
def reviewed(me):
    """A sent intake that staff worked on: settled, observed, confirmed, decided, with a letter."""
    client = build.a_client(me, date_of_birth=datetime.date(1979, 1, 2))
    intake = distinct.an_intake(me, client)
    distinct.sent(intake)
    with scope.acting_as(scope.staff(me)):
        flags = grounds.of(Intake.objects.get(pk=intake.pk)).flags
        unsure = next(flag.question.code for flag in flags if flag.unsettled)
        actions.settle(intake, unsure, "yes", "HOW settled", by=me)
        question = intakes.question("RF09")
        actions.observe(intake, question, "no", "HOW observed", {}, by=me)
        actions.confirm_person(intake, "HOW confirmed", by=me)
        facts = build_letters.facts(provider_name="Dr. Letter", restrictions="LETTERLIMIT")
        facts["method"] = "phone"
        actions.clear(intake.client_id, "CV06", facts, by=me)
    facts = {
        "outcome": "hold",
        "until": UNTIL,
        "conditions": "CONDITION",
        "reason": "REASON of twenty letters.",
    }
    intakes.decide(intake, me, **facts)
    return intake, unsure


def test_the_clinics_copy_holds_what_the_client_gave_and_what_we_found(reviewed, me, as_staff):
    intake, unsure = reviewed
    with as_staff(me):
        row = whole(intake)
        text = words_of(clinic_copy.make(row))
        assert missing(text, row, hidden=()) == []
    rows = screening.rows()
    for code, value, how in ((unsure, "Yes", "HOW settled"), ("RF09", "No", "HOW observed")):
        asked = f"{code} {rows[code]['question']}{value}"
        assert plain(asked) in text
        assert plain(f"How: {how}Rowan Lowe,") in text
    for words in ("HOW confirmed", "CONDITION", "Reason: REASON", "LETTERLIMIT", "Dr. Letter"):
        assert plain(words) in text
    assert plain("Version of the whole form") in text


def test_the_clinics_copy_holds_each_flag_and_each_place(reviewed, me, as_staff):
    intake, _unsure = reviewed
    with as_staff(me):
        row = whole(intake)
        case, text = grounds.of(row), words_of(clinic_copy.make(row))
    flags = [f"{f.question.code} {f.question.text}{f.label}" for f in case.flags]
    assert len(flags) > 20
    assert [flag for flag in flags if plain(flag) not in text] == []
    assert [f.question.code for f in case.flags if plain(f.question.action) not in text] == []
    places = [
        f"{row['label']}{'; '.join(_cell(cell) for cell in row['cells'])}"
        for row in review_places.rows(case.places)
    ]
    assert [place for place in places if plain(place) not in text] == []
    locks = {str(lock) for place in case.places.values() for lock in place.locks}
    assert [lock for lock in locks if plain(lock) not in text] == []


def _cell(cell):
    return f"{cell['side']}: {cell['words']}" if cell["side"] else cell["words"]


def test_what_matters_stands_on_the_first_page(reviewed, me, as_staff):
    intake, _unsure = reviewed
    with as_staff(me):
        flags = [flag.question.code for flag in grounds.of(whole(intake)).flags]
        file = clinic_copy.make(whole(intake))
    first = plain(pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text())
    assert plain("What matters, as of today") in first
    assert flags[0] in first
    assert words_of(file).count(plain("What matters, as of today")) == 1


def test_what_the_form_does_not_ask_is_called_not_asked(reviewed, me, as_staff):
    intake, _unsure = reviewed
    with as_staff(me):
        text = words_of(clinic_copy.make(whole(intake)))
    hidden = [c for c, row in screening.rows().items() if not row["core"] or row["observed"]]
    for code in hidden:
        assert plain(f"{code} {screening.rows()[code]['question']}not asked") in text


def test_the_care_team_gets_it_and_it_is_written_down_once(reviewed, me, signed_in):
    intake, _unsure = reviewed
    before = steps(intake.client)
    answer = signed_in(me).get(f"/intakes/{intake.pk}/print/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert steps(intake.client)[len(before) :] == [journey.INTAKE_PRINTED]
    day = timezone.localtime(intake.submitted_at).strftime("%Y%m%d")
    name = f"client-{intake.client_id}-intake-{day}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    copied = signed_in(me).get(f"/intakes/{intake.pk}/copy/")["Content-Disposition"]
    assert copied == f'attachment; filename="client-{intake.client_id}-intake-copy-{day}.pdf"'
    page = signed_in(me).get(f"/intakes/{intake.pk}/review/").content.decode()
    assert f'href="/intakes/{intake.pk}/print/"' in page


def test_strangers_get_no_clinics_copy_and_nobody_that_of_an_open_form(me, signed_in):
    intake = intakes.a_submitted_intake(therapist=me)
    assert signed_in(build.a_user()).get(f"/intakes/{intake.pk}/print/").status_code == 404
    waiting = intakes.a_filled_intake(therapist=me)
    assert signed_in(me).get(f"/intakes/{waiting.pk}/print/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_clinics_copy_do_not_grow(
    me, signed_in, django_assert_num_queries, number
):
    intake = intakes.a_submitted_intake(therapist=me, CV05="yes")
    for code in ("RF17", "RF18", "RF06")[:number]:
        intakes.observed(intake, me, code)
    for code in ("GI01", "CV06", "MS02")[:number]:
        intakes.observed(intake, me, code)
        with scope.acting_as(scope.staff(me)):
            actions.clear(intake.client_id, code, build_letters.facts(method="phone"), by=me)
        intakes.decide(intake, me, outcome="hold", until=UNTIL)
    browser = signed_in(me)
    browser.get(f"/intakes/{intake.pk}/print/")
    with django_assert_num_queries(27):
        browser.get(f"/intakes/{intake.pk}/print/")
