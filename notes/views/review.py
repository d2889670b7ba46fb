"""What an admin does: look over what waits, remark, approve."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic import asking
from clinic.access import ADMIN, allow, refuse_if
from clinic.models import User
from notes import actions, pages, waiting
from notes.access import why_not_remark
from notes.forms_review import RemarkForm


@allow(ADMIN)
def queue(request):
    """Everything that waits for somebody: headers only."""
    asked = waiting.asked_for(request.GET)
    rows = waiting.chosen(request.user, timezone.now(), asked)
    counts = waiting.counted(rows)
    shown = [asked.kind] if asked.kind else list(rows)
    context = {
        "asked": asked,
        "tiles": waiting.tiles(counts, asked),
        "page": waiting.paged(rows, counts, shown, request.GET.get("page")),
        "therapists": User.objects.filter(is_therapist=True).order_by("name", "pk"),
        "periods": waiting.PERIODS,
    }
    return render(request, "notes/queue.html", context)


@allow(ADMIN, verbs="POST")
def remark(request, pk):
    """Add a remark to a signed note."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_remark(request.user, note))
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return render(request, "notes/remark.html", {"note": note, "form": form}, status=422)
    actions.remark(note, text=form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Your remark stands with the note."))
    return redirect("notes:write", pk)


@allow(ADMIN, verbs="POST")
def approve(request, pk):
    """Approve a note up to the amendment that was on screen (`up_to`, a count).

    A remark that was typed beside the button is not lost: it is added first.
    """
    note = pages.own(request.user, pk)
    typed = RemarkForm(request.POST)
    if request.POST.get("text", "").strip():
        if not typed.is_valid():
            context = {"note": note, "form": typed}
            return render(request, "notes/remark.html", context, status=422)
        actions.remark(note, text=typed.cleaned_data["text"], by=request.user)
    read = asking.number(request.POST, "up_to")
    actions.approve(note, up_to=-1 if read is None else read, by=request.user)
    messages.success(request, _("The note is approved."))
    return redirect("notes:write", pk)
