"""The history and the list of people: for admins, without a client's words."""

import datetime
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic import actions, journey, scope
from clinic.audit import record
from clinic.models import User
from tests import build
from tests.history import entries

OWN, OVERHEAD = 2, 6  # entries, names (the person filter is a third); session, user, scope …


def shown(browser, **filters):
    answer = browser.get("/history/", filters)
    assert answer.status_code == 200
    return [(entry.step, entry.client_id) for entry in answer.context["entries"]]


def test_the_newest_stands_first_and_filters_narrow(signed_in):
    therapist, admin = build.a_user("T. Sample"), build.an_admin()
    first, second = build.a_client(therapist), build.a_client(therapist)
    browser = signed_in(admin)
    everything = [
        (journey.CLIENT_ADDED, second.pk),
        (journey.TEAM_JOINED, second.pk),
        (journey.CLIENT_ADDED, first.pk),
        (journey.TEAM_JOINED, first.pk),
    ]
    assert shown(browser) == everything
    assert shown(browser, client=first.pk) == everything[2:]
    assert shown(browser, step=journey.CLIENT_ADDED) == everything[::2]
    assert shown(browser, person=admin.pk) == []
    assert shown(browser, day=timezone.localdate()) == everything
    assert shown(browser, day=timezone.localdate() - datetime.timedelta(days=1)) == []


def test_it_names_staff_and_numbers_clients(signed_in):
    client = build.a_client(build.a_user("T. Sample"), legal_name="Ada Testperson")
    page = signed_in(build.an_admin()).get("/history/").content.decode()
    assert "T. Sample" in page
    assert f'href="/history/?client={client.pk}"' in page
    assert "Testperson" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_reasons_for_reading_are_shown_in_one_query(
    signed_in, as_staff, number, django_assert_num_queries
):
    client, admin = build.a_client(), build.an_admin()
    with as_staff(build.an_admin()) as actor:
        by = User.objects.get(pk=actor.user)
        for count in range(number):
            actions.open_reading(client.pk, f"To answer letter <{count}>.", by=by)
    browser = signed_in(admin)
    page = browser.get("/history/").content.decode()
    assert page.count("To answer letter &lt;") == number
    with django_assert_num_queries(OWN + 1 + 1 + OVERHEAD):
        browser.get("/history/")


def test_pages_follow_each_other_without_gap_or_repetition(signed_in, as_staff):
    admin = build.an_admin()
    with as_staff(admin):
        for number in range(120):
            record(journey.CLIENT_READ, f"clinic.client:{number}", client=number)
    browser, seen, before = signed_in(admin), [], {}
    for _ in range(3):
        answer = browser.get("/history/", before)
        seen += [entry.client_id for entry in answer.context["entries"]]
        before = {"before": answer.context["older"]}
    assert seen == list(range(119, -1, -1))
    assert answer.context["older"] is None


@pytest.mark.parametrize("number", [1, 30])
def test_it_asks_the_same_of_the_database_for_any_length(
    signed_in, as_staff, number, django_assert_num_queries
):
    admin = build.an_admin()
    with as_staff(admin):
        for client in range(number):
            record(journey.CLIENT_READ, f"clinic.client:{client}", client=client)
    browser = signed_in(admin)
    browser.get("/history/")
    with django_assert_num_queries(OWN + 1 + OVERHEAD):
        browser.get("/history/")


def test_nonsense_in_a_filter_is_said_and_narrows_nothing(signed_in):
    build.a_client()
    answer = signed_in(build.an_admin()).get("/history/", {"client": "x", "day": "sometime"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["client", "day"])
    assert len(answer.context["entries"]) == 2


@pytest.mark.parametrize("address", ["/history/", "/people/"])
def test_it_is_for_admins(signed_in, client, address):
    assert client.get(address).status_code == 302
    assert signed_in(build.a_user()).get(address).status_code == 403
    assert entries(step=journey.ACCESS_REFUSED)[0].subject == f"clinic:{address.strip('/')}"
    assert signed_in(build.an_admin()).post(address).status_code == 405


@pytest.mark.database
def test_the_database_shows_history_to_admins_alone(as_staff):
    from clinic.models import AuditEntry

    therapist = build.a_user()
    build.a_client(therapist)
    with as_staff(therapist):
        assert AuditEntry.objects.count() == 0
    with scope.acting_as(scope.Actor()):
        assert AuditEntry.objects.count() == 0


def test_people_says_roles_second_factor_and_care_teams(signed_in):
    both, admin = build.a_user("Ada Both", admin=True), build.an_admin("Zoe Admin")
    build.a_client(both)
    people = signed_in(admin).get("/people/").context["people"]
    assert [(one.name, one.second_factor, one.teams) for one in people] == [
        ("Ada Both", False, 1),
        ("Zoe Admin", False, 0),
    ]


@pytest.mark.django_db(databases=["default", "outside"])
def test_add_person_prints_a_link_that_sets_the_password(client):
    said = StringIO()
    call_command("add_person", "New@Example.test", "N. Sample", "--therapist", stdout=said)
    user = User.objects.get()
    assert (user.email, user.is_therapist, user.is_admin) == ("new@example.test", True, False)
    assert not user.has_usable_password()
    assert [entry.subject for entry in entries(step=journey.PERSON_ADDED)] == [
        f"clinic.user:{user.pk}"
    ]
    link = re.search(r"http://localhost:8000(/account/password/reset/key/\S+)", said.getvalue())[1]
    page = client.get(link, follow=True)
    chosen = {"password1": "a long new password", "password2": "a long new password"}
    client.post(page.request["PATH_INFO"], chosen)
    user.refresh_from_db()
    assert user.check_password("a long new password")


def test_add_person_refuses_what_makes_no_sense(db):
    build.a_user()
    known = User.objects.get().email
    for arguments in (["a@b.test", "N."], ["no address", "N.", "--admin"]):
        with pytest.raises(CommandError):
            call_command("add_person", *arguments)
    with pytest.raises(CommandError, match="has an account already"):
        call_command("add_person", known.upper(), "N.", "--admin")
