#!/usr/bin/env python3
"""The commands of this repository; they need Python 3.11 and nothing else.

python3 run.py demo      a clinic with invented people on http://localhost:8000
python3 run.py test      everything that has to hold; arguments go to pytest
python3 run.py manage    Django's command line on the demo's data
python3 run.py lock      write the lock files anew from the .in files
"""

import argparse
import os
import signal
import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for older Pythons
    sys.exit("Healing Touch needs Python 3.11 or newer; this is Python " + sys.version.split()[0])

from clinic import checking
from clinic.pg import ServerError
from clinic.running import (
    PYTHON,
    ROOT,
    VAR,
    Alone,
    Children,
    Sorry,
    digest,
    install,
    lasting_database,
    once,
    refuse_taken_port,
    run,
)

MANAGE = (PYTHON, ROOT / "manage.py")
LOCKS = {"requirements": (), "requirements-dev": ("requirements",)}
LOCKS["requirements-browser"] = ("requirements-dev",)


def demo(port):
    """Run the clinic until somebody stops it."""
    if (lock := Alone()).taken():
        raise Sorry("The demo of this checkout runs already; stop it first.")
    refuse_taken_port(port)
    install("requirements.txt")
    site = f"http://localhost:{port}"
    children = Children()
    with lock.file, lasting_database() as database:
        prepare(database)
        env = database.environment(DEMO="yes", SITE_URL=site)
        try:
            serve(children, port, env)
            children.wait_until_answered(f"http://127.0.0.1:{port}/healthz")
            print(f"\nHealing Touch is open: {site}")
            print("Sign in with one of the buttons; each is an invented person.")
            print("The demo password, asked again when you sign a note, stands beside the buttons.")
            print("Ctrl-C closes it.\n", flush=True)
            watch(children, database.server)
        finally:
            children.stop()


def watch(children, server):
    """Return never; raise when one of the programs, or our own PostgreSQL, has ended."""
    silent = 0  # a database that recovers from a crash of one connection is silent for a moment
    while silent < 3:
        children.refuse_deaths()
        silent = 0 if server is None or server.answers() else silent + 1
        time.sleep(1)
    raise Sorry("PostgreSQL stopped by itself; start the demo again.")


def prepare(database):
    """Tables, invented people and static files, each only if something changed."""
    env = database.environment(DEMO="yes")
    lock = ROOT / "requirements.txt"
    moves = digest(lock, *ROOT.glob("*/migrations"), *ROOT.glob("*/sql"))
    # Somebody else's database may have been replaced, so only our own is trusted to be as we left.
    stamp = database.server.home / "migrated" if database.server else VAR / "migrated"
    if not database.server:
        stamp.unlink(missing_ok=True)
    with once(stamp, moves) as needed:
        if needed:
            run(*MANAGE, "migrate", "-v", "0", env=database.environment("owner", DEMO="yes"))
            run(*MANAGE, "seed_demo", env=env)
    sources = (*ROOT.glob("*/static"), ROOT / "clinic/settings.py", ROOT / "clinic/static_files.py")
    with once(VAR / "static.stamp", digest(lock, *sources)) as needed:
        if needed or not (VAR / "static").is_dir():
            run(*MANAGE, "collectstatic", "--noinput", "--clear", "-v", "0", env=env)


def serve(children, port, env):
    """The web and the one worker that sends its mail; both as the role that owns nothing."""
    serve_web(children, port, env)
    children.start("job worker", *MANAGE, "procrastinate", "worker", env=env)


def serve_web(children, port, env):
    """The web alone, on this machine only."""
    pooled = env | {"DATABASE_POOL": "yes"}
    gunicorn = (PYTHON, "-m", "gunicorn", "clinic.wsgi", "--bind", f"127.0.0.1:{port}")
    shape = ("--worker-class", "gthread", "--workers", "2", "--threads", "4")
    quiet = ("--no-control-socket", "--log-level", "warning")
    children.start("web server", *gunicorn, *shape, *quiet, env=pooled)


def manage(arguments):
    """Django's command line as the web role, or with `--owner` first as the tables' owner."""
    role = "owner" if arguments[:1] == ["--owner"] else "web"
    install("requirements.txt")
    # A demo that runs, or has been started meanwhile, keeps its database.
    with lasting_database(stop=lambda: not Alone().taken()) as database:
        env = database.environment(role, DEMO=os.environ.get("DEMO", "yes"))
        run(*MANAGE, *arguments[role == "owner" :], env=env)


def lock(arguments):
    """Write the lock files; versions stay unless an .in file or `--upgrade` asks for others."""
    tools = VAR / "uv"
    if not (tools / "bin" / "uv").exists():
        run(sys.executable, "-m", "venv", tools)
        run(tools / "bin" / "pip", "install", "-q", "uv==0.13.9")
    write = (tools / "bin" / "uv", "pip", "compile", "-q", "--universal", "--generate-hashes")
    write += ("--python-version", "3.11", "--custom-compile-command", "python3 run.py lock")
    for name, floors in LOCKS.items():
        within = [part for floor in floors for part in ("-c", f"{floor}.txt")]
        run(*write, f"{name}.in", *within, "-o", f"{name}.txt", *arguments)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="open the demo clinic").add_argument(
        "--port", type=int, default=8000
    )
    for name, text in (("test", "run all checks"), ("manage", "Django"), ("lock", "lock files")):
        commands.add_parser(name, help=text, add_help=False)
    asked, rest = parser.parse_known_args()
    for request in (signal.SIGINT, signal.SIGTERM):  # both mean: close in order
        signal.signal(request, signal.default_int_handler)
    if asked.command == "demo" and rest:
        parser.error(f"unknown: {' '.join(rest)}")
    if asked.command == "demo":
        return demo(asked.port)
    return {"test": checking.test, "manage": manage, "lock": lock}[asked.command](rest)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Sorry, ServerError) as sorry:
        sys.exit(f"{sorry}")
    except KeyboardInterrupt:
        sys.exit(130)
