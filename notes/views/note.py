"""One note: start it, write it, sign it, amend it."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic.access import ADMIN, THERAPIST, Refused, allow, client_for_words, refuse_if
from clinic.models import Visit
from clinic.password_again import why_not_password
from notes import actions, pages
from notes.access import may_read, why_not_amend, why_not_sign_shown, why_not_write
from notes.forms import AmendmentForm, NoteForm


@allow(THERAPIST, verbs="POST")
def start(request, pk):
    """The visit begins: its note is made, or found."""
    visit = get_object_or_404(Visit.objects.visible_to(request.user), pk=pk)
    note = actions.start(visit, by=request.user)
    return redirect("notes:write", note.pk)


@allow(THERAPIST, ADMIN, verbs="GET POST")
def write(request, pk):
    """The draft for its therapist, the words for who may read them, else that it exists."""
    note = pages.header(request.user, pk)
    if not may_read(request.user, note):
        refuse_if(request.method == "POST" and why_not_write(request.user, note))
        return render(request, "notes/draft.html", {"sentence": _exists(note)})
    client_for_words(request.user, note.client_id)
    if request.method == "POST":
        return _save(request, note)
    if request.GET.get("part") == "sign-bar" and note.is_draft:
        context = pages.session(request.user, pages.whole(note))
        return render(request, "notes/_sign_bar.html", context | {"oob": False})
    pages.read(note)
    if note.is_draft:
        return _desk(request, note)
    return render(request, "notes/read.html", pages.signed(request.user, note))


def _exists(note):
    return _("%(name)s started it on %(when)s.") % {
        "name": note.therapist.name,
        "when": date_format(timezone.localtime(note.started_at), "D j M, H:i"),
    }


def _save(request, note):
    refuse_if(why_not_write(request.user, note))
    quietly = "X-Autosave" in request.headers
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _refused(request, note, form, quietly)
    fields = dict(form.cleaned_data)
    version, key = fields.pop("version"), fields.pop("key")
    if request.POST.get("then") == "like_last":
        fields |= pages.like_last_time(note)
    try:
        saved = actions.save(note, fields, version=version, key=key, by=request.user)
    except actions.Conflict as newer:
        return _overtaken(request, newer.note, form, quietly)
    except Refused as no:
        form.add_error("position", str(no))
        return _refused(request, note, form, quietly)
    if quietly:
        return JsonResponse({"version": saved.version, "saved_at": clock(saved.at)})
    return redirect("notes:sign" if request.POST.get("then") == "sign" else "notes:write", note.pk)


def _refused(request, note, form, quietly):
    if quietly:
        return JsonResponse({"errors": form.sentences()}, status=422)
    return _desk(request, pages.read(note), form=form, status=422)


def _overtaken(request, theirs, form, quietly):
    """409 with both texts; nothing was written."""
    both = form.beside(theirs)
    if quietly:
        context = {"both": both, "note": theirs}
        return render(request, "notes/_conflict.html", context, status=409)
    note = pages.read(pages.own(request.user, theirs.pk))
    return _desk(request, note, form=form, both=both, status=409)


def _desk(request, note, status=200, **more):
    context = pages.writing(request.user, note, **more)
    return render(request, "notes/write.html", context, status=status)


def clock(moment):
    """The time of day in the clinic's zone."""
    return date_format(timezone.localtime(moment), "H:i")


@allow(THERAPIST, verbs="GET POST")
def sign(request, pk):
    """GET shows what will be signed; POST signs exactly that, with the password again."""
    note = pages.own(request.user, pk)
    if note.signed_at and request.method == "GET":
        return redirect("notes:write", pk)
    refuse_if(why_not_write(request.user, note))
    sentence, status = "", 200
    if request.method == "POST":
        sentence, status = _try_to_sign(request, note)
        if not sentence:
            messages.success(request, _("Signed. Nobody can change this note now."))
            return redirect("notes:write", pk)
    context = pages.to_sign(request.user, pages.read(note)) | {"sentence": sentence}
    return render(request, "notes/sign.html", context, status=status)


def _try_to_sign(request, note):
    """The sentence that refuses and its status, or two empty words once it is signed."""
    shown = request.POST.get("shown", "")
    if sentence := why_not_sign_shown(note, shown):
        return sentence, 409
    if sentence := why_not_password(request.user, request.POST.get("password", "")):
        return sentence, 422
    try:
        actions.sign(note, by=request.user, shown_hash=shown)
    except Refused as no:
        return str(no), 403
    return "", 200


@allow(THERAPIST, verbs="POST")
def amend(request, pk):
    """The signer adds words; the note itself stays as it was signed."""
    note = pages.own(request.user, pk)
    refuse_if(why_not_amend(request.user, note))
    form = AmendmentForm(request.POST)
    if form.is_valid():
        try:
            actions.amend(note, by=request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(form.doubtful, str(no))
        else:
            messages.success(request, _("Your words stand with the note."))
            return redirect("notes:write", pk)
    context = pages.signed(request.user, pages.read(note), amending=form)
    return render(request, "notes/read.html", context, status=422)
