"""What `run.py` is made of: the environment, the database's addresses, and child processes.

Standard library only; nothing is installed yet when this is imported.
"""
# ruff: noqa: S603 - every command line here is our own, nothing in it comes from outside

import contextlib
import ctypes
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clinic import pg, pg_places

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


class Sorry(Exception):
    """Something the person at the keyboard can put right; the message says how."""


def run(*command, env=None):
    """Run `command` in the checkout; a failure ends us with its name."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env=env)
    if done.returncode:
        name = " ".join(Path(str(part)).name for part in command[:3])
        raise Sorry(f"'{name}' failed; its own words stand above.")


def digest(*paths):
    """One hash over files and everything inside folders, names included."""
    whole = hashlib.sha256()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file.is_file() and file.suffix != ".pyc":
                whole.update(str(file).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


@contextlib.contextmanager
def once(stamp, value):
    """Yield whether the work is needed; remember in `stamp` that it was done for this `value`."""
    needed = not stamp.exists() or stamp.read_text() != value
    yield needed
    if needed:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(value)


def install(*locks):
    """A virtual environment with exactly the packages of these lock files."""
    if not (VENV / "bin" / "pip").exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(VENV)])
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise Sorry("Python's venv is missing; on Debian: apt install python3-venv")
    marker = VENV / "installed.json"
    known = json.loads(marker.read_text()) if marker.exists() else {}
    wanted = {lock: digest(ROOT / lock) for lock in locks}
    if wanted.items() <= known.items():
        return
    print("Installing", ", ".join(locks), flush=True)
    files = [part for lock in locks for part in ("-r", ROOT / lock)]
    quiet = ("-q", "--disable-pip-version-check", "--require-hashes")
    run(PYTHON, "-m", "pip", "install", *quiet, *files)
    marker.write_text(json.dumps(known | wanted))


class Addresses:
    """The database as the web sees it and as the owner sees it."""

    def __init__(self, web, owner, server=None):
        self.web, self.owner, self.server = web, owner, server

    def environment(self, role="web", **more):
        """The environment for one child: it learns its own address and no other."""
        env = {key: value for key, value in os.environ.items() if key != "MIGRATE_DATABASE_URL"}
        env["DATABASE_URL"] = self.web if role == "web" else self.owner
        env["WEB_ROLE"] = unquote(urlsplit(self.web).username or "")
        env.setdefault("SECRET_KEY", pg.Secrets(VAR / "secrets").get("SECRET_KEY"))
        return env | {"VAR_DIR": str(VAR)} | more


@contextlib.contextmanager
def lasting_database(stop=lambda: True):
    """The demo's database: the one the environment names, or our own, started and stopped here."""
    web, owner = os.environ.get("DATABASE_URL"), os.environ.get("MIGRATE_DATABASE_URL")
    if web and owner:
        yield Addresses(web, owner)
        return
    if web or owner:
        raise Sorry("Please set both DATABASE_URL and MIGRATE_DATABASE_URL, or neither.")
    secrets = pg.Secrets(VAR / "secrets")
    server = pg.Server(pg_places.lasting_home(VAR), passwords=secrets)
    try:
        server.start()
        server.ensure_roles_and_database()
        yield Addresses(server.url(pg.WEB), server.url(pg.OWNER), server)
    finally:
        if stop():
            server.stop()


@contextlib.contextmanager
def passing_database(bin_dir=None, fsync=False):
    """A throw-away server: nothing is left behind, and without `fsync` nothing waits for a disk."""
    for home in pg_places.abandoned_homes():
        pg.Server(home).stop()
        shutil.rmtree(home, ignore_errors=True)
    server = pg.Server(pg_places.passing_home(), fsync=fsync, bin_dir=bin_dir)
    try:
        server.start()
        server.ensure_roles_and_database(createdb=True)
        yield Addresses(server.url(pg.WEB), server.url(pg.OWNER), server)
    finally:
        server.stop()
        shutil.rmtree(server.home, ignore_errors=True)


class Alone:
    """The demo's lock: one demo per checkout, and others can ask whether it runs."""

    def __init__(self):
        VAR.mkdir(parents=True, exist_ok=True)
        self.file = (VAR / "demo.lock").open("a")  # the kernel lets go of it, whatever kills us

    def taken(self):
        """Take the lock; true if somebody else has it."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def refuse_taken_port(port):
    """Say it before anything is started, not in a stack trace afterwards."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Sorry(
                f"Port {port} is taken by another program; "
                f"try: python3 run.py demo --port {port + 1}"
            ) from None


class Children:
    """Programs that live and die together. `words`: a file for what they say, else our own."""

    def __init__(self, words=None):
        self.running, self.words = {}, words

    def start(self, name, *command, env):
        """Start one in a session of its own: Ctrl-C reaches only us, and we stop in order."""
        self.running[name] = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=self.words,
            stderr=self.words,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def refuse_deaths(self):
        """Raise if one has ended, with its name."""
        for name, child in self.running.items():
            if child.poll() is not None:
                raise Sorry(f"The {name} stopped by itself (code {child.returncode}).")

    def wait_until_answered(self, url, seconds=60):
        """Wait for the first answer from `url`, while everybody lives."""
        patience = time.monotonic() + seconds
        while time.monotonic() < patience:
            self.refuse_deaths()
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
                return
            time.sleep(0.1)
        raise Sorry(f"No answer from {url} within {seconds} seconds.")

    def stop(self):
        """Ask all to end, wait, and end those who do not."""
        for child in self.running.values():
            child.terminate()
        patience = time.monotonic() + 15
        for child in self.running.values():
            try:
                child.wait(max(0.1, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _die_with_parent():
    """Linux ends the child when we are killed, so that no old server keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
