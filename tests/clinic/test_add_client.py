"""Adding a client, and putting right their name and address."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic import actions, journey
from clinic.access import Refused
from clinic.models import CarePlace, Client
from tests import build
from tests.history import steps

ADD = "/clients/add/"
OWN, OVERHEAD = 3, 6  # count, rows, care teams; session, user, begin, scope, end, scope
TYPED = {
    "legal_name": "Ada Testperson",
    "preferred_name": "Ada",
    "pronouns": "she/her",
    "date_of_birth": "1984-02-29",
    "email": "ada@example.test",
    "phone": "555 0100",
}
FACTS = TYPED | {"date_of_birth": datetime.date(1984, 2, 29)}


def the_client(person, as_staff):
    with as_staff(person):
        return Client.objects.values(*FACTS, "added_by_id").get()


def test_a_therapist_adds_a_client_to_their_own_care_team(signed_in, as_staff, owner):
    therapist = build.a_user()
    answer = signed_in(therapist).post(ADD, TYPED)
    assert the_client(therapist, as_staff) == FACTS | {"added_by_id": therapist.pk}
    with as_staff(therapist):
        client = Client.objects.get()
        place = CarePlace.objects.values("client", "user", "joined_by", "left_at").get()
    assert answer.url == reverse("notes:record", args=[client.pk])
    assert place == {
        "client": client.pk,
        "user": therapist.pk,
        "joined_by": therapist.pk,
        "left_at": None,
    }
    assert steps(client) == [journey.TEAM_JOINED, journey.CLIENT_ADDED]


def test_an_admin_chooses_the_therapist_and_comes_back_to_the_list(signed_in, as_staff):
    therapist, admin = build.a_user(), build.an_admin()
    answer = signed_in(admin).post(ADD, TYPED | {"therapist": therapist.pk})
    assert answer.url == reverse("clinic:clients")
    assert the_client(therapist, as_staff) == FACTS | {"added_by_id": admin.pk}


def test_an_admin_must_choose_somebody_who_treats(signed_in):
    admin = build.an_admin()
    answer = signed_in(admin).post(ADD, TYPED | {"therapist": admin.pk})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["therapist"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("legal_name", ""),
        ("preferred_name", "\u202eadA"),
        ("date_of_birth", "1899-12-31"),
        ("date_of_birth", "2999-01-01"),
        ("date_of_birth", "29 February"),
        ("email", "not an address"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(signed_in, field, value):
    answer = signed_in(build.a_user()).post(ADD, TYPED | {field: value})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert {name: form[name].value() for name in TYPED} == TYPED | {field: value}


def test_only_an_admin_adds_for_somebody_else(as_staff):
    therapist, other = build.a_user(), build.a_user()
    sentence = "Only an admin adds a client for another therapist."
    with pytest.raises(Refused, match=sentence), as_staff(therapist):
        actions.add_client(FACTS, therapist=other, by=therapist)


def test_nobody_joins_who_does_not_treat_here_now(as_staff):
    admin = build.an_admin()
    sentence = "Choose a therapist who works here now."
    with pytest.raises(Refused, match=sentence), as_staff(admin):
        actions.add_client(FACTS, therapist=admin, by=admin)


def test_looking_at_the_form_adds_nobody(signed_in, as_staff):
    admin = build.an_admin()
    assert signed_in(admin).get(ADD).status_code == 200
    with as_staff(admin):
        assert Client.objects.count() == 0


def test_strangers_sign_in_first(client, db):
    assert client.get(ADD).url == "/account/login/?next=%2Fclients%2Fadd%2F"
    assert client.post(ADD, TYPED).url == "/account/login/"


def test_editing_changes_the_row_and_leaves_one_line(signed_in, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    answer = signed_in(therapist).post(f"/clients/{client.pk}/edit/", TYPED)
    assert answer.url == reverse("notes:record", args=[client.pk])
    assert the_client(therapist, as_staff) == FACTS | {"added_by_id": therapist.pk}
    assert steps(client)[-1:] == [journey.CLIENT_EDITED]
    signed_in(therapist).post(f"/clients/{client.pk}/edit/", TYPED)
    assert steps(client).count(journey.CLIENT_EDITED) == 1  # nothing changed, nothing said


def test_a_strangers_client_answers_as_a_missing_one(signed_in):
    client = build.a_client()
    stranger = signed_in(build.a_user())
    foreign = stranger.get(f"/clients/{client.pk}/edit/")
    missing = stranger.get("/clients/999999/edit/")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert stranger.post(f"/clients/{client.pk}/edit/", TYPED).status_code == 404


def test_the_list_shows_own_clients_to_therapists_and_all_to_admins(signed_in):
    mine = build.a_user()
    first, second = build.a_client(mine), build.a_client(mine)
    other = build.a_client()
    listed = signed_in(mine).get("/clients/").context["page"]
    assert [client.pk for client in listed] == [first.pk, second.pk]
    listed = signed_in(build.an_admin()).get("/clients/").context["page"]
    assert [client.pk for client in listed] == [first.pk, second.pk, other.pk]


def test_the_list_is_searched_by_both_names(signed_in):
    mine = build.a_user()
    ada = build.a_client(mine, preferred_name="Ada", legal_name="Adelaide Testperson")
    build.a_client(mine, preferred_name="Ben", legal_name="Benjamin Sample")
    listed = signed_in(mine).get("/clients/", {"q": "ada testp"}).context["page"]
    assert [client.pk for client in listed] == [ada.pk]
    assert list(signed_in(mine).get("/clients/", {"q": "nobody"}).context["page"]) == []


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_of_the_database_for_any_length(
    signed_in, number, django_assert_num_queries
):
    mine = build.a_user()
    for _ in range(number):
        build.a_visit(build.a_client(mine), mine, starts_at=_free_hour())
    browser = signed_in(mine)
    browser.get("/clients/")
    with django_assert_num_queries(OWN + OVERHEAD):
        browser.get("/clients/")


_hours = iter(range(1, 10_000))


def _free_hour():
    return timezone.now() + datetime.timedelta(hours=next(_hours))
