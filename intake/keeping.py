"""What was typed on a page is stored, and the script that brought it is told so."""

from django.http import JsonResponse
from django.utils import timezone


def autosaved(request, form):
    """The script's answer: when it was saved, and what must be said at once."""
    form.only(request.POST.getlist("changed"))
    fine, answer = kept(form), form.echo()
    if not fine:
        answer["errors"] = {name: " ".join(words) for name, words in form.errors.items()}
        return JsonResponse(answer, status=422)
    answer["saved_at"] = f"{timezone.localtime():%H:%M}"
    if tell := getattr(form, "tell", str)():
        answer["tell"] = tell
    return JsonResponse(answer)


def kept(form):
    """Store what is fine; is that everything? One field with an error holds no other back."""
    fine = form.is_valid()
    form.keep()
    return fine
