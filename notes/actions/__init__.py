"""Every verb a person can press on a note. Each locks, asks, writes and records: all or nothing.

They run inside the transaction that `scope.acting_as` opened.
"""

from notes.actions.session import (
    adapt,
    add_treatment,
    check_in,
    remove_check_in,
    remove_treatment,
    tick,
)
from notes.actions.signing import amend, approve, mark_in_error, remark, sign
from notes.actions.writing import Conflict, Saved, save, start

__all__ = [
    "Conflict",
    "Saved",
    "adapt",
    "add_treatment",
    "amend",
    "approve",
    "check_in",
    "mark_in_error",
    "remark",
    "remove_check_in",
    "remove_treatment",
    "save",
    "sign",
    "start",
    "tick",
]
