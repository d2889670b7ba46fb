"""`docs/journey.md` is compared with the code: one word per verb, everywhere."""

import importlib
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from clinic import journey

ROOT = Path(__file__).resolve().parent.parent
LINES = [
    [cell.strip().strip("`") for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs" / "journey.md").read_text().splitlines()
    if re.match(r"\| \d+ \|", line)
]


def names():
    """Every `app:route` of the URLconf."""
    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        for key in resolver.reverse_dict:
            if isinstance(key, str):
                yield f"{namespace}:{key}"


def test_there_are_fourteen_verbs():
    assert len(LINES) == 14


@pytest.mark.parametrize("line", LINES, ids=[line[1] for line in LINES])
def test_the_verb_has_its_places(line):
    _, verb, _, url, action, refusal, step, test = line
    module, _, function = action.rpartition(".")
    assert callable(getattr(importlib.import_module(module), function))
    assert url in set(names())
    assert (ROOT / test).exists()
    if refusal.startswith("why_not"):
        floor = module.split(".")[0]
        homes = [f"{floor}.access", f"{floor}.why_not"]
        assert any(
            hasattr(importlib.import_module(home), refusal)
            for home in homes
            if importlib.util.find_spec(home)
        )
    if "." in step:
        assert step in journey.LABELS
