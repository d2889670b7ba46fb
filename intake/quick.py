"""Words that are saved while somebody types: as little work as one save can be.

A field of a page whose row exists already is written in one statement that also asks whether this
browser may. Everything else (a first save, a refusal, a form that was sent) goes the usual way.
"""

from functools import lru_cache

from django.db import connection
from django.http import JsonResponse
from django.utils import timezone

from intake import visitor
from intake.forms import SectionForm
from intake.pages import BY_SLUG


def saved(request, slug):
    """The answer to an autosave, or None when the usual way must look at it."""
    page = BY_SLUG.get(slug)
    if page is None or not issubclass(page.form, SectionForm):
        return None
    held = visitor.quickly(request)
    if held is None:
        return None
    form = page.form(request.POST, intake=None)
    if not form.alone or not form.fields or not form.fields.keys().isdisjoint(form.leaning):
        return None
    if not form.is_valid():
        return None
    now = timezone.now()
    if not _kept(form, *held, now):
        return None
    return JsonResponse({"saved_at": f"{timezone.localtime(now):%H:%M}"})


def _kept(form, pk, browser, now):
    """Write it, if this browser may; the seal looks at the intake again, and locks it."""
    fields = [form.model._meta.get_field(name) for name in form.cleaned_data]
    values = [field.get_db_prep_save(form.cleaned_data[field.name], connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_keep(form.model, tuple(fields)), [*values, now, pk, browser])
        return cursor.rowcount == 1


@lru_cache(maxsize=256)
def _keep(model, fields):
    """The statement that writes these fields of a page. Its names are those of our own models."""
    columns = "".join(f"{field.column} = %s, " for field in fields)
    return (
        f"UPDATE {model._meta.db_table} SET {columns}saved_at = %s WHERE intake_id ="  # noqa: S608
        " (SELECT id FROM intake_intake WHERE id = %s AND browser = %s AND submitted_at IS NULL)"
    )
