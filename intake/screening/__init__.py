"""The screening table: one data file per version, never edited once clients have answered it."""

import json
from functools import cache
from pathlib import Path
from types import MappingProxyType

LATEST = "2026-11-24"

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
def groups(version=LATEST):
    """The groups of a version in order: dicts with code, title, why, private. Only to read."""
    return tuple(load(version)["groups"])
