"""Kill the web server and PostgreSQL while somebody types, and count what was lost or doubled.

.venv/bin/python bench/survive.py [--saves 200] [--seed N]     exit 1 on any loss or double
.venv/bin/python bench/survive.py --teeth                      exit 1 if spoiled runs look clean
"""

import argparse
import os
import random
import secrets
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.throwaway import Clinic
from bench.typist import QUIET, Typist
from clinic.running import Sorry, passing_database

LONGEST = 90  # seconds for everything
KILLS = {"web": 5, "database": 3}


@dataclass
class Verdict:
    """What the owner of the tables finds afterwards."""

    lost: int
    duplicated: int
    recognized: int  # retries of a save that was written, but whose answer nobody heard


def judge(owner, note, saves):
    """Compare what was acknowledged with the rows of `note`."""
    with psycopg.connect(owner) as database:
        text, version = database.execute(
            "SELECT subjective, version FROM notes_note WHERE id = %s", [note]
        ).fetchone()
        found = database.execute(
            "SELECT key, version, at FROM notes_draftsave WHERE note_id = %s", [note]
        ).fetchall()
    rows = {key: (number, at.timestamp()) for key, number, at in found}
    lost = [s for s in saves if rows.get(s.keys[-1], (None,))[0] != s.version]
    times_written = [sum(key in rows for key in s.keys) for s in saves]
    strangers = len(rows) - sum(times_written)
    same_version = len(rows) - len({number for number, _ in rows.values()})
    more = strangers + same_version + (version != len(rows))
    return Verdict(
        lost=len(lost) + (text != saves[-1].text),
        duplicated=sum(times - 1 for times in times_written if times > 1) + more,
        recognized=sum(rows[s.keys[-1]][1] < s.last_sent for s in saves if s.keys[-1] in rows),
    )


def attempt(clinic, note, title, seed, saves, kills, *, fresh_keys=False, earliest=0.1):
    """One note typed to its end; tells the figures and answers with them."""
    began = time.monotonic()
    typist = Typist(clinic, note, fresh_keys)
    typist.type(saves, kills, random.Random(seed), earliest)
    verdict = judge(clinic.database.owner, note, typist.saves)
    troubles = ", ".join(f"{what}: {times}" for what, times in typist.troubles.items())
    print(
        f"\n{title}, seed {seed}; killed: {', '.join(f'{h} {n} times' for h, n in kills.items())}"
    )
    print(f"acknowledged  {sum(s.version is not None for s in typist.saves):>5}")
    print(f"lost          {verdict.lost:>5}")
    print(f"duplicated    {verdict.duplicated:>5}")
    print(f"retries       {typist.troubles.total():>5}  ({troubles})")
    print(f"recognized    {verdict.recognized:>5}  (retries of what was written but not answered)")
    typical = statistics.median(typist.durations) * 1000
    print(f"one save      {typical:>5.0f} ms typical, {max(typist.durations):.1f} s at worst")
    print(f"seconds       {time.monotonic() - began:>5.1f}", flush=True)
    return verdict, typist.troubles["overtaken"]


def survive(clinic, seed, saves):
    """The real thing. A run in which no answer was lost after its commit has shown nothing."""
    (note,) = clinic.open(1)
    verdict, overtaken = attempt(clinic, note, f"{saves} saves", seed, saves, KILLS)
    if not verdict.recognized:
        print("No retry met its own earlier writing; this run shows nothing, take another seed.")
    return verdict.lost or verdict.duplicated or overtaken or not verdict.recognized


def teeth(clinic, seed, saves):
    """Both promises broken on purpose: the figures have to show it."""
    first, second = clinic.open(2)
    spoiled = {"fresh_keys": True, "earliest": 1.2}
    doubled, _ = attempt(clinic, first, "A new key per retry", seed, 40, {"web": 3}, **spoiled)
    clinic.server.sql("ALTER ROLE healing_web SET synchronous_commit = off")
    clinic.kill("web")  # so that no old connection is left
    clinic.wait()
    gone, _ = attempt(clinic, second, "synchronous_commit off", seed, 60, {"database": 4})
    return not (doubled.duplicated and gone.lost)


def late(*_):
    raise Sorry(f"Not done within {LONGEST} seconds.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10_000))
    parser.add_argument("--teeth", action="store_true", help="spoil it, and expect to see it")
    parser.add_argument("--loud", action="store_true", help="show what the web server says")
    asked = parser.parse_args()
    if asked.saves < QUIET + sum(KILLS.values()):
        parser.error(f"at least {QUIET + sum(KILLS.values())} saves")
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, signal.default_int_handler)
    signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST)
    os.environ["SECRET_KEY"] = secrets.token_urlsafe(48)
    began = time.monotonic()
    with passing_database(fsync=True) as database, tempfile.TemporaryDirectory() as folder:
        words = None if asked.loud else (Path(folder) / "words").open("w")
        clinic = Clinic(database, folder, words)
        try:
            failed = (teeth if asked.teeth else survive)(clinic, asked.seed, asked.saves)
        finally:
            signal.alarm(0)
            for request in (signal.SIGINT, signal.SIGTERM):  # what was started is stopped first
                signal.signal(request, signal.SIG_IGN)
            clinic.close()
    print(f"\n{'FAILED' if failed else 'passed'} in {time.monotonic() - began:.0f} seconds")
    return int(bool(failed))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Sorry as sorry:
        sys.exit(f"{sorry}")
    except KeyboardInterrupt:
        sys.exit(130)
