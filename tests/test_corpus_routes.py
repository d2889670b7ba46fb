"""The corpus on every address of people at work: ids, questions, tokens, bodies, repeated fields.

The addresses come from the URLconf, so that a new one is tried without anybody's doing.
"""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from clinic.access import ADMIN, THERAPIST
from intake.models import Consent, Intake
from intake.pages import PAGES
from tests import build
from tests.access_table import TABLE
from tests.intake import corpus
from tests.intake.build import as_link
from tests.intake.corpus_fields import is_plain
from tests.intake.corpus_work import Desk
from tests.intake.filling import AUTOSAVE, open_form
from tests.test_access import ROUTES
from tests.world import a_world

pytestmark = pytest.mark.django_db(databases=["default", "outside"])
STAFF = frozenset({ADMIN, THERAPIST})
AT_WORK = sorted(
    name for name, view in ROUTES.items() if getattr(view, "allowed_roles", STAFF - STAFF) & STAFF
)
# Forms that the corpus fills in, field by field, elsewhere.
FILLED_IN = {
    "test_corpus_work": "clinic:add_client clinic:edit_client clinic:book clinic:open_reading"
    " clinic:find clinic:unlock notes:write notes:treat notes:check_in notes:tick notes:amend"
    " notes:remark notes:approve",
    "test_corpus_staff": "intake:review intake:triage intake:confirm_person intake:observe"
    " intake:clear intake:ask_today intake:agree_today intake:change_rule intake:change_settings",
    "test_corpus_gate": "notes:adapt intake:incident intake:record_incident intake:referral",
}
# POSTs that take no word of anybody's: an id, a password, a digest of what was shown.
WITHOUT_WORDS = (
    "clinic:cancel intake:invite intake:hand_over intake:resend_link intake:withdraw"
    " intake:revoke_clearance notes:start notes:sign notes:untreat notes:download"
)


def test_every_form_at_work_is_tried():
    takes = {name for name in AT_WORK if "POST" in getattr(ROUTES[name], "allowed_verbs", ())}
    tried = set(" ".join([*FILLED_IN.values(), WITHOUT_WORDS]).split())
    assert takes == tried
    assert takes <= set(TABLE)


def numbered():
    """Routes at work with one id in their address, as text with a hole in it."""
    for name in AT_WORK:
        for pattern, names in _patterns(name):
            if "pk" in names or "client" in names:
                key = "pk" if "pk" in names else "client"
                others = {"row": "1", "code": "CV05", "kind": "json"}
                rest = {one: others[one] for one in names if one != key}
                yield "/" + pattern.replace(f"%({key})s", "{}") % rest


def _patterns(name):
    space, _colon, verb = name.partition(":")
    resolver = get_resolver().namespace_dict[space][1]
    for possible in resolver.reverse_dict.getlist(verb):
        yield from possible[0]


@pytest.fixture
def everybody(signed_in):
    """A desk of somebody who is therapist and admin."""
    me = build.a_user(admin=True)
    browser = signed_in(me)
    browser.raise_request_exception = False
    return Desk(browser, me)


def test_an_id_that_is_none_is_not_found_anywhere(everybody):
    paths, asked = list(numbered()), 0
    assert len(paths) >= 25
    for number, path in enumerate(paths):
        for _category, part in corpus.PATHS[number % 4 :: 4]:
            for verb in ("get", "post"):
                answer = getattr(everybody.browser, verb)(path.format(part))
                asked += 1
                assert answer.status_code in (301, 400, 404, 405), (verb, path, part)
    assert asked > 250


def lists():
    for name in sorted({*AT_WORK} - {"clinic:locked"}):  # coming there locks
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def test_no_question_breaks_a_list_at_work(everybody):
    world = a_world()
    places = [*lists(), *(f"/clients/{world.client.pk}/{one}/" for one in ("record", "book"))]
    queries = [query for _category, query in corpus.QUERIES]
    days = ("%00", "9999-12-31", "0001-01-01", "9" * 5000, "-1", "zzz", "%D9%A3")
    for one in ("day", "before", "client", "person", "step", "kind"):
        queries += [f"{one}={typed}" for typed in days]
    queries += ["q=" + "x" * 5000, "q=" + "%" * 99, "period=zzz", "part=sign-bar"]
    assert len(places) >= 10
    for number, place in enumerate(places):
        for query in queries[number % 6 :: 6] + queries[-3:]:
            answer = everybody.browser.get(f"{place}?{query}")
            assert answer.status_code in (200, 302, 400, 403, 405, 422), (place, query)
            assert not answer.headers.get("Location", "").startswith(("//", "http", "javascript"))


def test_two_words_for_one_field_are_refused_at_work(everybody):
    client = build.a_client(everybody.user)
    facts = {"legal_name": ["A", "B"], "preferred_name": "C", "email": "a@example.test"}
    answer, tables, _seen = everybody.post(f"/clients/{client.pk}/edit/", facts)
    assert (answer.status_code, tables) == (422, set())
    assert answer.context["form"].errors == {"legal_name": ["“Legal name” came twice."]}


@pytest.mark.parametrize("part", PAGES, ids=lambda part: part.slug)
def test_two_words_for_one_field_are_refused_on_a_page(client, part):
    browser, intake = open_form(client)
    path = f"/intake/form/{part.slug}/"
    form = browser.get(path).context["form"]
    names = {"health": ["q-CV05", "more-CV05"], "consent": ["consent-abdomen"]}
    for name in names.get(part.slug, [*form.fields][:6]):
        field = form.fields.get(name)
        if getattr(getattr(field, "widget", None), "allow_multiple_selected", False):
            continue
        twice = {name: ["yes", "no"], "changed": name}
        for headers in ({}, AUTOSAVE):
            answer = browser.post(path, twice, headers=headers)
            assert answer.status_code == 422, name
        (sentence,) = answer.json()["errors"].values()
        label = str(getattr(field, "called", getattr(field, "label", "")) or "What should we know")
        assert is_plain(sentence, label), (name, sentence)
    with as_link(intake):
        assert not Consent.objects.exists()
        assert Intake.objects.get().submitted_at is None


PART = b'--x\r\nContent-Disposition: form-data; name="goal"\r\n\r\n'
FILE = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n1\r\n'
END = b"--x--\r\n"
PLAIN, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
LARGE = [
    (PLAIN, b"goal=" + b"x" * 1_100_000, 413),
    (PARTS, PART + b"x" * 1_100_000 + b"\r\n" + END, 413),
    (PLAIN, b"a=1&" * 10_000, 400),
    (PARTS, (PART + b"1\r\n") * 10_000 + END, 400),
    (PARTS, FILE * 101 + END, 400),
]


@pytest.mark.parametrize(("kind", "body", "status"), LARGE, ids=range(len(LARGE)))
def test_too_much_at_once_is_answered_in_our_style(client, kind, body, status):
    browser, _intake = open_form(client)
    browser.raise_request_exception = False
    for path in ("/intake/form/goals/", "/intake/map/mark/"):
        answer = browser.generic("POST", path, body, content_type=kind)
        sentence = "That was more than we can take at once" if status == 413 else "could not read"
        assert (answer.status_code, sentence in answer.text) == (status, True), path
        assert "<h1>" in answer.text


def test_a_letter_may_be_larger_than_a_page_of_words(everybody):
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.4" + b" " * 1_200_000)
    answer = everybody.browser.post("/find/", {"name": "a", "letter": upload})
    assert answer.status_code == 422


def strict(user):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    from clinic.sign_in import SECOND_FACTOR

    session[SECOND_FACTOR] = True
    session.save()
    browser.get("/find/")
    return browser


def test_no_token_but_ones_own_is_taken_and_the_words_come_back(settings):
    me, other = build.a_user(), build.a_user()
    browser, theirs = strict(me), strict(other)
    own = browser.cookies[settings.CSRF_COOKIE_NAME].value
    typed = {"name": "Zoë O’Brien", "born": "1980-05-17", "reason": "Because they asked me to."}
    wrong = {
        "none": ({}, {}),
        "another session's": (
            {"csrfmiddlewaretoken": theirs.cookies[settings.CSRF_COOKIE_NAME].value},
            {},
        ),
        "short": ({"csrfmiddlewaretoken": own[:-1]}, {}),
        "wrong origin": ({"csrfmiddlewaretoken": own}, {"Origin": "https://evil.test"}),
        "null origin": ({"csrfmiddlewaretoken": own}, {"Origin": "null"}),
    }
    for why, (token, headers) in wrong.items():
        answer = browser.post("/find/", typed | token, headers=headers)
        assert answer.status_code == 403, why
        assert all(words in answer.text for words in typed.values()), why
        assert own not in answer.text
    right = browser.post("/find/", typed | {"csrfmiddlewaretoken": own})
    assert right.status_code == 422
    assert "Nobody here has exactly" in right.text


@pytest.mark.parametrize("name", AT_WORK)
def test_no_form_at_work_is_taken_without_a_token(name):
    if "POST" not in getattr(ROUTES[name], "allowed_verbs", ()):
        return
    pattern, names = next(_patterns(name))
    path = "/" + pattern % {one: "CV05" if one == "code" else "1" for one in names}
    browser = strict(build.a_user(admin=True))
    assert browser.post(path, {"text": "Zoë"}).status_code == 403
    assert settings.CSRF_FAILURE_VIEW


def test_an_area_that_is_none_says_so_and_gives_the_words_back(everybody):
    visit = build.a_visit(build.a_client(everybody.user), everybody.user)
    typed = {"decision": "given_with_limits", "limits": "Zoë: not deep", "signed_name": "李小龙"}
    for _category, kind in [*corpus.WRONG_CHOICES[::7], ("C13", "")]:
        path = f"/visits/{visit.pk}/consent/"
        answer, tables, _seen = everybody.post(path, typed | {"kind": kind})
        assert (answer.status_code, tables) == (422, set()), kind
        for words in ("“Area” is none of those below", typed["limits"], typed["signed_name"]):
            assert words in answer.text, (kind, words)
