"""The last page: everything that was answered, the signature, and the button that sends it."""

import base64

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from clinic import journey
from clinic.access import ADMIN, LINK, THERAPIST, Refused, allow, refuse_if, words_for
from clinic.audit import record
from intake import (
    actions,
    clinic_copy,
    completeness,
    contradictions,
    copy,
    face_down,
    links,
    reading,
    visitor,
    whole,
    wordings,
)
from intake.access import why_not_copy
from intake.forms.sign import AGAIN, DrawnForm, SignForm
from intake.models import Intake


@allow(LINK)
@visitor.mine
def check(request, intake):
    """Everything that was answered, and every gap with a link to its field."""
    return _check(request, intake, SignForm(intake=intake), 200)


@allow(LINK, verbs="POST")
@visitor.mine
def sign(request, intake):
    """The drawn signature, saved by itself. The sentence comes back when it is none."""
    form = DrawnForm(request.POST)
    if not form.is_valid():
        errors = {name: " ".join(words) for name, words in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    if form.cleaned_data["drawn"] == AGAIN:
        actions.start_again(intake)
    else:
        actions.sign(intake, form.cleaned_data["drawn"])
    return JsonResponse({"saved_at": f"{timezone.localtime():%H:%M}"})


@allow(LINK, verbs="POST")
@visitor.mine_whole
def send(request, intake):
    """Sign and send. A gap keeps the page; nothing typed is lost."""
    form = SignForm(request.POST, intake=intake)
    if not form.is_valid():
        return _check(request, visitor.opened(request), form, 422)
    try:
        intake = _drawn(request, intake, form)
        actions.submit(intake, form.cleaned_data["signer_name"])
    except Refused:
        if not _is_sent(intake):
            return _check(request, visitor.opened(request), form, 422)
    visitor.done(request)
    return redirect("intake:thanks")


@allow(LINK)
@visitor.mine
def copy_for_client(request, intake):
    """What the client has told us so far, as a file to keep."""
    refuse_if(why_not_copy(visitor.is_kiosk(request)))
    record(journey.INTAKE_COPIED, intake, client=intake.client_id)
    return file_of(copy.make(intake))


@allow(THERAPIST, ADMIN)
def copy_for_staff(request, pk):
    """The client's copy, printed for them."""
    intake = _whole(request, pk, journey.INTAKE_COPIED)
    return file_of(copy.make(intake), _numbered(intake, "intake-copy"))


@allow(THERAPIST, ADMIN)
def print_intake(request, pk):
    """The clinic's copy of one intake, with all that staff found out and decided."""
    intake = _whole(request, pk, journey.INTAKE_PRINTED)
    return file_of(clinic_copy.make(intake), _numbered(intake, "intake"))


def _whole(request, pk, step):
    """A sent intake with its pages; the reading is recorded."""
    related = ("about", "goals", "comfort", "cushions", "pressure", "person_check__checked_by")
    return words_for(request.user, Intake.objects.sent(), pk, step=step, related=related)


def _drawn(request, intake, form):
    """Keep what was drawn on this very page, or forget it; the intake, read anew if need be."""
    png, again = form.cleaned_data["drawn"], form.data.get("drawn") == AGAIN
    if not (png or again):
        return intake
    intake = visitor.opened(request)
    if again:
        actions.start_again(intake)
    else:
        actions.sign(intake, png)
    return intake


def _is_sent(intake):
    """Did another tab or a second touch send it in the same moment?"""
    door = links.behind(intake.link_digest)
    return bool(door and door.submitted_at)


def _numbered(intake, what):
    """Whose and of which day, for a file among many: a number, never a name."""
    return f"client-{intake.client_id}-{what}-{timezone.localtime(intake.submitted_at):%Y%m%d}"


def file_of(content, name=""):
    """The whole file at once. At the client's its name says nothing about anybody."""
    name = name or f"intake-{timezone.localdate()}"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def _check(request, intake, form, status):
    record(journey.INTAKE_READ_BY_CLIENT, intake, client=intake.client_id)
    read, marks = whole.of(intake), list(intake.marks.all())
    gaps = completeness.gaps(read)
    if visitor.is_kiosk(request):
        form.leave_nothing()
    context = {
        "intake": intake,
        "sheets": reading.folded(reading.sheets(intake, gaps)),
        "marks": marks,
        "gaps": gaps,
        "contradictions": contradictions.of(read, marks, read.consents),
        "face_down": face_down.WHY if face_down.is_asked_anew(intake, read.cushions) else "",
        "form": form,
        "drawn": base64.b64encode(form.kept.png).decode() if form.kept else "",
        "keeps_copy": not why_not_copy(visitor.is_kiosk(request)),
        "statement": wordings.STATEMENT,
        "token": links.token_of(intake),
    }
    return render(request, "intake/check.html", context, status=status)
