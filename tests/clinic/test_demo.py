"""The demo's one-click sign-in and mailbox; outside the demo they do not exist."""

import runpy
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from clinic import demo, journey
from clinic.context import house
from clinic.models import User
from tests.history import entries

URLS = Path(demo.__file__).parent.parent / "urls.py"


@pytest.fixture
def in_demo(settings, tmp_path, db):
    """A demo with its four people."""
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path)
    settings.SITE_URL, settings.ROOT_URLCONF = "http://localhost:8000", "tests.clinic.demo_urls"
    for person in demo.PEOPLE:
        User.objects.create_user(
            person.email,
            demo.PASSWORD,
            name=person.name,
            is_therapist=person.is_therapist,
            is_admin=person.is_admin,
        )


def send(subject, html=""):
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend")
    message = EmailMultiAlternatives(subject, "Plain <words>", to=["ada@example.test"])
    if html:
        message.attach_alternative(html, "text/html")
    connection.send_messages([message])


@pytest.mark.parametrize(
    ("slug", "begins"),
    [("robin", "today"), ("tove", "today"), ("alex", "queue"), ("mira", "today")],
)
def test_one_click_and_one_is_inside(in_demo, client, slug, begins):
    assert client.post(f"/demo/enter/{slug}/").url == "/"
    assert client.get("/").url == reverse(f"notes:{begins}")
    assert client.get("/clients/").status_code == 200
    person = User.objects.get(pk=client.session["_auth_user_id"])
    assert person.email == f"{slug}@willow-lane.example"
    told = [(entry.user_id, entry.subject) for entry in entries(step=journey.SIGNED_IN)]
    assert told == [(person.pk, f"clinic.user:{person.pk}")]


def test_looking_signs_nobody_in_and_strangers_are_unknown(in_demo, client):
    assert client.get("/demo/enter/robin/").status_code == 405
    assert client.post("/demo/enter/nobody/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_mailbox_shows_the_newest_first_with_its_own_links(in_demo, client):
    assert client.get("/demo/mail/").context["mails"] == []
    send("First")
    html = '<a href="http://localhost:8000/i/abc/">x</a><a href="https://elsewhere.example/">y</a>'
    send("Second", html)
    mails = client.get("/demo/mail/").context["mails"]
    assert [(mail.subject, mail.to) for mail in mails] == [
        ("Second", "ada@example.test"),
        ("First", "ada@example.test"),
    ]
    answer = client.get(f"/demo/mail/{mails[0].name}/")
    page = answer.content.decode()
    assert answer.context["chosen"].links == ("/i/abc/",)
    assert "Plain &lt;words&gt;" in page
    assert client.get("/demo/mail/no-such-mail/").status_code == 404


def test_outside_the_demo_none_of_it_exists(settings):
    for on, known in ((True, 1), (False, 0)):
        settings.DEMO = on
        routes = runpy.run_path(URLS)["urlpatterns"]
        assert [str(route.pattern) for route in routes].count("demo/") == known
    assert house(None)["demo"] is None
