"""Real Chromium against a real server. Every page passed is looked at by axe, light and dark."""

import os
import shutil
import threading
from pathlib import Path

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HERE = Path(__file__).parent
# What axe looks at again in the dark: all else is the same page.
OF_COLOR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and os.environ.get("REQUIRE_BROWSER") != "1":
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_playwright():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


class Watch:
    """What must not happen while somebody uses the product."""

    def __init__(self, home):
        self.home, self.elsewhere, self.complaints, self.broken = home, [], [], []

    def over(self, page):
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("response", self._response)
        return page

    def _request(self, request):
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.elsewhere.append(request.url)

    def _console(self, message):
        fault = "Content Security Policy" in message.text or message.type == "error"
        ours = ("status of 4", "ERR_INTERNET_DISCONNECTED")  # our refusals; a test went offline
        if fault and not any(word in message.text for word in ours):
            self.complaints.append(message.text)

    def _response(self, response):
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")


@pytest.fixture
def watch(live_server):
    """Fails the test on requests to other hosts, policy reports, script errors or a 5xx."""
    watch = Watch(live_server.url)
    yield watch
    assert (watch.elsewhere, watch.complaints, watch.broken) == ([], [], [])


@pytest.fixture
def somebody(browser, watch, live_server):
    """`somebody(user)`: a page of a fresh browser, signed in as that person (or as nobody)."""
    from django.conf import settings
    from django.test import Client

    from clinic.sign_in import SECOND_FACTOR

    contexts = []

    def enter(user=None, width=1280, scheme="light"):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",  # axe would measure colors half-way through a change
            timezone_id="America/Toronto",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session[SECOND_FACTOR] = True
            session.save()
            context.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": session.session_key,
                        "url": live_server.url,
                    }
                ]
            )
        return watch.over(context.new_page())

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def seen_by_axe():
    """`seen_by_axe(page)`: no accessibility fault on this page, light or dark."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def look(page):
        for scheme, rules in (("light", {}), ("dark", {"runOnly": OF_COLOR})):
            # A color that is still changing from light to dark would be measured on its way.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = axe.run(page, options={"resultTypes": ["violations"], **rules})
            faults = [
                (rule["id"], [node["html"][:160] for node in rule["nodes"]][:3])
                for rule in found.response["violations"]
            ]
            assert faults == [], (page.url, scheme)
        page.emulate_media(color_scheme="light", reduced_motion="no-preference")

    return look


@pytest.fixture
def post(transactional_db):
    """`post()`: the job worker runs once; the mails it sent."""
    from django.core import mail
    from procrastinate.contrib.django import app

    def work():
        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    def deliver():
        worker = threading.Thread(target=work)  # Playwright's event loop runs in this thread
        worker.start()
        worker.join()
        return mail.outbox

    return deliver
