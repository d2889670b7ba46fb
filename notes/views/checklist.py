"""What is tapped during the session: techniques, what was adapted, check-ins, ticks.

Each answers with its part.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from clinic import asking
from clinic.access import THERAPIST, Refused, allow, refuse_if
from notes import actions, late, pages, stops
from notes.access import why_not_write
from notes.checklist import BY_CODE
from notes.forms import AdaptForm, CheckInForm, TickForm, TreatmentForm
from notes.models.session import TOOLS_OF


@allow(THERAPIST, verbs="POST")
def treat(request, pk):
    """Add a technique row."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_write(request.user, note))
    technique = request.POST.get("technique", "")
    if technique not in TOOLS_OF:
        raise Http404
    form = TreatmentForm(request.POST, technique=technique)
    if form.is_valid():
        try:
            row, at = form.save(commit=False), form.cleaned_data["clock"]
            done_at = at and late.moment(note, row, at, stops.of(note))
            actions.add_treatment(note, row, by=request.user, done_at=done_at)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _answer(request, note, "treatments")
    return _answer(request, note, "treatments", status=422, treating=form)


@allow(THERAPIST, verbs="POST")
def untreat(request, pk, row):
    """Take a technique row off the draft."""
    note = pages.own(request.user, pk)
    actions.remove_treatment(note, row, by=request.user)
    return _answer(request, note, "treatments")


@allow(THERAPIST, verbs="POST")
def adapt(request, pk):
    """Say how the work was adapted to one answer, or why not."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_write(request.user, note))
    form = AdaptForm(request.POST)
    if not form.is_valid() and {"code", "used"} & set(form.errors):
        raise Http404
    code, used = form.data["code"], form.data["used"] == "yes"
    reason = form.data.get("reason", "")
    try:
        refuse_if(next((str(errors[0]) for errors in form.errors.values()), None))
        actions.adapt(note, code, used, reason=reason, by=request.user)
    except Refused as no:
        refused = {"code": code, "sentence": str(no), "typed": reason}
        return _answer(request, note, "adaptations", status=422, not_adapted=refused)
    return _answer(request, note, "adaptations")


@allow(THERAPIST, verbs="POST")
def check_in(request, pk):
    """One answer of the client; `undo` takes back a mistaken tap."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_write(request.user, note))
    if undo := asking.number(request.POST, "undo"):
        wrong_tap = request.POST.get("wrong_tap") == "yes"
        actions.remove_check_in(note, undo, by=request.user, wrong_tap=wrong_tap)
        return _answer(request, note, "check_ins", card=True)
    form = CheckInForm(request.POST, prefix=request.POST.get("side_of") or None)
    if not form.is_valid():
        return _answer(request, note, "check_ins", status=422, checking=form)
    row = actions.check_in(note, by=request.user, **form.cleaned_data)
    return _answer(request, note, "check_ins", card=row.wants == row.Wants.STOP)


@allow(THERAPIST, verbs="POST")
def tick(request, pk):
    """Answer one item of the checklist."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_write(request.user, note))
    code = request.POST.get("item", "")
    if code not in BY_CODE:
        raise Http404
    form = TickForm(request.POST)
    if not form.is_valid():
        sentence = str(next(iter(form.errors.values()))[0])
        return _not_ticked(request, note, code, sentence)
    answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
    try:
        actions.tick(note, code, answer, reason=reason, by=request.user)
    except Refused as no:
        return _not_ticked(request, note, code, str(no))
    return _answer(request, note, "tick", code=code)


def _not_ticked(request, note, code, sentence):
    """The sentence beside the item, with the reason that was typed."""
    typed = request.POST.get("reason", "")
    refused = {"ticking": sentence, "typed": typed}
    return _answer(request, note, "tick", status=422, code=code, **refused)


def _answer(request, note, what, *, status=200, code="", card=False, **refused):
    """The part that was tapped and the bar at the end; the whole page for browsers without htmx.

    `card`: the client card as well, because a stop closes places.
    """
    if not request.htmx and status == 200:
        place = f"tick-{code}" if code else what
        return redirect(reverse("notes:write", args=[note.pk]) + f"#{place}")
    if not request.htmx:
        context = pages.writing(request.user, pages.read(note), **refused) | {"code": code}
        return render(request, "notes/write.html", context, status=status)
    context = pages.session(request.user, pages.whole(note), **refused)
    rows = [row for phase in context["phases"] for row in phase["rows"]]
    row = next((row for row in rows if row["item"].code == code), None)
    stopped = stops.of(note) if card else ()
    context["card"] = pages.card(note, context["limits"], stopped) if card else None
    context |= {"answered": f"notes/_{what}.html", "row": row, "code": code}
    return render(request, "notes/_answer.html", context, status=status)
