"""A private PostgreSQL for the demo and the tests: no Docker, no apt, nothing on the network.

Standard library only, because `run.py` needs it before anything is installed. The wheel's own
launcher is not used: as root it opens the home folder to everybody, it lets every local user in
without a password, and it believes a pid file whose process is somebody else's.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from clinic.pg_places import binaries, server_user, socket_folder, write_private

DATABASE, OWNER, WEB, SUPERUSER = "healing_touch", "healing_owner", "healing_web", "postgres"
LINUX = Path("/proc/self/cwd").exists()

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A signed note is on the disk before the therapist reads "signed".
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Clinical words never reach the log: no statements, no parameters, no failing rows.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}

ROLES = """
SELECT 'CREATE ROLE {owner}' WHERE to_regrole('{owner}') IS NULL \\gexec
SELECT 'CREATE ROLE {web}' WHERE to_regrole('{web}') IS NULL \\gexec
ALTER ROLE {owner} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {createdb} PASSWORD '{owner_pw}';
ALTER ROLE {web} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD '{web_pw}';
ALTER ROLE {web} SET statement_timeout = '5s';
ALTER ROLE {web} SET lock_timeout = '3s';
ALTER ROLE {web} SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE {web} SET jit = off;
SELECT 'CREATE DATABASE {database} OWNER {owner}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {web};
\\connect {database}
SET client_min_messages = warning;
ALTER SCHEMA public OWNER TO {owner};
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
"""


class ServerError(Exception):
    """PostgreSQL could not be started or asked; the message is its own."""


class Secrets:
    """Passwords made once and kept in a file that only we can read."""

    def __init__(self, path):
        self.path = Path(path)

    def get(self, name):
        known = json.loads(self.path.read_text()) if self.path.exists() else {}
        if name not in known:
            known[name] = secrets.token_urlsafe(48)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_private(self.path, json.dumps(known, indent=1) + "\n")
        return known[name]


class Server:
    """One cluster in `home`: its data, socket, log and the superuser's password."""

    def __init__(self, home, fsync=True, port=None, bin_dir=None, passwords=None):
        self.home = Path(home).resolve()
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.fsync = fsync
        self.port = port or 5432  # names the socket; nothing listens on the network
        self.bin = Path(bin_dir) if bin_dir else binaries()
        self.user = server_user()
        self.passwords = passwords or Secrets(self.home / "secrets")
        self.socket = socket_folder(self.home)

    def start(self):
        """Start it unless it answers already; tell whether this call started it."""
        self._prepare()
        if self.answers() or self._outlive_the_dead():
            return False
        self._configure()
        options = ("-D", self.data, "-w", "-t", "120", "-s", "-l", self.log)
        if self._run("pg_ctl", "start", *options).returncode:
            raise ServerError(f"PostgreSQL did not start:\n{self._last_words()}")
        return True

    def stop(self):
        """Stop it, whoever started it; a pid file that names a stranger harms nobody."""
        if self._postmaster() in self._processes() or (not LINUX and self.answers()):
            self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60", "-s")

    def answers(self):
        """Does it take connections right now?"""
        if not self.socket.is_dir():
            return False
        asked = self._run("pg_isready", "-q", "-h", self.socket, "-p", self.port)
        return asked.returncode == 0

    def url(self, role, database=DATABASE):
        """The address for `role`, as `DATABASE_URL` wants it."""
        where = f"host={quote(str(self.socket))}&port={self.port}"
        return f"postgresql://{role}:{quote(self.passwords.get(role))}@/{database}?{where}"

    def ensure_roles_and_database(self, createdb=False):
        """The owner migrates, the web owns nothing; `createdb` lets tests have databases."""
        self.sql(
            ROLES.format(
                owner=OWNER,
                web=WEB,
                database=DATABASE,
                createdb="CREATEDB" if createdb else "NOCREATEDB",
                owner_pw=self.passwords.get(OWNER),
                web_pw=self.passwords.get(WEB),
            )
        )

    def sql(self, script, database="postgres"):
        """Run `script` as the superuser; the first error stops it and is raised."""
        answer = self._run(
            *("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"),
            *("-h", self.socket, "-p", self.port, "-U", SUPERUSER, "-d", database),
            stdin=script,
            PGPASSWORD=(self.home / "superuser").read_text(),
        )
        if answer.returncode:
            raise ServerError(answer.stderr)
        return answer.stdout.strip()

    def _prepare(self):
        """Folders, binaries and the cluster itself, each only if it is missing."""
        for folder in (self.home, self.socket):
            self._own(folder)
        if not self.data.exists():
            self._initdb()

    def _own(self, folder):
        """The server's user alone may look inside; a folder somebody else put there is refused."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.lstat().st_uid
        if folder.is_symlink() or owner not in (os.geteuid(), self.user.pw_uid):
            raise ServerError(f"{folder} belongs to somebody else; please remove it.")
        if owner != self.user.pw_uid:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        folder.chmod(0o700)

    def _initdb(self):
        """A cluster is complete or absent: it gets its name only when `initdb` is done."""
        password, unfinished = self.home / "superuser", self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        write_private(password, secrets.token_urlsafe(48), self.user)
        builtin = ["--locale-provider=builtin"] if self._major() >= 17 else []
        made = self._run(
            *("initdb", *builtin, "--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums"),
            *("--auth=scram-sha-256", f"--pwfile={password}", f"--username={SUPERUSER}"),
            *(["--pgdata", unfinished] + ([] if self.fsync else ["--no-sync"])),
        )
        if made.returncode:
            raise ServerError(made.stderr)
        unfinished.rename(self.data)

    def _configure(self):
        """Write every setting that is not PostgreSQL's default, so that one place tells all."""
        settings = SETTINGS | {
            "fsync": "on" if self.fsync else "off",
            "port": self.port,
            "unix_socket_directories": self.socket,
        }
        lines = [
            f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'\n"
            for name, value in settings.items()
        ]
        write_private(self.data / "postgresql.conf", "".join(lines), self.user)

    def _outlive_the_dead(self):
        """Wait for the rest of a killed server, then remove a pid file that names a stranger.

        PostgreSQL itself removes the file of a dead process, but after a restart of the machine
        or container the number may be anybody's, and it would refuse to start for ever.
        While a process still stands in the data folder nothing is touched. True: it answers.
        """
        patience = time.monotonic() + 120
        while self._processes() and time.monotonic() < patience:
            if self.answers():
                return True
            time.sleep(0.1)
        if LINUX and not self._processes():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for left in self.socket.glob(f".s.PGSQL.{self.port}*"):
                left.unlink(missing_ok=True)
        return False

    def _processes(self):
        """Ids of the processes that stand in the data folder, where every backend lives.

        Asked as the server's own user: even root may not look at others in a container.
        """
        look = "exec find /proc/[0-9]*/cwd -maxdepth 0 -printf '%p %l\\n'"
        seen = self._run("/bin/sh", "-c", look).stdout if LINUX else ""
        pairs = (line.split(" ", 1) for line in seen.splitlines())
        return {int(path.split("/")[2]) for path, cwd in pairs if cwd == str(self.data)}

    def _postmaster(self):
        """The process id that the pid file claims, or None."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    def _major(self):
        return int(re.search(r"\d+", self._run("postgres", "--version").stdout)[0])

    def _last_words(self):
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-15:])

    def _run(self, program, *args, stdin=None, **env):
        """Run one of PostgreSQL's programs as its user, with nothing of our environment."""
        lend = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return subprocess.run(
            [str(self.bin / program), *map(str, args)],
            **(lend if os.geteuid() == 0 else {}),
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"} | env,
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
