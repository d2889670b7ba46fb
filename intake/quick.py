"""What is saved while somebody types or ticks: as little work as one save can be.

A field of a page whose row exists already is written in one statement that also asks whether this
browser may. An answer to a health question is one look and one row. Everything else (a first save,
a refusal, a form that was sent) goes the usual way.
"""

from functools import lru_cache

from django.db import connection
from django.http import JsonResponse
from django.utils import timezone

from intake import seen, visitor
from intake.actions.answering import held_with_answers
from intake.forms.health import HealthForm
from intake.forms.section import SectionForm
from intake.keeping import autosaved
from intake.pages import BY_SLUG


def saved(request, slug):
    """The answer to an autosave, or None when the usual way must look at it."""
    page = BY_SLUG.get(slug)
    here = visitor.quickly(request) if page and seen.ASKS not in request.POST else None
    if here is None:
        return None
    if issubclass(page.form, HealthForm):
        return _answer(request, page.form, *here)
    return _words(request, page.form, *here) if issubclass(page.form, SectionForm) else None


def _answer(request, kind, pk, browser):
    """Hold the intake and hear what stands, on one way; a new answer is the only row."""
    form = kind(request.POST, intake=None)
    row, known = held_with_answers(visitor.holding(pk, browser), pk, form.leaning_on())
    if row is None:
        return None
    form.intake, form.known = visitor.held(row), known
    return autosaved(request, form)


def _words(request, kind, pk, browser):
    form = kind(request.POST, intake=None)
    if not form.alone or not form.fields or not form.fields.keys().isdisjoint(form.leaning):
        return None
    if not form.is_valid():
        return None
    now = timezone.now()
    stood = _kept(form, pk, browser, now)
    if stood is None:
        return None
    return JsonResponse({"saved_at": f"{timezone.localtime(now):%H:%M}"} | form.echo(stood))


def _kept(form, pk, browser, now):
    """Write it, if this browser may; the seal looks at the intake again, and locks it.

    The answer: {field: what stood there before}, or None when nothing was written.
    """
    fields = [form.model._meta.get_field(name) for name in form.cleaned_data]
    values = [field.get_db_prep_save(form.cleaned_data[field.name], connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_keep(form.model, tuple(fields)), [*values, now, pk, browser])
        before = cursor.fetchone()
    return before and dict(zip(form.cleaned_data, before, strict=True))


@lru_cache(maxsize=256)
def _keep(model, fields):
    """The statement that writes these fields of a page. Its names are those of our own models."""
    columns = "".join(f"{field.column} = %s, " for field in fields)
    before = ", ".join(f"was.{field.column}" for field in fields)
    table = model._meta.db_table
    return (
        f"UPDATE {table} page SET {columns}saved_at = %s FROM {table} was"  # noqa: S608
        " WHERE was.id = page.id AND page.intake_id ="
        " (SELECT id FROM intake_intake WHERE id = %s AND browser = %s AND submitted_at IS NULL)"
        f" RETURNING {before}"
    )
