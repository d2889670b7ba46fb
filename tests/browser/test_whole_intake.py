"""The whole intake, from the opened link to the thanks: taps, bytes, keyboard, no scripts, axe."""

import os
import socket
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from clinic import scope
from clinic.running import Children, run
from intake import actions, links, screening
from intake.models import Answer, Mark
from intake.pages import PAGES
from run import MANAGE, serve_web
from tests import build
from tests.browser import walk
from tests.intake.build import a_filled_intake, an_intake, as_link, visiting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "outside"])
MOST_TAPS = 70
FIRST, AFTER = 150_000, 25_000  # bytes that a page may cost, as they travel
PHONE = {"viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}


@pytest.fixture
def opening(browser, watch, live_server, post):
    """`opening(kind, look, **context)`: somebody of that kind with the form's first page open."""
    contexts, therapist = [], build.a_user()

    def enter(kind=walk.Walker, look=lambda page: None, **context):
        intake = an_intake(therapist=therapist)
        post()
        context = browser.new_context(base_url=live_server.url, **PHONE, **context)
        context.set_default_timeout(10_000)
        contexts.append(context)
        walker = kind(watch.over(context.new_page()), look)
        walk.come_in(walker, f"/i/{links.token_of(intake)}/", post)
        walker.therapist = therapist
        return walker

    yield enter
    for context in contexts:
        context.close()


def arrived(walker):
    """What the therapist can read once it is sent: (answers, medicines, marks)."""
    with scope.acting_as(scope.staff(walker.therapist)):
        rows = list(Answer.objects.filter(intake__submitted_at__isnull=False))
        told = [row.details["drug"]["value"] for row in rows if row.details]
        return [row.value for row in rows], told, list(Mark.objects.values_list("region", "side"))


def asked():
    return sum(question["core"] for question in screening.load()["questions"])


def test_the_shortest_honest_way_is_short_clean_and_narrow(opening, seen_by_axe, capsys):
    """At most 70 taps; on each page no fault for axe, light or dark, and no scroll sideways."""

    def look(page):
        seen_by_axe(page)
        page.set_viewport_size({"width": 320, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
        page.set_viewport_size(PHONE["viewport"])

    walker = opening(look=look)
    walk.the_shortest_way(walker)
    with capsys.disabled():
        print(f"\nthe whole intake: {walker.taps} taps")
    assert walker.taps <= MOST_TAPS
    assert arrived(walker) == (["no"] * asked(), [], [])


def test_the_keyboard_alone_is_enough(opening):
    walker = opening(walk.Typist)
    walk.the_longer_way(walker)
    values, told, marks = arrived(walker)
    assert (values.count("yes"), len(values)) == (1, asked())
    assert (told, marks) == ([walk.MEDICINE], [("b_lumbar", "left")])


def test_a_browser_without_scripts_is_enough(opening):
    walker = opening(java_script_enabled=False)
    walk.the_longer_way(walker)
    values, told, marks = arrived(walker)
    assert (values.count("yes"), len(values)) == (1, asked())
    assert (told, marks) == ([walk.MEDICINE], [("b_lumbar", "left")])


class Product:
    """The product as a clinic runs it: gunicorn, hashed and compressed files, compressed pages."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.home, self.children = f"http://localhost:{self.port}", Children()
        self.env = {**os.environ, "DATABASE_URL": address(), "VAR_DIR": str(folder)}
        self.env |= {"DEMO": "yes", "SECRET_KEY": settings.SECRET_KEY, "SITE_URL": self.home}
        self.env["DJANGO_SETTINGS_MODULE"] = "clinic.settings"

    def open(self):
        """Collect the files, start, and wait for the first answer."""
        run(*MANAGE, "collectstatic", "--noinput", "-v", "0", env=self.env)
        serve_web(self.children, self.port, self.env)
        self.children.wait_until_answered(f"http://127.0.0.1:{self.port}/healthz")


def address():
    """Of this run's own test database, for the role that owns nothing."""
    own = connection.settings_dict
    who = f"{quote(own['USER'])}:{quote(own['PASSWORD'])}"
    return f"postgresql://{who}@/{own['NAME']}?host={own['HOST']}&port={own['PORT']}"


@pytest.fixture
def product(transactional_db, tmp_path):
    found = Product(tmp_path)
    try:
        found.open()
        yield found
    finally:
        found.children.stop()


def a_full_form():
    """Every page filled in, and three places on the body map."""
    intake = a_filled_intake()
    with as_link(intake):
        for region, side in (("b_lumbar", "left"), ("b_lumbar", "right"), ("f_groin", "left")):
            actions.mark(intake, region, side, "pain", 6, ["pulling", "sharp"], "after sitting")
    return intake


@pytest.fixture
def fetching(browser, product):
    """`fetching()`: a browser that has seen nothing yet; then `fetch(path)` tells the bytes."""
    session = SessionStore()
    session.update(visiting(a_full_form()))
    session.save()
    cookie = {"name": "sid", "value": session.session_key, "url": product.home}
    contexts = []

    def enter():
        context = browser.new_context(base_url=product.home, **PHONE)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        told, asked_for, came = context.new_cdp_session(page), set(), {}
        told.send("Network.enable")
        told.on("Network.requestWillBeSent", lambda one: asked_for.add(one["requestId"]))
        told.on(
            "Network.loadingFinished",
            lambda one: came.update({one["requestId"]: one["encodedDataLength"]}),
        )

        told.on("Network.loadingFailed", lambda one: came.update({one["requestId"]: 0}))

        def fetch(path):
            asked_for.clear()
            came.clear()
            answer = page.goto(path)
            assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
            for _moment in range(500):
                if not asked_for - came.keys():
                    break
                page.wait_for_timeout(20)
            assert asked_for <= came.keys(), f"{path}: a file never came"
            return int(sum(came.values()))

        return fetch

    yield enter
    for context in contexts:
        context.close()


def test_a_page_is_light_on_a_phones_network(fetching, capsys):
    """As Chromium counts what travels, of a form that is filled in.

    The first time: with nothing kept. On the way: coming from the page before, its own styles and
    scripts included. Again: coming back to it.
    """
    pages = [f"/intake/form/{page.slug}/" for page in PAGES] + ["/intake/check/"]
    returning = fetching()
    figures = {path: (fetching()(path), returning(path)) for path in pages}
    figures = {path: (*before, returning(path)) for path, before in figures.items()}
    with capsys.disabled():
        print("\nbytes of a page: the first time, on the way, again")
        for path, sizes in figures.items():
            print(f"{path:<24}" + "".join(f"{size:>9,}" for size in sizes))
    assert max(first for first, _way, _again in figures.values()) <= FIRST
    assert max(again for _first, _way, again in figures.values()) <= AFTER
