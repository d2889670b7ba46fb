"""The input corpus on the client's pages: no answer breaks, every refusal names its field."""

import random

import pytest

from intake.models import Answer, Consent, Intake
from tests.intake import corpus
from tests.intake.build import as_link
from tests.intake.corpus_fields import (
    SECTIONS,
    Page,
    cases,
    is_plain,
    of_consent,
    of_health,
    of_sections,
)
from tests.intake.filling import AUTOSAVE, hidden, open_form

pytestmark = pytest.mark.django_db
LEAST = 2000  # requests of this file
CHUNK = 120
BLANKS = (None, "", [])
MODELS = {page.slug: page.form.model for page in SECTIONS}


def chunks(found):
    found = list(found)
    return [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)]


ALONE = chunks(
    [
        *(case for field in of_sections() for case in cases(field, 34)),
        *(case for field in of_health() for case in cases(field, 3)),
        *(case for field in of_consent() for case in cases(field, 20)),
    ]
)
TEXTS_OF_ALL = corpus.REFUSED_TEXTS + corpus.KEPT_TEXTS + corpus.just_fits(30)


def drawn(slug, at_most=26):
    """The texts for a whole page: another draw for each."""
    return random.Random(slug).sample(TEXTS_OF_ALL, at_most)  # noqa: S311 - the same every time


SLUGS = [page.slug for page in SECTIONS] + ["consent"]
TEXTS = {
    slug: [
        field
        for field in (*of_sections(), *of_consent())
        if (field.slug, field.kind) == (slug, "text")
    ]
    for slug in SLUGS
}


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code, and that shows what breaks."""
    client.raise_request_exception = False
    return open_form(client)


def post(browser, slug, data, **more):
    return browser.post(f"/intake/form/{slug}/", hidden(slug) | data, **more)


def kept(intake, field):
    """What the database has of a field."""
    with as_link(intake):
        if field.slug in MODELS:
            rows = MODELS[field.slug].objects.filter(intake=intake)
            return rows.values_list(field.name, flat=True).first()
        what, code = field.name.split("-")[:2]
        if field.slug == "consent":
            row = Consent.objects.filter(kind=code).order_by("-pk").first()
            return row and (row.limits if what == "limits" else row.decision)
        row = Answer.objects.filter(question__code=code).order_by("-pk").first()
        if row is None:
            return None
        if what in ("q", "more"):
            return row.value if what == "q" else row.words
        return _detail(row.details, field.name.split("-")[2:])


def _detail(details, parts):
    value = details.get(parts[0], {}).get("value")
    return value[0].get(parts[2]) if value and len(parts) == 3 else value


def same(found, case):
    """Is it what was typed? A yes and a no are kept as true and false, a blank in many ways."""
    if case.field.name.startswith("f-") and isinstance(found, bool):
        found = "yes" if found else "no"
    if isinstance(case.expected, str) and case.expected:
        found = str(found)
    return found == case.expected or (found in BLANKS and case.expected in BLANKS)


def unharmed(intake):
    """Nothing of another row, and nothing that no page has, was changed."""
    with as_link(intake):
        row = Intake.objects.get()
        assert (row.pk, row.client_id, row.submitted_at) == (intake.pk, intake.client_id, None)
        assert (row.browser, row.link_digest) == (intake.browser, intake.link_digest)


@pytest.mark.parametrize("chunk", ALONE, ids=lambda chunk: f"{chunk[0].field.slug}-{len(chunk)}")
def test_one_field_is_kept_as_typed_or_refused_by_name(opened, chunk):
    browser, intake = opened
    wrong = [told for case in chunk for told in _alone(browser, intake, case)]
    assert not wrong, "\n".join(map(str, wrong))
    unharmed(intake)


def _alone(browser, intake, case):
    """What is wrong with the answer to one autosave."""
    field = case.field
    data = dict(field.opened_by) | {field.name: case.typed}
    answer = post(
        browser, field.slug, corpus.EXTRA | data | {"changed": list(data)}, headers=AUTOSAVE
    )
    told = (case.category, field.name, ascii(case.typed)[:60], case.must, answer.status_code)
    if answer.status_code == 422:
        said = answer.json()["errors"]
        plain = is_plain(said.get(field.name, ""), field.label)
        if case.must == "kept" or list(said) != [field.name] or not plain:
            yield (*told, said)
    elif answer.status_code != 200 or case.must == "refused":
        yield told
    elif case.must == "kept" and not same(kept(intake, field), case):
        yield (*told, kept(intake, field))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_whole_page_keeps_what_is_fine_and_shows_everything_again(opened, slug):
    browser, intake = opened
    wrong = [told for text in drawn(slug) for told in _whole(browser, intake, slug, *text)]
    assert not wrong, "\n".join(map(str, wrong))
    unharmed(intake)


def _whole(browser, intake, slug, category, typed):
    """What is wrong when `typed` stands in every text of a page."""
    data = dict(pair for field in TEXTS[slug] for pair in field.opened_by)
    data |= {field.name: typed for field in TEXTS[slug]}
    answer = post(browser, slug, corpus.EXTRA | data | {"whole": "1", "go": "next"})
    told = (category, ascii(typed)[:60], answer.status_code)
    if answer.status_code not in (302, 422):
        yield told
        return
    fine = answer.status_code == 302
    page = Page((browser.get(f"/intake/form/{slug}/") if fine else answer).text)
    said = page.said()
    if bool(said) == fine:
        yield (*told, said)
    for field in TEXTS[slug]:
        refused = field.name in said
        if not page.shows(field.name, typed):
            yield (*told, field.name, "not shown", page.values.get(field.name))
        if refused and not is_plain(said[field.name], field.label):
            yield (*told, field.name, said[field.name])
        if refused == (kept(intake, field) == typed):
            yield (*told, field.name, said, kept(intake, field))


def test_the_corpus_is_large_enough():
    asked = sum(len(chunk) for chunk in ALONE) + sum(len(drawn(slug)) for slug in SLUGS)
    assert asked >= LEAST
