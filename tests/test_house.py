"""The house rules that a machine can read: floors, rooms, words."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("clinic", "intake", "notes")  # lower floors never look up
WRITTEN = (".py", ".html", ".css", ".js", ".sql", ".typ", ".svg")


def ours():
    """Files that people wrote: what git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\n") if name and (ROOT / name).is_file()]


FILES = [path for path in ours() if path.suffix in WRITTEN]
MODULES = [
    path for path in FILES if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in FLOORS
]


def imports(path):
    """The names of the modules that `path` imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def floor_of(path):
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("floor", FLOORS)
def test_floors_look_down_only(floor):
    upstairs = FLOORS[FLOORS.index(floor) + 1 :]
    looks_up = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if floor_of(path) == floor
        for name in imports(path)
        if name.split(".")[0] in upstairs
    ]
    assert looks_up == []


def test_notes_enters_intake_through_its_two_doors():
    doors = {"intake.summary", "intake.consenting"}
    others = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if floor_of(path) == "notes"
        and "demo_seed" not in path.parts
        and "commands" not in path.parts
        for name in imports(path)
        if name.split(".")[0] == "intake" and name not in doors and name != "intake"
    ]
    assert others == []


def test_rooms_are_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in FILES
        if path.name != "0001_initial.py"  # written by makemigrations
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_there_are_no_junk_rooms():
    junk = {"utils.py", "helpers.py", "services.py", "selectors.py", "managers.py", "signals.py"}
    assert [str(path) for path in FILES if path.name in junk] == []


def test_templates_hold_no_inline_code_or_style():
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in FILES
        if path.suffix == ".html" and "emails" not in path.parts and "mail" not in path.name
        for word in (" style=", "<style", " onclick=", " onchange=", "javascript:")
        if word in path.read_text()
    ]
    assert found == []


def test_nothing_is_left_behind():
    marks = ("TO" + "DO", "FIX" + "ME", "X" * 3)
    found = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in FILES
        for mark in marks
        if mark in path.read_text()
    ]
    assert found == []
