"""How long does a save of the intake take, beside the least that Django can do?

    .venv/bin/python bench/intake.py                     # 100 and 100,000 clients
    .venv/bin/python bench/intake.py --clients 100       # quicker

Both servers run side by side on one throw-away PostgreSQL, and take turns.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench.crowd import Browser, p50, populate, together
from clinic.running import PYTHON, Children, passing_database, run
from run import MANAGE, serve_web

PORT, FLOOR_PORT = 8431, 8432
BARS = {"autosave a word": 3.5, "autosave an answer": 3.5, "send": 4.0}
ROUNDS, SAVES = 6, 40  # rounds of saves, ours and the floor's in turn
WARM, ONE, EIGHT = 64, 32, 64  # forms that are sent: before anything is timed, alone, 8 at once


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--clients", type=int, nargs="+", default=[100, 100_000])
    asked.add_argument("--loud", action="store_true")
    given = asked.parse_args()
    if len(given.clients) > 1:  # Django keeps one database per process
        each = ([str(count), *["--loud"] * given.loud] for count in given.clients)
        commands = [[PYTHON, __file__, "--clients", *more] for more in each]
        return max([subprocess.run(command).returncode for command in commands])
    worst = {}
    for count in given.clients:
        words = None if given.loud else open(os.devnull, "w")  # noqa: SIM115 - the servers' own
        with tempfile.TemporaryDirectory() as folder, passing_database(fsync=True) as database:
            figures = measure(database, folder, count, words)
        tell(count, figures)
        for (name, _at_once), (floor, ours) in figures.items():
            worst[name] = max(worst.get(name, 0), ours / floor)
    missed = {name: f"{ratio:.2f}" for name, ratio in worst.items() if ratio > BARS[name]}
    print("bars missed:", missed or "none")
    return int(bool(missed))


def measure(database, folder, count, words):
    """{(what, how many at once): (p50 of the floor, p50 of ours)} in ms, with `count` clients."""
    own = {"DEMO": "yes", "VAR_DIR": folder, "SITE_URL": f"http://localhost:{PORT}"}
    run(*MANAGE, "migrate", "-v", "0", env=database.environment("owner", **own))
    env = database.environment(**own)
    run(*MANAGE, "collectstatic", "--noinput", "-v", "0", env=env)
    os.environ.update(env, DJANGO_SETTINGS_MODULE="tests.settings")
    children = Children(words)
    try:
        serve_web(children, PORT, env)
        serve_floor(children, env)
        sessions = prepare(database, count)
        for port in (PORT, FLOOR_PORT):
            children.wait_until_answered(f"http://127.0.0.1:{port}/healthz")
        return {
            **saves(sessions[:8]),
            **sends(sessions[8:]),
        }
    finally:
        children.stop()


def serve_floor(children, env):
    """The same number of workers and threads as ours."""
    shape = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
    command = (PYTHON, "-m", "gunicorn", "bench.floor", "--bind", f"127.0.0.1:{FLOOR_PORT}")
    children.start("floor", *command, *shape, "--no-control-socket", env=env)


def prepare(database, count):
    """The crowd, and the sessions of 8 who answer and of all who are ready to send."""
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connections

    from bench.floor import TABLE
    from clinic import pg, scope
    from tests import build
    from tests.intake import build as intakes

    with scope.acting_as(scope.Actor("job")):
        therapist = build.a_user()
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute(TABLE.format(role=pg.WEB))
        populate(owner, count, therapist.pk)
    found = []
    for number in range(8 + WARM + ONE + EIGHT):
        client = build.a_client(therapist)
        ready = intakes.a_filled_intake if number >= 8 else intakes.a_started_intake
        session = SessionStore()
        session.update(intakes.visiting(ready(client, therapist=therapist)))
        session.save()
        found.append(session.session_key)
    connections.close_all()
    return found


def saves(sessions):
    """One field of the goals page, and one health answer."""
    kinds = {
        "autosave a word": ("/intake/form/goals/", lambda n: {"goal": f"Walk {n} miles"}),
        "autosave an answer": (
            "/intake/form/health/",
            lambda n: {"q-RF01": ("no", "unsure")[n % 2]},
        ),
    }
    figures = {}
    for name, (path, typed) in kinds.items():
        for at_once in (1, 8):
            ours = [Browser(PORT, key) for key in sessions[:at_once]]
            floor = [Browser(FLOOR_PORT, "none") for _ in range(at_once)]

            def ask(browser, path=path, typed=typed):
                for number in range(SAVES):
                    fields = typed(number)
                    fields["changed"] = next(iter(fields))
                    browser.post(path, fields, 200, **{"X-Autosave": "1"})

            for _ in range(ROUNDS):
                together(ours, ask)
                together(floor, write)
            figures[name, at_once] = p50(all_of(floor)), p50(all_of(ours))
    return figures


def write(browser):
    for number in range(SAVES):
        browser.post("/write", {"goal": f"Walk {number} miles"}, 200)


def sends(sessions):
    """Each intake can be sent once: first some unmeasured, as the floor's writes are warm too."""
    figures = {}
    groups = [sessions[:WARM], sessions[WARM : WARM + ONE], sessions[WARM + ONE :]]
    for at_once, keys in zip((8, 1, 8), groups, strict=True):
        floor = [Browser(FLOOR_PORT, "none") for _ in range(at_once)]
        ours = [Browser(PORT, key) for key in keys]

        def send(browser):
            browser.post("/intake/send/", {"signer_name": "Crowd Sample"}, 302)

        for first in range(0, len(ours), at_once):
            together(ours[first : first + at_once], send)
        together(floor, write)
        if keys is not groups[0]:
            figures["send", at_once] = p50(all_of(floor)), p50(all_of(ours))
    return figures


def all_of(browsers):
    return [took for browser in browsers for took in browser.took]


def tell(count, figures):
    print(f"\n{count:,} clients        at once   floor p50     ours p50    ratio    bar")
    for (name, at_once), (floor, ours) in figures.items():
        print(
            f"{name:<22}{at_once:>6}{floor:>10.2f} ms{ours:>10.2f} ms"
            f"{ours / floor:>9.2f}{BARS[name]:>7.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
