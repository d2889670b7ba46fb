"""Words that are saved while somebody types: as little work as one save can be.

A field of a page whose row exists already is written in one statement that also asks whether this
browser may. Everything else (a first save, a refusal, a form that was sent) goes the usual way.
"""

from django.http import JsonResponse
from django.utils import timezone

from intake import visitor
from intake.forms import SectionForm
from intake.models import Intake
from intake.pages import BY_SLUG


def saved(request, slug):
    """The answer to an autosave, or None when the usual way must look at it."""
    page = BY_SLUG.get(slug)
    if page is None or not issubclass(page.form, SectionForm) or not page.form.alone_is_enough:
        return None
    held = visitor.quickly(request)
    if held is None:
        return None
    form = page.form(request.POST, intake=None)
    if not form.alone or not form.fields or not form.is_valid():
        return None
    pk, browser = held
    now = timezone.now()
    mine = Intake.objects.filter(pk=pk, browser=browser, submitted_at=None).order_by()
    # The seal looks at the intake again, and locks it.
    rows = form.model.objects.filter(intake=mine.values("pk")[:1])
    if not rows.update(**form.cleaned_data, saved_at=now):
        return None
    return JsonResponse({"saved_at": f"{timezone.localtime(now):%H:%M}"})
