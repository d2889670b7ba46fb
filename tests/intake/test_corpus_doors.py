"""The corpus at the doors: links, codes, addresses, headers, the map, the signature, the token."""

import html
import itertools

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from clinic import scope
from intake.models import Intake, Mark, Signature
from tests.intake import corpus
from tests.intake.build import a_filled_intake, an_open_intake, as_link, let_in
from tests.intake.corpus_fields import DO_THIS, Page, is_plain
from tests.intake.filling import AUTOSAVE, open_form
from tests.intake.test_signature import a_drawing, bomb, saved, url

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
PAGES = "about goals health comfort cushions pressure consent".split()
ADDRESSES = (f"10.{one}.{two}.9" for one, two in itertools.product(range(250), range(250)))
TEXTS = corpus.REFUSED_TEXTS + corpus.KEPT_TEXTS + corpus.too_long(200)


@pytest.fixture
def opened(client):
    """(browser, intake): a client's browser that typed the code, and that shows what breaks."""
    client.raise_request_exception = False
    return open_form(client)


@pytest.fixture
def stranger():
    """A browser that nobody knows."""
    return Client(raise_request_exception=False)


def from_elsewhere():
    """Another address for each try: the doors count tries of one."""
    return {"REMOTE_ADDR": next(ADDRESSES)}


def refusals(asked):
    """`asked`: (what, answer). Those that broke."""
    return [(what, answer.status_code) for what, answer in asked if answer.status_code >= 500]


def test_no_link_breaks_its_page(stranger):
    asked = []
    for _category, part in corpus.PATHS + [("C27", "x" * 43), ("C27", "a&b=c"), ("C27", "'--")]:
        for path in (f"/i/{part}/", f"/i/{part}/code/", f"/i/{part}/resend/"):
            for verb in ("get", "post"):
                answer = getattr(stranger, verb)(path, {}, **from_elsewhere())
                asked.append(((verb, path[:40]), answer))
    assert len(asked) > 100
    assert refusals(asked) == []
    assert {answer.status_code for _what, answer in asked} <= {301, 302, 400, 404, 405}


def test_no_code_but_the_right_one_opens(stranger):
    intake, token = an_open_intake()
    where, asked = reverse("intake:code", args=[token]), []
    for category, typed in [*TEXTS, *corpus.WRONG_CHOICES]:
        answer = stranger.post(where, corpus.EXTRA | {"code": typed}, **from_elsewhere())
        asked.append(((category, ascii(typed)[:40]), answer))
        said = answer.context["form"].errors["code"]
        assert answer.status_code == 422, typed
        assert all(_says_what_to_do(sentence) for sentence in said), (typed, said)
    assert refusals(asked) == []
    assert "intake" not in stranger.session


def _says_what_to_do(sentence):
    return "code from our newest mail" in sentence or is_plain(sentence, "six")


@pytest.mark.parametrize("name", ["language", "next"])
def test_the_language_leads_nowhere_else(stranger, name):
    away = ["//evil.test", "https://evil.test/i/", "/\\evil.test", "javascript:x", "/i/../../x"]
    for typed in [*away, *(text for _category, text in TEXTS + corpus.PATHS)]:
        answer = stranger.post("/intake/language/", {"language": "en", name: typed})
        assert answer.status_code == 302, typed
        assert answer.url.startswith(("/i/", "/intake/")), (typed, answer.url)
        assert "\n" not in answer.url
        assert "\r" not in answer.url


@pytest.mark.parametrize("slug", [*PAGES, "check", "later", "map", "covered", "here", "ended"])
def test_no_question_mark_breaks_a_page(opened, slug):
    browser, intake = opened
    path = f"/intake/form/{slug}/" if slug in PAGES else f"/intake/{slug}/"
    for number, (_category, query) in enumerate(corpus.QUERIES):
        if slug in PAGES and number % len(PAGES) != PAGES.index(slug):
            continue  # each page gets its share
        answer = browser.get(f"{path}?{query}")
        assert answer.status_code < 500, query
        assert b"evil.test" not in answer.content
    with as_link(intake):
        assert Intake.objects.get().submitted_at is None


def test_no_address_under_the_form_breaks(opened):
    browser, _intake = opened
    for _category, part in corpus.PATHS:
        for path in (f"/intake/form/{part}/", f"/intake/{part}/", f"/intake/map/{part}/"):
            for verb in ("get", "post"):
                assert getattr(browser, verb)(path).status_code in (301, 302, 400, 404, 405), path


@pytest.mark.parametrize("headers", [headers for _category, headers in corpus.HEADERS], ids=str)
def test_no_header_breaks_a_page_or_opens_one(opened, headers, stranger):
    browser, intake = opened
    for path in ("/intake/form/about/", "/intake/ended/", "/intakes/"):
        for one in (browser, stranger):
            answer = one.get(path, headers=headers)
            assert answer.status_code < 500
            assert one is browser or intake.client.legal_name not in answer.text
            assert "evil.test" not in answer.text + answer.headers.get("Location", "")


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "XYZ"])
def test_other_verbs_do_nothing(opened, verb):
    browser, intake = opened
    for path in ("/intake/form/about/", "/intake/send/", "/intake/map/mark/", "/i/x/"):
        assert browser.generic(verb, path, b"legal_name=x").status_code == 405
    with as_link(intake):
        assert not hasattr(Intake.objects.get(), "about")


@pytest.mark.parametrize(("kind", "body"), corpus.BODIES, ids=range(len(corpus.BODIES)))
def test_a_body_that_cannot_be_read_leaves_nothing_strange(opened, kind, body):
    browser, intake = opened
    for headers in ({}, AUTOSAVE):
        for path in ("/intake/form/about/", "/intake/map/mark/", "/intake/sign/", "/intake/send/"):
            answer = browser.generic("POST", path, body, content_type=kind, headers=headers)
            assert answer.status_code in (200, 302, 400, 413, 422), path
    with as_link(intake):
        about = getattr(Intake.objects.get(), "about", None)
        assert "\ufffd" not in (about.legal_name if about else "")
        assert not Mark.objects.exists()


def test_a_form_without_its_token_gives_the_words_back():
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    intake, _token = an_open_intake()
    let_in(browser, intake)
    browser.get("/intake/form/goals/")
    for category, typed in corpus.KEPT_TEXTS:
        answer = browser.post("/intake/form/goals/", {"goal": typed, "csrfmiddlewaretoken": "x"})
        assert answer.status_code == 403, category
        assert typed in _read_only(answer.text), typed
    alone = browser.post("/intake/form/goals/", {"goal": "x", "changed": "goal"}, headers=AUTOSAVE)
    assert (alone.status_code, alone.headers["HX-Trigger"]) == (401, "session-ended")
    with as_link(intake):
        assert not hasattr(Intake.objects.get(), "goals")


def _read_only(text):
    page = Page(text.replace("<textarea ", '<textarea name="typed" '))
    return [one.removeprefix("\n") for one in page.values["typed"]]


MARK = {"region": "f_groin", "side": "left", "kind": "pain", "intensity": "3", "words": "dull"}
MARK_LABELS = {
    "region": "Place",
    "side": "Side",
    "kind": "What is it like there?",
    "intensity": "How much does it hurt?",
    "qualities": "What kind of pain is it?",
    "words": "In your own words",
}


@pytest.mark.parametrize("name", MARK_LABELS)
def test_a_mark_is_kept_whole_or_refused_by_name(opened, name):
    browser, intake = opened
    if name == "words":
        tried = TEXTS
    elif name == "intensity":
        tried = corpus.numbers(0, 10)[0]
    else:
        tried = corpus.WRONG_CHOICES
    for category, typed in tried:
        data = corpus.EXTRA | MARK | {name: typed}
        answer = browser.post("/intake/map/mark/", data, headers=AUTOSAVE)
        page = browser.post("/intake/map/mark/", data)
        if answer.status_code == 200:
            assert name == "words", typed
            assert page.status_code == 302
            with as_link(intake):
                assert Mark.objects.get().words == typed
            continue
        assert (answer.status_code, page.status_code) == (422, 422), typed
        said = answer.json()["errors"]
        assert list(said) == [name], (typed, said)
        assert is_plain(said[name], MARK_LABELS[name]), (typed, said)
        assert (category, typed) not in corpus.KEPT_TEXTS, typed
        assert said[name] in Page(page.text).said().get(
            name, page.context["map"]["form"].errors[name]
        )
    with as_link(intake):
        assert Mark.objects.count() <= 1


def strange_drawings():
    """What is no signature: promise C20."""
    fine = saved(a_drawing())
    moving = saved(a_drawing(), save_all=True, append_images=[a_drawing(ink=(9, 9, 9, 255))])
    files = [
        b"",
        b"\x89PNG\r\n\x1a\n",
        fine[:-20],
        fine + b"<?php",
        bomb(12_000),
        bomb(40_000),
        moving,
    ]
    files += [saved(a_drawing(mode="RGB"), kind) for kind in ("GIF", "JPEG", "BMP", "TIFF")]
    files += [b"<svg onload=x>", b"<html>", b"%PDF-1.4", b"\0" * 1000, fine * 50]
    texts = [url(file) for file in files]
    texts += [url(fine, head=f"data:{kind};base64,") for kind in ("image/svg+xml", "text/html")]
    texts += [url(fine, head="data:image/png;x=y;base64,"), url(fine)[:40] + "\n" + url(fine)[40:]]
    return texts + [text for _category, text in corpus.REFUSED_TEXTS + corpus.WRONG_CHOICES]


def test_what_is_no_drawing_is_no_signature(opened):
    browser, intake = opened
    for typed in strange_drawings():
        answer = browser.post("/intake/sign/", corpus.EXTRA | {"drawn": typed})
        assert answer.status_code == 422, ascii(typed)[:60]
        said = answer.json()["errors"]
        assert list(said) == ["drawn"]
        assert said["drawn"] in DO_THIS or is_plain(said["drawn"], "drawn"), (typed[:60], said)
        assert browser.post("/intake/send/", {"drawn": typed}).status_code == 422
    with as_link(intake):
        assert not Signature.objects.exists()


def test_a_name_that_is_refused_is_shown_again_and_sends_nothing(client):
    client.raise_request_exception = False
    intake = a_filled_intake()
    let_in(client, intake)
    for category, typed in corpus.REFUSED_TEXTS + corpus.too_long(200)[:2]:
        answer = client.post("/intake/send/", corpus.EXTRA | {"signer_name": typed})
        assert answer.status_code == 422, typed
        page = Page(answer.text)
        assert page.shows("signer_name", typed), (category, typed)
        said = answer.context["form"].errors["signer_name"]
        assert all(is_plain(sentence, "your full name") for sentence in said), (category, said)
        assert said[0] in html.unescape(answer.text)
    with as_link(intake):
        assert Intake.objects.get().submitted_at is None


def test_a_real_name_signs_letter_by_letter(client):
    client.raise_request_exception = False
    intake = a_filled_intake()
    let_in(client, intake)
    for category, typed in [pair for pair in corpus.KEPT_TEXTS if pair[0] in ("C4", "C5")][::2]:
        before = transaction.savepoint()
        answer = client.post("/intake/send/", corpus.EXTRA | {"signer_name": typed})
        assert (answer.status_code, answer.url) == (302, "/intake/thanks/"), (category, typed)
        with scope.acting_as(scope.staff(intake.invited_by)):
            row = Intake.objects.get()
            assert (row.signer_name, row.client_id) == (typed, intake.client_id)
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("name", ["go", "none", "show", "whole", "changed"])
def test_no_button_that_we_do_not_have_breaks_a_page(opened, name):
    browser, _intake = opened
    for slug in PAGES:
        for _category, typed in corpus.WRONG_CHOICES[::2] + corpus.PATHS[::4]:
            data = {name: [typed, typed, "still"]}
            for headers in ({}, AUTOSAVE):
                answer = browser.post(f"/intake/form/{slug}/", data, headers=headers)
                assert answer.status_code < 500, (slug, typed)
                assert "\n" not in answer.headers.get("Location", "")


def test_a_page_out_of_turn_and_a_form_that_has_gone(opened):
    browser, intake = opened
    assert browser.post("/intake/send/", {"signer_name": "Sample Signer"}).status_code == 422
    assert browser.post("/intake/form/consent/", {"go": "next"}).url == "/intake/check/"
    with as_link(intake):
        Intake.objects.update(browser="f" * 32)
    late = browser.post("/intake/form/goals/", {"goal": "x", "changed": "goal"}, headers=AUTOSAVE)
    assert late.status_code == 401
    assert browser.get("/intake/form/goals/").status_code == 302
    assert "intake" not in browser.session
