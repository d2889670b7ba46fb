"""What mail scanners, guessers and damaged links find behind an address: nothing, every time."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from intake import links
from intake.models import Intake, Passcode
from tests.history import entries
from tests.intake.build import a_submitted_intake, an_intake, as_link, redeem
from tests.intake.test_invite import DAY

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0) SafeLinks",
    "Barracuda Sentinel (EE)",
    "Mimecast URL Protect",
    "Proofpoint URL Defense",
    "Googlebot/2.1 (+http://www.google.com/bot.html)",
    "Slackbot-LinkExpanding 1.0",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (iPhone) AppleWebKit MailPrivacy",
    "python-requests/2.32",
    "curl/8.5",
)
WAIT = "Please wait a minute"


def test_fifty_visits_of_scanners_leave_the_link_usable_and_learn_nothing(client):
    intake = an_intake()
    page, before = f"/i/{links.token_of(intake)}/", entries()
    secrets = (intake.client.preferred_name, intake.client.legal_name, intake.client.email)
    visits = 0
    for agent in AGENTS:
        for verb, address in (
            ("get", page),
            ("head", page),
            ("options", page),
            ("get", f"{page}code/"),
            ("head", f"{page}code/"),
        ):
            answer = getattr(client, verb)(address, headers={"User-Agent": agent})
            visits += 1
            assert answer.status_code == (405 if verb == "options" else 200)
            assert [secret for secret in secrets if secret in answer.text] == []
            assert set(answer.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert visits == 50
    assert (Session.objects.count(), entries()) == (0, before)
    with as_link(intake):
        assert (Passcode.objects.count(), Intake.objects.get().state) == (0, "invited")
    assert redeem(intake)


def test_the_pages_behind_a_link_are_kept_from_others(client):
    answer = client.get(f"/i/{links.token_of(an_intake())}/")
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_links_never_reach_the_log(client, caplog):
    intake = an_intake()
    token = links.token_of(intake)
    client.post(f"/i/{token}/")
    client.post(f"/i/{token}/code/", {"code": "nonsense"})
    client.get(f"/i/{token}x/")
    client.get(f"/i/{token}/&data=05/")
    assert [record.getMessage() for record in caplog.records] == []


def bare(page, token):
    """The page without its own link and its form tokens."""
    text = page.text.replace(token, "").replace(str(page.context["csrf_token"]), "")
    return text.replace(page.wsgi_request.path, "")


def test_every_link_that_does_not_open_shows_one_page(client):
    token = links.token_of(an_intake())
    sent, old = a_submitted_intake(), an_intake(now=timezone.now() - 20 * DAY)
    damaged = {
        "unknown": "A" * 43,
        "sent": links.token_of(sent),
        "expired": links.token_of(old),
        "cut off": token[:-3],
        "in capitals": token.upper(),
        "in small letters": token.lower() if token.lower() != token else token + "x",
        "with a mark": f"{token}.",
        "wrapped": f"{token}%3Fdata=05%7C02",
        "wrapped whole": "https%3A%2F%2Fclinic.example%2Fi%2F" + token + "&data=05",
    }
    pages = {why: client.get(f"/i/{damaged[why]}/") for why in damaged}
    assert {why: page.status_code for why, page in pages.items()} == dict.fromkeys(damaged, 404)
    assert all("This link is not open" in page.text for page in pages.values())
    plain = [why for why in damaged if not why.startswith("wrapped")]
    assert len({bare(pages[why], damaged[why]) for why in plain}) == 1
    assert client.get(f"/i/{token}/").status_code == 200


def test_twenty_codes_a_minute_from_one_address_whatever_it_says_of_itself(client):
    page = f"/i/{links.token_of(an_intake())}/code/"
    answers = [
        client.post(page, {"code": "000000"}, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(21)
    ]
    assert {answer.status_code for answer in answers[:20]} == {422}
    assert (answers[20].status_code, answers[20].headers["Retry-After"]) == (429, "60")
    assert WAIT in answers[20].text
    elsewhere = client.post(page, {"code": "000000"}, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 422


def test_sixty_dead_links_a_minute_and_open_ones_stay_open(client):
    token = links.token_of(an_intake())
    pages = [client.get(f"/i/{number:043d}/").status_code for number in range(61)]
    assert pages == [404] * 60 + [429]
    assert client.post(f"/i/{token}/resend/").status_code == 429
    assert client.post(f"/i/{token}/").status_code == 429
    assert client.get(f"/i/{token}/").status_code == 200


def test_a_language_is_chosen_by_pressing_and_leads_nowhere_else(client):
    page = f"/i/{links.token_of(an_intake())}/"
    assert client.get("/intake/language/", {"language": "es"}).status_code == 405
    answer = client.post("/intake/language/", {"language": "es", "next": page})
    assert answer.url == page
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"
    assert 'lang="es"' in client.get(page).text.partition(">")[2][:200]
    for astray in ("https://evil.example/", "//evil.example/", "/clients/", "", "\\evil"):
        answer = client.post("/intake/language/", {"language": "xx", "next": astray})
        assert answer.url == "/intake/ended/"
        assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies
