"""What stands in an address or a hidden field breaks no page, and leads to no other site."""

import pytest

from clinic import asking
from clinic.middleware.idle import LOCKED
from tests import build
from tests.notes.build import a_signed_note

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
REASON = "The client asked me to look it up."
NOWHERE = (
    "zzz",
    "clinic:home",
    "//evil.test/",
    "https://evil.test/",
    "/\\evil.test",
    "javascript:x",
)
NOWHERE += ("x/y", "..", "/" + "x" * 5000, "\0", " /clients/", "\x08/clients/")


def test_a_search_holds_only_what_a_database_can():
    assert asking.words({"q": " a\0b " + "x" * 200}) == "ab " + "x" * 97
    assert asking.words({}) == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [("7", 7), ("0", 0), ("٣", 3), ("9" * 15, int("9" * 15))]
    + [(wrong, None) for wrong in ("", "-1", "1.0", "²", "x", "\0", "9" * 16, "9" * 5000)],
)
def test_a_number_is_one_or_none(typed, found):
    assert asking.number({"n": typed}, "n") == found


def test_a_search_for_nothing_that_can_be_typed_lists_everybody(signed_in):
    therapist = build.a_user()
    client = build.a_client(therapist)
    page = signed_in(therapist).get("/clients/?q=%00")
    assert (page.status_code, client.preferred_name in page.text) == (200, True)


@pytest.mark.parametrize("astray", NOWHERE)
def test_next_is_an_address_of_this_site_or_nothing(signed_in, astray):
    therapist, admin = build.a_user(), build.an_admin()
    client = build.a_client(therapist)
    browser = signed_in(therapist)
    session = browser.session
    session[LOCKED] = True
    session.save()
    typed = {"password": build.PASSWORD, "next": astray}
    assert browser.post("/unlock/", typed).url == "/"
    facts = {"legal_name": "Sample", "preferred_name": "Sample", "email": "a@example.test"}
    onward = browser.post(f"/clients/{client.pk}/edit/", facts | {"next": astray})
    assert onward.url == f"/clients/{client.pk}/record/"
    why = {"reason": REASON, "next": astray}
    opened = signed_in(admin).post(f"/clients/{client.pk}/reading/", why)
    assert opened.url == f"/clients/{client.pk}/record/"


@pytest.mark.parametrize("typed", ["9" * 5000, "9" * 30, "-1", "\0", "x", ""])
def test_how_far_somebody_read_is_a_number_or_the_approval_is_refused(signed_in, typed):
    note, admin = a_signed_note(), build.an_admin()
    browser = signed_in(admin)
    browser.post(f"/clients/{note.client_id}/reading/", {"reason": REASON})
    answer = browser.post(f"/notes/{note.pk}/approve/", {"up_to": typed})
    assert (answer.status_code, "Read it, then approve." in answer.text) == (403, True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "\0", "9" * 5000])
def test_no_day_breaks_a_page(signed_in, day):
    person = build.a_user(admin=True)
    client = build.a_client(person)
    browser = signed_in(person)
    assert browser.get("/history/", {"day": day}).status_code == 422
    assert browser.get("/today/", {"day": day}).status_code == 200
    for time in ("00:00", "23:59"):
        facts = {"day": day, "time": time, "minutes": "240", "therapist": person.pk}
        answer = browser.post(f"/clients/{client.pk}/book/", facts)
        assert (answer.status_code, set(answer.context["form"].errors) <= {"day", "time"}) == (
            422,
            True,
        )
