"""The top floor's rows."""

from notes.models.adaptation import Adaptation
from notes.models.note import Note
from notes.models.session import CheckIn, DraftSave, Tick, Treatment
from notes.models.thread import Amendment, Remark

__all__ = [
    "Adaptation",
    "Amendment",
    "CheckIn",
    "DraftSave",
    "Note",
    "Remark",
    "Tick",
    "Treatment",
]
