"""`run.py test`: every check in one row, all failures told, one last line that counts."""
# ruff: noqa: S603, S607 - every command line here is our own, nothing in it comes from outside

import os
import secrets
import shutil
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from clinic.running import PYTHON, ROOT, Sorry, install, passing_database

# Debian's Chromium without windows draws the same pages in a quarter less time; either will do.
CHROMIUM = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
OLDEST_POSTGRES = Path("/usr/lib/postgresql/15/bin")  # what Debian 12 offers a clinic
BROWSER_PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core")
SPREAD = ("--dist", "worksteal")  # pages wait for timers: a third worker uses the pauses


@dataclass
class Result:
    """What one step came to."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def test(arguments):
    """Run everything, or pytest alone when there are arguments."""
    install("requirements-dev.txt", "requirements-browser.txt")
    if arguments:
        with passing_database() as database:
            command = [PYTHON, "-m", "pytest", *arguments]
            return subprocess.run(command, cwd=ROOT, env=environment(database)).returncode
    results, browser = [], have_browser()
    with passing_database() as database:
        env = environment(database)
        for name, command in lints():
            results.append(step(name, command, env))
        results.append(suite("pytest", env, "-n", "2", "-m", "not browser"))
    if (OLDEST_POSTGRES / "initdb").exists():
        with passing_database(OLDEST_POSTGRES) as database:
            env = environment(database)
            results.append(suite("pytest, PostgreSQL 15", env, "-n", "2", "-m", "database"))
    if browser:
        with passing_database() as database:
            env = environment(database, DJANGO_ALLOW_ASYNC_UNSAFE="true")  # Playwright has a loop
            results.append(suite("pytest, browser", env, "-n", "3", *SPREAD, "-m", "browser"))
    return tell(results, browser)


def lints():
    """The checks that are not tests; each counts as one."""
    yield "ruff check", [PYTHON, "-m", "ruff", "check", "."]
    yield "ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."]
    yield "djlint", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]
    manage = [PYTHON, "manage.py"]
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"]
    yield "deploy check", [*manage, "check", "--deploy", "--fail-level", "WARNING"]


def environment(database, **more):
    """As in production: nothing of the demo, a key of its own, both addresses for the tests."""
    env = os.environ | {
        "DATABASE_URL": database.web,
        "MIGRATE_DATABASE_URL": database.owner,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DEMO": "no",
    }
    return env | more


def step(name, command, env):
    """Run one lint and time it."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    failed = subprocess.run(command, cwd=ROOT, env=env).returncode != 0
    return Result(name, int(not failed), int(failed), 0, time.monotonic() - began)


def suite(name, env, *arguments):
    """Run pytest and count from its report; a run without a report or without tests has failed."""
    report = Path(env.get("TMPDIR", "/tmp")) / f"pytest-{os.getpid()}.xml"  # noqa: S108 - own pid
    report.unlink(missing_ok=True)
    command = [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments]
    result = step(name, command, env)
    if report.exists():
        count = ElementTree.parse(report).getroot().find("testsuite").attrib  # noqa: S314 - ours
        tests, skipped = int(count["tests"]), int(count["skipped"])
        broken = int(count["failures"]) + int(count["errors"])
        result.passed, result.skipped = max(0, tests - broken - skipped), skipped
        result.failed = max(broken, result.failed)
        report.unlink()
    return result


def have_browser():
    """Is there a Chromium? Root may fetch Debian's."""
    if not CHROMIUM[0].exists() and os.geteuid() == 0 and shutil.which("apt-get"):
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        fetch = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *BROWSER_PACKAGES]
        if subprocess.run(["apt-get", "update", "-q"], env=env).returncode == 0:
            subprocess.run(fetch, env=env)
    found = any(one.exists() for one in CHROMIUM)
    if not found and os.environ.get("REQUIRE_BROWSER") == "1":
        raise Sorry("REQUIRE_BROWSER=1, but there is no Chromium in /usr/bin.")
    return found


def tell(results, browser):
    """A table with seconds, then the one line that counts."""
    print(f"\n{'step':<24}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for one in results:
        figures = f"{one.passed:>8}{one.failed:>8}{one.skipped:>9}{one.seconds:>9.1f}"
        print(f"{one.name:<24}{figures}")
    passed, failed = (sum(getattr(one, key) for one in results) for key in ("passed", "failed"))
    missing = "" if browser else "; THE BROWSER TESTS DID NOT RUN: no Chromium"
    print(f"\n{passed} passed, {failed} failed{missing}", flush=True)
    return int(failed > 0)
