"""The screening table: one data file per version, never edited once clients have answered it."""

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType

LATEST = "2026-11-27"

ASKED = ("question", "follow_up", "severity", "scope")  # what makes a row another question

HERE = Path(__file__).parent


def load(version=LATEST):
    # Parsed anew each time: a caller that changes its copy must not change everybody's.
    return json.loads(text(version))


@cache
def text(version):
    return (HERE / f"{version}.json").read_text(encoding="utf-8")


@cache
def rows(version=LATEST):
    """{code: row} of a version in the order of asking, parsed once per process. Only to read."""
    return MappingProxyType({row["id"]: row for row in load(version)["questions"]})


@cache
def asks_the_same(code, version):
    """Does the newest version ask a row as `version` did: words, follow-ups, severity, places?

    If not, an old "no" is no answer to it, and an old yes is at least a plain yes. A row that the
    newest version no longer has is read by its own words.
    """
    old, new = rows(version).get(code), rows().get(code)
    return new is None or (old is not None and all(old[key] == new[key] for key in ASKED))


@cache
def groups(version=LATEST):
    """The groups of a version in order: dicts with code, title, why, private. Only to read."""
    return tuple(load(version)["groups"])
