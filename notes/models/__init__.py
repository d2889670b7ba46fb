"""The top floor's rows."""

from notes.models.note import Note
from notes.models.session import CheckIn, DraftSave, Tick, Treatment
from notes.models.thread import Amendment, Remark

__all__ = ["Amendment", "CheckIn", "DraftSave", "Note", "Remark", "Tick", "Treatment"]
