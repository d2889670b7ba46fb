"""The corpus on the therapist's and the admin's forms: kept as typed, or refused by name."""

import datetime
import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from clinic.models import User
from intake import wordings
from intake.models import Decision, Intake
from tests import build
from tests.intake import corpus
from tests.intake.build import a_submitted_intake
from tests.intake.build_letters import BELLY, PDF, facts, picture
from tests.intake.build_triage import told
from tests.intake.corpus_fields import is_plain
from tests.intake.corpus_work import Asked, Case, Desk, faults
from tests.notes.build import screened

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=30)
LONG = 60_000
WHY = "Our insurer asks us: "  # a reason has a least length
NAMED, BEING = "Sample Name ", "Doctor "  # and so has who reviewed it
OFTEN = 13  # cases of a field
TEXTS = corpus.REFUSED_TEXTS + corpus.KEPT_TEXTS + [("C7", "x" * LONG)]
DAYS = corpus.WRONG_DAYS + corpus.STRANGE_DAYS
WHOLES = corpus.WRONG_CHOICES + corpus.numbers(1, 5)[0]
OTHER_BIRTHDAY = {"date_of_birth": datetime.date(1981, 5, 17)}
DECISION = {
    "outcome": "hold",
    "conditions": "Lightly.",
    "reason": "Talked it over.",
    "until": "",
    "expires_on": LATER.isoformat(),
    "seen": str(10**9),
}
LETTER = {name: str(value) for name, value in facts().items()}
LETTER |= {"method": "phone", "zones": BELLY, "seen": str(10**9)}
TRIAGE = {"severity": "C", "zones": BELLY, "side": "left", "about": str(10**9)}
TRIAGE |= {"last": str(10**9), "reason": "Our insurer asks for it."}
RULE = {"severity": "C", "zones": BELLY, "cap": "", "reason": "Our insurer asks for it."}
RULE |= {"reviewer_name": "Sample Doctor", "reviewer_role": "Doctor"}
RULE |= {"reviewed_on": TODAY.isoformat()}
AREA = {"kind": "abdomen", "decision": "given_with_limits", "limits": "Not deep."}
AREA |= {"mode": "written_signature", "signed_name": "Sample Signer"}
AREA |= {"relation": "self"}
AREA |= {"shown": wordings.shown("abdomen"), "max_level": "2", "sides": "left"}
SEEN = {"value": "yes", "how": "Asked on the phone."}
ASKED = {"none": "no", "t-RF05": "on", "v-RF05": "yes", "more-RF05": "words"}


def beginning(words):
    """The texts of a field with a least length."""
    return corpus.REFUSED_TEXTS + [(category, words + text) for category, text in corpus.KEPT_TEXTS]


FORMS = {  # address: (what is typed when all is well, {field: what the corpus tries in it})
    "/intakes/{intake}/review/": (
        DECISION,
        {
            "outcome": WHOLES,
            "conditions": TEXTS,
            "reason": TEXTS,
            "reason_zones": WHOLES,
            "until": DAYS,
            "expires_on": DAYS,
        },
    ),
    "/intakes/{intake}/review/?": (
        {"settle": "1", "code": "CV06", "value": "no", "how": "Asked."},
        {"value": WHOLES, "how": TEXTS},
    ),
    "/intakes/{intake}/triage/": (
        TRIAGE,
        {
            "severity": WHOLES,
            "zones": WHOLES,
            "side": WHOLES,
            "reason": beginning(WHY),
        },
    ),
    "/intakes/{intake}/person/": ({"how": "Asked."}, {"how": TEXTS}),
    "/intakes/{intake}/answers/CV07/": (
        SEEN,
        {
            "value": WHOLES,
            "how": TEXTS,
            "f-CV07-systolic": corpus.numbers(60, 260)[0],
            "f-CV07-taken_on": DAYS,
            "f-CV07-controlled": WHOLES,
        },
    ),
    "/intakes/{intake}/clearances/CV05/": (
        LETTER,
        {
            "provider_name": TEXTS,
            "provider_role": TEXTS,
            "contact": TEXTS,
            "method": WHOLES,
            "dated_on": DAYS,
            "expires_on": DAYS,
            "zones": WHOLES,
            "scope": TEXTS,
            "restrictions": TEXTS,
        },
    ),
    "/visits/{visit}/today-questions/": (
        ASKED,
        {"more-RF05": TEXTS, "v-RF05": WHOLES, "f-RF05-breathless": WHOLES},
    ),
    "/visits/{visit}/consent/": (
        AREA,
        {"kind": WHOLES, "decision": WHOLES, "limits": TEXTS, "mode": WHOLES, "signed_name": TEXTS}
        | {"max_level": WHOLES, "sides": WHOLES, "signer_role": WHOLES, "relation": WHOLES},
    ),
    "/settings/": ({"counts_days": "365"}, {"counts_days": corpus.numbers(30, 1095)[0]}),
    "/screening/CV05/": (
        RULE,
        {
            "severity": WHOLES,
            "zones": WHOLES,
            "cap": WHOLES,
            "reason": beginning(WHY),
            "reviewer_name": beginning(NAMED),
            "reviewer_role": beginning(BEING),
            "reviewed_on": DAYS,
        },
    ),
}
EACH = [
    (address, usual, name, corpus.share(tried, address + name, OFTEN))
    for address, (usual, fields) in FORMS.items()
    for name, tried in fields.items()
]


@pytest.fixture
def at_work(signed_in):
    """(browser, {the ids in the addresses}): a therapist who answers for the table as well."""
    me = build.a_user(admin=True)
    client = build.a_client(me)
    intake = a_submitted_intake(
        client, therapist=me, person=OTHER_BIRTHDAY, CV05="yes", CV06="unsure", OC01=told()
    )
    other = build.a_client(me)
    screened(other, me)
    browser = signed_in(me)
    browser.raise_request_exception = False
    return browser, {"intake": intake.pk, "visit": build.a_visit(other, me).pk}


def undone(browser, *sent):
    """The answer to a POST whose traces are wiped away."""
    before = transaction.savepoint()
    answer = browser.post(*sent)
    transaction.savepoint_rollback(before)
    return answer


@pytest.mark.parametrize(
    ("address", "usual", "name", "tried"), EACH, ids=[f"{one[0]}{one[2]}" for one in EACH]
)
def test_a_form_at_work_keeps_or_refuses_by_name(at_work, address, usual, name, tried):
    browser, ids = at_work
    desk = Desk(browser, User.objects.get(pk=browser.session["_auth_user_id"]))
    path = address.format(**ids)
    asked = Asked(path, usual)
    wrong = [
        fault
        for pair in tried
        for fault in faults(desk, asked, path, name, Case(*pair, must(pair)))
    ]
    assert not wrong, f"{len(wrong)} of {desk.sent}\n" + "\n".join(map(str, wrong))


def must(pair):
    """What has to come of a text, a day, a number or a choice of the corpus."""
    if pair in corpus.KEPT_TEXTS or pair[1].startswith((WHY, NAMED, BEING)):
        return "kept"
    return "either" if pair in corpus.STRANGE_DAYS else "refused"


FILES = {
    "empty.pdf": b"",
    "cut.pdf": PDF[:20],
    "../../x.pdf": b"MZ" + PDF,
    "a\r\nb.png": b"\x89PNG\r\n\x1a\n",
    "con.png": picture()[:-30],
    ".htaccess": b"<?php",
    "x.svg": b"<svg onload=x>",
    "x.html": b"<html>",
    "x" * 300 + ".pdf": b"GIF89a",
    "\u202egnp.exe": b"\xff\xd8\xff",
    "large.pdf": PDF + b" " * 2_000_001,
    "x.jpg": b"\xff\xd8\xff" + b"\0" * 5000,
    "": b"x",
}


@pytest.mark.parametrize("name", FILES, ids=range(len(FILES)))
def test_a_file_that_is_no_letter_is_refused_in_plain_words(at_work, name):
    browser, ids = at_work
    upload = SimpleUploadedFile(name or "-", FILES[name], "text/html")
    answer = undone(
        browser, f"/intakes/{ids['intake']}/clearances/CV05/", LETTER | {"letter": upload}
    )
    assert answer.status_code == 422
    for sentence in answer.context["form"].errors["letter"]:
        assert is_plain(sentence, "file") or is_plain(sentence, "picture"), sentence
        assert sentence in html.unescape(answer.text)


@pytest.mark.parametrize("where", ["intakes", "screening", "intakes/{intake}/review", "history"])
def test_no_filter_breaks_a_page_at_work(at_work, where):
    browser, ids = at_work
    share = corpus.QUERIES[:: 3 if "{" in where else 1]  # a long page that takes no filter
    for _category, query in [*share, ("C28", "q=" + "x" * 5000), ("C28", "q=" + "%" * 99)]:
        answer = browser.get(f"/{where.format(**ids)}/?{query}")
        assert answer.status_code in (200, 302, 400, 422), query


WITH_IDS = (
    "/clients/{}/invite/",
    "/clients/{}/hand-over/",
    "/intakes/{}/resend/",
    "/intakes/{}/copy/",
    "/intakes/{}/review/",
    "/intakes/{}/person/",
    "/intakes/{}/triage/",
    "/intakes/{}/answers/CV05/",
    "/intakes/{}/clearances/CV05/",
    "/visits/{}/today-questions/",
    "/visits/{}/consent/",
    "/clearances/{}/letter/",
    "/clearances/{}/revoke/",
    "/screening/{}/",
)


@pytest.mark.parametrize("path", WITH_IDS)
def test_an_id_that_is_none_is_not_found(at_work, path):
    browser, _ids = at_work
    for _category, part in corpus.PATHS:
        for verb in ("get", "post"):
            answer = getattr(browser, verb)(path.format(part))
            assert answer.status_code in (301, 302, 400, 404, 405), (verb, part)
            if answer.status_code in (301, 302):
                assert part.startswith(("%2e", "..")), (verb, part, answer.url)


@pytest.mark.parametrize("kind", ["answers", "clearances"])
def test_a_code_that_is_none_is_not_found(at_work, kind):
    browser, ids = at_work
    for _category, part in corpus.PATHS:
        answer = browser.get(f"/intakes/{ids['intake']}/{kind}/{part}/")
        assert answer.status_code in (301, 302, 400, 403, 404), part


def test_what_no_form_has_changes_nothing(at_work, as_staff):
    browser, ids = at_work
    path = f"/intakes/{ids['intake']}/review/"
    assert browser.post(path, corpus.EXTRA | DECISION).status_code == 302
    with as_staff(User.objects.get(pk=browser.session["_auth_user_id"])):
        row = Decision.objects.get(intake=ids["intake"])
        assert row.outcome == "hold"
        assert timezone.localdate(row.decided_at) == TODAY
        assert Intake.objects.get(pk=ids["intake"]).submitted_at.year >= TODAY.year
