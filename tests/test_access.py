"""The access table, tried: every route, every role, GET and POST; strangers' rows look missing."""

import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.access_table import DEMO_ONLY, TABLE, VERBS
from tests.world import ROLES, a_world, undone

pytestmark = pytest.mark.django_db(databases=["default", "outside"])


def routes(resolver=None, space=""):
    """(`app:name`, view) of every address in the URLconf."""
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, inner)
        else:
            yield space + (entry.name or str(entry.pattern)), entry.callback


ROUTES = dict(routes())
LINES = [line for line in sorted(TABLE) if line.partition("#")[0] in ROUTES]


def short(response):
    """The answer in a word: a number, or where it leads."""
    if response.status_code in (301, 302, 303):
        target = response.headers["Location"]
        for word, path in (
            ("login", "/account/login/"),
            ("factor", "/account/second-factor/"),
            ("ended", "/intake/ended/"),
        ):
            if target.startswith(path):
                return word
    if (
        response.status_code == 403
        and b"reason" in response.content
        and b'name="reason"' in response.content
    ):
        return "reason"
    return str(response.status_code)


def test_every_route_is_in_the_table_and_nothing_else():
    known = {line.partition("#")[0] for line in TABLE}
    assert set(ROUTES) == (known if settings.DEMO else known - DEMO_ONLY)


def test_the_answers_are_those_of_the_table():
    world, differences = a_world(), {}
    for line in LINES:
        expected = dict(zip(ROLES, TABLE[line].split(), strict=True))
        found = {role: _both(world, role, line) for role in ROLES}
        differences |= {
            (line, role): (expected[role], found[role])
            for role in ROLES
            if expected[role] != found[role]
        }
    assert differences == {}


def _both(world, role, line):
    answers = []
    for verb in ("GET", "POST"):
        with undone():
            answers.append(short(world.browser(role).generic(verb, world.address(line))))
    return "/".join(answers)


def test_other_verbs_are_refused():
    world, answered = a_world(), []
    for line in LINES:
        for verb in {"PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"} - VERBS.get(line, set()):
            with undone():
                answer = world.browser("inside").generic(verb, world.address(line))
            if answer.status_code != 405:
                answered.append((line, verb, answer.status_code))
    assert answered == []


def test_a_strangers_row_answers_as_a_missing_one():
    world, telling, tried = a_world(), [], 0
    for line in LINES:
        kwargs = world.kwargs(line.partition("#")[0])
        if ids := {name for name, value in kwargs.items() if isinstance(value, int)}:
            for verb in ("GET", "POST"):
                foreign = _seen(world, verb, line)
                missing = _seen(world, verb, line, **dict.fromkeys(ids, 999_999_999))
                tried += 1
                if foreign != missing:
                    telling.append((line, verb, foreign[0], missing[0]))
    assert telling == []
    assert tried >= 40


def _seen(world, verb, line, **changed):
    """What a therapist outside the care team is answered."""
    with undone():
        answer = world.browser("outside").generic(verb, world.address(line, **changed))
        return answer.status_code, _bare(answer.content)


def _bare(content):
    """The page without what differs on every answer, and without the ids that were asked for."""
    return re.sub(rb'nonce="[^"]*"|value="[A-Za-z0-9]{64}"|\d+', b"", content)


@pytest.mark.parametrize("factor", [False, True])
def test_without_a_second_factor_staff_see_only_how_to_set_it_up(factor):
    world = a_world()
    browser = world.browser("inside")
    if not factor:
        session = browser.session
        del session["second_factor"]
        session.save()
    assert short(browser.get("/today/")) == ("200" if factor else "factor")
