"""Every verb of an intake: the client's, and those of the people who work here."""

from intake.actions.client import (
    answer,
    answers,
    ask_code,
    consent,
    none_of_these,
    redeem,
    save_page,
    submit,
)
from intake.actions.staff import default_expiry, invite, resend, review, settle

__all__ = [
    "answer",
    "answers",
    "ask_code",
    "consent",
    "default_expiry",
    "invite",
    "none_of_these",
    "redeem",
    "resend",
    "review",
    "save_page",
    "settle",
    "submit",
]
