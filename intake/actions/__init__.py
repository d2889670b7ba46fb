"""Every verb of the intake. Each one locks, asks, writes, records: all or nothing."""

from intake.actions.agreeing import consent, submit
from intake.actions.answering import answer, answers, none_of_these, save_page
from intake.actions.deciding import default_expiry, review, settle
from intake.actions.inviting import invite, resend
from intake.actions.opening import ask_code, locked, redeem

__all__ = [
    "answer",
    "answers",
    "ask_code",
    "consent",
    "default_expiry",
    "invite",
    "locked",
    "none_of_these",
    "redeem",
    "resend",
    "review",
    "save_page",
    "settle",
    "submit",
]
