"""Each `why_not_<verb>` answers with the sentence to show, or None when the way is clear."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import summary
from notes import adapting, caps, stops
from notes.checklist import BY_CODE, open_musts
from notes.models import Amendment, Tick
from notes.models.adaptation import REASON_LEAST


def why_not_start(user, visit):
    """Only the visit's own therapist starts it, and only when it was not cancelled."""
    if visit.therapist_id != user.pk:
        return _("Only the therapist of this visit starts it.")
    if visit.cancelled_at:
        return _("This visit was cancelled. Book a new one first.")
    return None


def why_not_take_back(wrong_tap):
    """A stop that the client said stays; only one that nobody said goes (domain 13, rule 2)."""
    if wrong_tap:
        return None
    return _("Say first that it was a wrong tap: what it closed opens again.")


def why_not_write(user, note):
    """Only the visit's own therapist writes, until the signature."""
    if note.therapist_id != user.pk:
        return _("Only the therapist of this visit writes its note.")
    if note.errored_at:
        return _("This note was entered in error. Start the visit again to write a new one.")
    if note.signed_at:
        return _("This note is signed. Add an amendment instead.")
    return None


def why_not_treat(note, row, limits):
    """A technique row is within the zone's cap, the client's cap, and the decision in force.

    Not where the client said stop at this visit (domain 13, rule 2), and after it was said how the
    work was adapted (domain 3.4). `limits`: what `summary.limits` answers at this moment.
    """
    if sentence := caps.why_not_row(row, caps.after_stops(limits, stops.of(note))):
        return sentence
    asked = summary.adjustments(limits["places"], note.therapist_id)
    return adapting.why_not_before(note, row, asked)


def why_not_adapt(user, note, asked, used, reason):
    """An adjustment that is asked for, adapted or with a reason of some length (domain 3.1)."""
    if sentence := why_not_write(user, note):
        return sentence
    if asked is None:
        return _("No answer asks for this any more. Open the note again.")
    if not used and len(reason.strip()) < REASON_LEAST:
        return _("Say in at least 20 characters why it was not adapted.")
    return None


def why_not_tick(user, note, code, answer, reason):
    """A known item, one of three answers, and a reason for what was not done."""
    if sentence := why_not_write(user, note):
        return sentence
    if code not in BY_CODE:
        return _("This item is not on the checklist.")
    if answer not in Tick.Answer.values:
        return _("Choose done, not applicable, or not done.")
    if answer == Tick.Answer.NOT_DONE and not reason.strip():
        return _("Say in a few words why it was not done.")
    return None


def why_not_sign(user, note):
    """A note is signed when it says something and its must-items are answered.

    A cap or lock that came after a row was saved only warns (`caps.warnings`): what was done
    stays true, and must be signable.
    """
    if sentence := why_not_write(user, note):
        return sentence
    if not note.objective.strip() and not note.treatments.all():
        return _("Write what you found, or add what you did, before signing.")
    if left := len(open_musts(note.ticks.all())):
        return ngettext(
            "%(left)d item of the checklist still needs an answer.",
            "%(left)d items of the checklist still need an answer.",
            left,
        ) % {"left": left}
    return None


def why_not_sign_shown(note, shown_hash):
    """What is signed is what was on screen, letter for letter."""
    if note.digest() != shown_hash:
        return _("The note changed since you opened it. Read it again, then sign.")
    return None


def why_not_amend(user, note, kind="", reason="", event_at=None, now=None):
    """Only the signer amends, and only after the signature (also after the approval)."""
    if note.errored_at:
        return _("This note was entered in error. Nothing is added to it.")
    if note.signed_at is None:
        return _("This note is not signed yet. Change it directly.")
    if note.signed_by_id != user.pk:
        return _("Only the person who signed adds to this note.")
    if kind == Amendment.Kind.AMENDMENT and not reason.strip():
        return _("Say why something has to be put right.")
    if kind == Amendment.Kind.LATE_ENTRY and event_at is None:
        return _("Say when it happened.")
    if event_at and event_at > (now or timezone.now()):
        return _("That time is still to come.")
    return None


def why_not_remark(user, note):
    """Admins remark on signed notes."""
    if not user.is_admin:
        return _("Only an admin adds remarks.")
    if note.errored_at:
        return _("This note was entered in error. Nothing is added to it.")
    if note.signed_at is None:
        return _("This note is not signed yet.")
    return None


def why_not_approve(user, note, up_to=None):
    """An admin who did not sign approves once, having read up to the latest amendment.

    `up_to`: how many amendments the person has read, or None to leave that question out.
    """
    if not user.is_admin:
        return _("Only an admin approves notes.")
    if note.errored_at:
        return _("This note was entered in error.")
    if note.signed_at is None:
        return _("This note is not signed yet.")
    if note.approved_at:
        return _("This note is already approved.")
    if note.signed_by_id == user.pk:
        return _("Somebody else approves what you signed.")
    if up_to is not None and up_to != note.amendments.count():
        return _("An amendment was added since you opened this note. Read it, then approve.")
    return None


def why_not_mark_in_error(user, note, reason):
    """The note's own therapist says, with a reason, that it should not exist."""
    if note.therapist_id != user.pk:
        return _("Only the therapist of this visit marks its note as entered in error.")
    if note.errored_at:
        return _("This note is already marked as entered in error.")
    if not reason.strip():
        return _("Say why this note was entered in error.")
    return None


def may_read(user, note):
    """May the words of `note` be shown? Drafts are their therapist's own.

    Whether the client's words may be shown at all is asked by `clinic.access.client_for_words`.
    """
    return note.signed_at is not None or note.therapist_id == user.pk
