"""Every verb of the intake. Each one locks, asks, writes, records: all or nothing."""

from intake.actions.agreeing import consent
from intake.actions.answering import answer, answers, none_of_these, save_page
from intake.actions.clearing import clear, revoke_clearance
from intake.actions.deciding import confirm_person, default_expiry, observe, review, settle
from intake.actions.handing import hand_over
from intake.actions.inviting import invite, resend, withdraw
from intake.actions.marking import mark, unmark
from intake.actions.opening import ask_code, locked, redeem, why_shut
from intake.actions.recording import newest_incident, record_incident
from intake.actions.ruling import change_rule
from intake.actions.sending import submit
from intake.actions.setting import change_settings
from intake.actions.signing import sign, start_again
from intake.actions.stopping import history, write_up
from intake.actions.triaging import triage
from intake.actions.visiting import agree, ask_today, go_on
from intake.actions.weighing import weigh

__all__ = [
    "agree",
    "answer",
    "answers",
    "ask_code",
    "ask_today",
    "change_rule",
    "change_settings",
    "clear",
    "confirm_person",
    "consent",
    "default_expiry",
    "go_on",
    "hand_over",
    "history",
    "invite",
    "locked",
    "mark",
    "newest_incident",
    "none_of_these",
    "observe",
    "record_incident",
    "redeem",
    "resend",
    "withdraw",
    "review",
    "revoke_clearance",
    "save_page",
    "settle",
    "sign",
    "start_again",
    "submit",
    "triage",
    "unmark",
    "weigh",
    "why_shut",
    "write_up",
]
