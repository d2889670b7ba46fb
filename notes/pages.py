"""What the pages of one note need, gathered once; views pass it on, templates only show it."""

import uuid

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext as _

from clinic import journey
from clinic.access import client_for_words
from clinic.audit import record
from intake import summary
from notes import adapting, caps, late, lying, stops
from notes.access import why_not_amend, why_not_approve, why_not_remark, why_not_sign
from notes.actions.signing import meaning
from notes.checklist import board
from notes.forms import AmendmentForm, NoteForm, TreatmentForm
from notes.forms_review import RemarkForm
from notes.lists import last_signed
from notes.models import CheckIn, Note, Treatment, set_up
from notes.models.session import SIDES

NEAR = ("visit", "client", "therapist", "signed_by", "approved_by", "errored_by")
CHILDREN = ("treatments", "adaptations", "check_ins", "ticks")


def header(user, pk):
    """The note as a list may show it, or 404. Its words are not to be shown yet."""
    note = Note.objects.listed_for(user).select_related(*NEAR).filter(pk=pk).first()
    if note is None:
        raise Http404
    return note


def own(user, pk):
    """The note, for somebody who wants to change it: strangers get 404, the rest is the verb's."""
    note = header(user, pk)
    client_for_words(user, note.client_id)
    return note


def read(note):
    """Say in the history that the words of this note were shown, and fetch all of them."""
    record(journey.NOTE_READ, note, client=note.client_id)
    return whole(note)


def whole(note):
    """The note with everything that hangs on it, in four queries."""
    prefetch_related_objects([note], *CHILDREN)
    return note


def writing(user, note, *, form=None, both=None, **tapped):
    """The page on which a draft is written. `form`: one that was refused; `both`: where it differs
    from what somebody else saved meanwhile, which its next save may then replace knowingly."""
    limits = summary.limits(note.client_id, note.visit_id)
    stopped = stops.of(note)
    form = form or NoteForm(instance=note, initial={"version": note.version})
    return {
        "card": card(note, limits, stopped),
        "form": form,
        "version": note.version if both is not None else form["version"].value(),
        "key": uuid.uuid4(),
        "both": both,
        "incidents": summary.incidents(note.client_id, note.visit_id),
        **set_up_cards(note, form, lying.ruled_out(limits)),
        **session(user, note, limits=limits, stopped=stopped, **tapped),
    }


def card(note, limits, stopped):
    """The client card beside a draft: closed where the client said stop at this visit."""
    found = caps.after_stops(limits, stopped)
    return summary.card(note.client, visit=note.visit_id, found=found)


def set_up_cards(note, form, off):
    """How the client lies: cards, spots, and last time's set-up while none was noted here.

    `off`: the positions that an answer rules out, with the sentence.
    """
    chosen = form["cushions"].value() or []
    noted = form["position"].value() or any(chosen)
    last = None if noted else last_signed(note.client_id)
    if last and last.position in off:
        last = None
    return {
        "positions": positions(form["position"].value() or "", off),
        "ruled_out": list(off.values()),
        "spots": set_up.rows(chosen),
        "cushion_words": note.cushion_words,
        "last_set_up": last.set_up_words if last else "",
    }


def like_last_time(note):
    """The fields that "Like last time" fills in; how comfortable it was is asked anew."""
    last = last_signed(note.client_id)
    return {name: getattr(last, name) for name in ("position", "cushions")} if last else {}


def positions(chosen, off=()):
    """The position cards; the first one takes a choice back. `off`: what cannot be chosen."""
    listed = [("", _("Not noted")), *Note.Position.choices]
    return [
        {"code": code, "word": word, "on": code == chosen}
        for code, word in listed
        if code not in off or code == chosen
    ]


def session(
    user,
    note,
    *,
    limits=None,
    stopped=None,
    treating=None,
    not_adapted=None,
    checking=None,
    ticking="",
    typed="",
):
    """The parts that are tapped: techniques, check-ins, checklist, and the bar at the end.

    `treating`, `checking`: a form, `ticking`: a sentence, that was refused; `typed` with it.
    `not_adapted`: the code, the sentence and what was typed of an adaptation that was refused.
    """
    limits = limits or summary.limits(note.client_id, note.visit_id)
    phases, stopped = board(note.ticks.all()), stops.of(note) if stopped is None else stopped
    return {
        "note": note,
        "limits": limits,
        "stopped": stops.banner(stopped),
        "late": late.choice(note, stopped),
        "zones": caps.zone_choices(caps.after_stops(limits, stopped)),
        "stops_now": summary.stops_now(limits["places"].flags, note.visit),
        "treatments": note.treatments.all(),
        "adaptations": adapting.board(note, limits),
        "techniques": treatment_forms(limits, treating),
        "treating": treating,
        "not_adapted": not_adapted,
        "checking": checking,
        "ticking": ticking,
        "typed": typed,
        "code": "",
        "sides": sides(note),
        "others": [row for row in note.check_ins.all() if row.side not in ("left", "right")],
        "wants": [pair for pair in CheckIn.Wants.choices if pair[0] != CheckIn.Wants.STOP],
        "phases": phases,
        "warnings": warnings(note, limits),
        "why_not_sign": why_not_sign(user, note),
        "open_place": next((f"#{phase['code']}" for phase in phases if phase["left"]), ""),
        "answers": [("done", _("Done")), ("na", _("Not applicable"))],
        "oob": False,
    }


def warnings(note, limits):
    """What does not stop a signature but belongs in front of whoever signs."""
    return [*caps.warnings(note, limits), *adapting.warnings(note, limits)]


def treatment_forms(limits, treating=None):
    """One empty form for each technique; `treating` takes the place of its own kind."""
    return [
        treating if treating and treating.technique == code else TreatmentForm(technique=code)
        for code in Treatment.Technique.values
    ]


def sides(note):
    """Left and right with their check-ins, newest first."""
    rows = list(reversed(note.check_ins.all()))
    return [
        {
            "code": code,
            "word": word,
            "felt": f"{code}-felt",
            "pain": f"{code}-pain",
            "rows": [row for row in rows if row.side == code],
        }
        for code, word in SIDES
        if code != "midline"
    ]


def signed(user, note, *, amending=None):
    """The page of a note that is signed, or was entered in error."""
    prefetch_related_objects([note], "amendments__written_by", "remarks__by")
    why_not = {
        "amend": why_not_amend(user, note),
        "remark": why_not_remark(user, note),
        "approve": why_not_approve(user, note),
    }
    return {
        "note": note,
        "map": summary.marks(note.client_id),
        "incidents": summary.incidents(note.client_id, note.visit_id),
        "gate": gate(note),
        "phases": board(note.ticks.all()),
        "intact": not note.signed_hash or note.digest() == note.signed_hash,
        "why_not": why_not,
        "amending": amending or AmendmentForm(),
        "remarking": RemarkForm(),
    }


def gate(note):
    """What the gate said last before the signature, with the stops that it cannot know; or None."""
    found, stopped = summary.weighed(note.visit_id, note.signed_at), stops.until(note)
    if found is None:
        return None
    zones = [
        zone | {"until": stopped if zone["zone"] in caps.DIRECT else {}} for zone in found["zones"]
    ]
    return found | {"zones": zones, "stopped": stopped}


def to_sign(user, note):
    """The page that shows what will be signed, letter for letter."""
    limits = summary.limits(note.client_id, note.visit_id)
    return {
        "note": note,
        "phases": board(note.ticks.all()),
        "shown": note.digest(),
        "stopped": stops.banner(stops.of(note)),
        "meaning": meaning(),
        "warnings": [
            *warnings(note, limits),
            *summary.unwritten(note.client_id, note.visit_id),
        ],
        "why_not_sign": why_not_sign(user, note),
    }
