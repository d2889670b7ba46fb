"""Filling in pages as a browser does: field by field, or the whole page with its Next button."""

import datetime

from intake import completeness, wordings
from intake.models import Intake
from intake.models.consent import Kind
from tests.build import a_client, a_user
from tests.intake.build import a_started_intake, as_link, let_in

AUTOSAVE = {"X-Autosave": "1"}
WHOLE = {"whole": "1", "go": "next"}


def open_form(browser):
    """(browser, intake): a client's browser that typed the code."""
    therapist = a_user()
    client = a_client(
        therapist,
        legal_name="Zoë O’Brien-Ñúñez",
        preferred_name="Zo",
        pronouns="they",
        phone="555 0101",
        date_of_birth=datetime.date(1980, 5, 17),
    )
    intake = a_started_intake(client, therapist=therapist)
    return let_in(browser, intake), intake


def hidden(slug):
    """What the page sends along unseen: which words stood on it."""
    if slug != "consent":
        return {}
    return {f"shown-{kind}": wordings.shown(kind) for kind in Kind}


def save(browser, slug, **fields):
    """One autosave: the changed fields and nothing else."""
    data = fields | {"changed": list(fields)} | hidden(slug)
    return browser.post(f"/intake/form/{slug}/", data, headers=AUTOSAVE)


def errors(browser, slug, **fields):
    answer = save(browser, slug, **fields)
    return answer.json().get("errors") if answer.status_code == 422 else None


def go_on(browser, slug, **fields):
    """The whole page, as its Next button sends it."""
    return browser.post(f"/intake/form/{slug}/", WHOLE | hidden(slug) | fields)


def row(intake, model):
    with as_link(intake):
        return model.objects.filter(intake=intake).first()


def gaps(intake, slug):
    with as_link(intake):
        fresh = Intake.objects.get(pk=intake.pk)
        return [gap.field for gap in completeness.gaps(fresh) if gap.page == slug]


def shown(browser, slug, name):
    form = browser.get(f"/intake/form/{slug}/").context["form"]
    return form.shown(name)
