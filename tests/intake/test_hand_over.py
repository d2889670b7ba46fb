"""The clinic's tablet: handed to a client, locked to one intake, covered, taken back."""

import datetime
from html.parser import HTMLParser

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from clinic import journey
from clinic.sign_in import SECOND_FACTOR
from intake import links, visitor
from intake.models import Intake, Passcode
from intake.pages import PAGES
from tests import build
from tests.clinic.test_sign_in import code
from tests.history import entries, steps
from tests.intake.build import a_filled_intake, a_started_intake, an_intake, let_in, redeem
from tests.intake.test_invite import queued

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
LOCKED = "This tablet is with a client."
TABLET = "/intake/tablet/"
PAGE = "/intake/form/goals/"
BORN = "1980-05-17"
CLEARED = '"cache", "storage"'
SIGNING_IN = {"account_login", "account_inactive", "mfa_authenticate", "mfa_login_webauthn"}


def the_intake(as_staff, therapist):
    """The one intake of their one client."""
    with as_staff(therapist):
        return Intake.objects.select_related("goals").get()


def age(browser, name, seconds):
    session = browser.session
    session[name] -= seconds
    session.save()


def test_handing_over_opens_a_new_intake_without_a_mail(handed, as_staff):
    therapist = build.a_user()
    client = build.a_client(therapist)
    browser = handed(client, therapist)
    with as_staff(therapist):
        intake = Intake.objects.get()
        assert Passcode.objects.count() == 0
    assert (intake.client_id, intake.state, intake.handed_by) == (client.pk, "started", therapist)
    assert intake.handed_at == intake.redeemed_at
    assert (queued(), steps(client)[2:]) == (
        [],
        [journey.INTAKE_INVITED, journey.INTAKE_HANDED_OVER],
    )
    assert browser.get(PAGE).status_code == 200


def test_the_waiting_intake_is_the_one_that_opens_and_another_browser_has_it_no_longer(
    handed, client, as_staff
):
    therapist = build.a_user()
    intake = a_started_intake(therapist=therapist)
    phone = let_in(type(client)(), intake)
    browser = handed(intake.client, therapist)
    assert phone.get(PAGE).url == "/intake/ended/"
    assert browser.get(PAGE).status_code == 200
    with as_staff(therapist):
        assert Intake.objects.count() == 1
    assert steps(intake.client)[-2:] == [
        journey.INTAKE_HANDED_OVER,
        journey.INTAKE_READ_BY_CLIENT,
    ]


def test_an_intake_whose_link_has_expired_opens_on_the_tablet(handed):
    from django.utils import timezone

    therapist = build.a_user()
    long_ago = timezone.now() - datetime.timedelta(days=30)
    intake = an_intake(therapist=therapist, now=long_ago)
    assert handed(intake.client, therapist).get(PAGE).status_code == 200


def test_the_person_at_work_is_signed_out_of_that_browser_for_good(tablet):
    browser, _client, _therapist = tablet
    assert not {"_auth_user_id", SECOND_FACTOR} & set(browser.session.keys())
    assert browser.session[visitor.KIOSK] is True


def test_strangers_get_404_an_admin_says_why_first_and_get_hands_nothing(signed_in, as_staff):
    therapist, stranger, admin = build.a_user(), build.a_user(), build.an_admin()
    client = build.a_client(therapist)
    page = f"/clients/{client.pk}/hand-over/"
    assert signed_in(stranger).post(page).status_code == 404
    assert b'name="reason"' in signed_in(admin).post(page).content
    assert signed_in(therapist).get(page).status_code == 405
    with as_staff(therapist):
        assert Intake.objects.count() == 0


def test_every_address_but_the_forms_own_says_who_has_the_tablet(tablet, settings):
    browser, client, _therapist = tablet
    token = links.token_of(an_intake())
    astray = [
        "/",
        "/clients/",
        reverse("notes:record", args=[client.pk]),
        f"/clients/{client.pk}/hand-over/",
        "/history/",
        "/today/",
        "/locked/",
        "/account/logout/",
        "/account/password/reset/",
        f"/i/{token}/",
        f"/i/{token}/code/",
        "/intake/ended/",
        "/nowhere/at/all/",
        *(["/demo/mail/"] if settings.DEMO else []),
    ]
    for address in astray:
        for verb in ("get", "post"):
            answer = getattr(browser, verb)(address)
            assert (address, answer.status_code, answer.url) == (address, 302, TABLET)
    page = browser.get(TABLET)
    assert LOCKED in page.text
    assert "Staff: sign in to end this" in page.text
    assert client.preferred_name not in page.text
    assert browser.get(PAGE).status_code == 200


def test_no_route_of_people_at_work_answers_in_the_tablet(tablet, settings):
    """Each address of the table, with its arguments, from a tablet that was handed over."""
    from tests.test_access import ROUTES
    from tests.world import a_world, undone

    world, (browser, _client, _therapist) = a_world(), tablet
    answered, mine = set(), browser.session.session_key
    for name in ROUTES:
        for verb in ("GET", "POST"):
            browser.cookies[settings.SESSION_COOKIE_NAME] = mine
            with undone():
                answer = browser.generic(verb, world.address(name))
            if answer.status_code != 302 or answer.url != TABLET:
                answered.add(name)
    theirs = {name for name in answered if name.startswith("intake:")}
    assert answered - theirs == SIGNING_IN
    assert not theirs & {"intake:inbox", "intake:review", "intake:invite", "intake:open"}


def test_after_sending_the_tablet_asks_to_be_handed_back(handed, as_staff):
    therapist = build.a_user()
    intake = a_filled_intake(therapist=therapist)
    browser = handed(intake.client, therapist)
    answer = browser.post("/intake/send/", {"signer_name": "Sample Signer"})
    assert (answer.url, answer.headers["Clear-Site-Data"]) == ("/intake/thanks/", CLEARED)
    page = browser.get("/intake/thanks/")
    assert "Thank you. Please hand the tablet back." in page.text
    for address in ("/intake/form/", PAGE, "/intake/check/", "/intake/covered/", "/clients/"):
        assert browser.get(address).url == TABLET


def test_finishing_later_keeps_the_answers_and_the_tablet_locked(tablet, as_staff):
    browser, _client, therapist = tablet
    answer = browser.post(PAGE, {"goal": "Dance", "go": "later"})
    assert "Please hand the tablet back." in answer.text
    assert browser.get(PAGE).url == TABLET
    assert the_intake(as_staff, therapist).goals.goal == "Dance"


def test_a_code_on_the_clients_phone_closes_the_form_on_the_tablet(tablet, as_staff):
    browser, _client, therapist = tablet
    redeem(the_intake(as_staff, therapist))
    assert browser.get(PAGE).url == TABLET


def sign_in(browser, user):
    """With the password, as at the sign-in page of the tablet."""
    page = browser.post("/account/login/", {"login": user.email, "password": build.PASSWORD})
    assert page.status_code == 302
    return page


def test_a_staff_sign_in_ends_it_and_the_intake_keeps_what_was_saved(tablet, as_staff, settings):
    browser, client, therapist = tablet
    browser.post(PAGE, {"goal": "Dance", "go": "next"})
    assert browser.get("/account/login/").status_code == 200
    answer = sign_in(browser, therapist)
    assert answer.headers["Clear-Site-Data"] == CLEARED
    assert not [name for name in dict(browser.session) if "kiosk" in name or "intake" in name]
    inside = browser.get("/clients/")  # in the demo the password counts as both factors
    assert (inside.status_code, inside.headers.get("Location")) == (
        (200, None) if settings.DEMO else (302, "/account/second-factor/")
    )
    assert browser.get(PAGE).status_code == 403
    with as_staff(therapist):
        assert Intake.objects.get().goals.goal == "Dance"
    assert [entry.user_id for entry in entries(step=journey.SIGNED_IN)] == [therapist.pk]


def test_with_a_second_factor_the_password_alone_ends_nothing(tablet):
    browser, _client, therapist = tablet
    secret = generate_totp_secret()
    TOTP.activate(therapist, secret)
    assert sign_in(browser, therapist).url == "/account/second-factor/ask/"
    assert browser.get("/account/second-factor/ask/").status_code == 200
    assert browser.get("/clients/").url == TABLET
    assert browser.get(PAGE).status_code == 200
    answer = browser.post("/account/second-factor/ask/", {"code": code(secret)})
    assert answer.headers["Clear-Site-Data"] == CLEARED
    assert browser.get("/clients/").status_code == 200


def test_a_wrong_password_ends_nothing(tablet):
    browser, _client, therapist = tablet
    page = browser.post("/account/login/", {"login": therapist.email, "password": "not this one"})
    assert page.status_code == 200
    assert browser.get("/clients/").url == TABLET


def test_outside_the_demo_the_second_factor_is_asked_for(tablet, settings):
    settings.DEMO = False
    browser, _client, therapist = tablet
    sign_in(browser, therapist)
    assert browser.get("/clients/").url == "/account/second-factor/"


class Offered(HTMLParser):
    """`names`: the fields in which a browser may offer, and keep, what somebody typed."""

    def __init__(self, text):
        super().__init__()
        self.names, self._form = set(), "on"
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self._form = facts.get("autocomplete", "on")
        typed = tag in ("textarea", "select") or (
            tag == "input"
            and facts.get("type", "text") not in ("hidden", "radio", "checkbox", "submit")
        )
        if typed and facts.get("autocomplete", self._form) != "off":
            self.names.add(facts.get("name"))


def offered(browser):
    pages = [f"/intake/form/{page.slug}/" for page in PAGES] + ["/intake/check/"]
    found = {address: Offered(browser.get(address).text).names for address in pages}
    mark = {"region": "f_groin", "side": "left", "kind": "pain", "words": "dull"}
    browser.post("/intake/map/mark/", mark)
    place = browser.post("/intake/map/mark/", mark | {"change": "1"})
    assert "words" in place.text
    return found | {"place": Offered(place.text).names}


def test_the_browser_of_a_tablet_offers_nothing_that_was_typed_before(handed, client):
    therapist = build.a_user()
    phone = let_in(type(client)(), a_filled_intake())
    assert {"legal_name", "phone", "signer_name"} <= set().union(*offered(phone).values())
    tablet = handed(a_filled_intake(therapist=therapist).client, therapist)
    assert {address: names for address, names in offered(tablet).items() if names} == {}
    covered = tablet.get("/intake/covered/")
    assert Offered(covered.text).names == set()
