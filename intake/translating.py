"""The words of the client's side, gathered from the code, the pages and the screening table.

Every one of them has to stand in each language's catalog; `manage.py translations` keeps the
catalogs in order, and a test looks whether anything is missing.
"""

import ast
import json
import re
from fnmatch import fnmatch
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from intake import screening

ROOT = Path(__file__).resolve().parent.parent
# What a client may come to read. Pages for people at work stay in the clinic's language.
CODE = (
    "clinic/forms.py",
    "clinic/templatetags/look.py",
    "intake/*.py",
    "intake/access/*.py",
    "intake/actions/*.py",
    "intake/body/*.py",
    "intake/forms/*.py",
    "intake/gate/*.py",
    "intake/models/*.py",
    "intake/templatetags/*.py",
    "intake/views/*.py",
)
PAGES = (
    "templates/base.html",
    "templates/base_client.html",
    "templates/house/_answers.html",
    "templates/house/_choice.html",
    "templates/house/_save_state.html",
    "templates/house/_scale.html",
    "templates/house/_refusal.html",
    "templates/intake/**/*.html",
    "templates/intake/**/*.txt",
    "templates/clinic/csrf_failure.html",
    "templates/4*.html",
    "templates/5*.html",
)
# Rooms of the same house that only people at work enter.
STAFF = (
    "adapting card clear* clinic_copy deciding differences flag flagging grounds headers incident*"
    " *inbox* letters limits mail_log mails meaning observing outcomes places record recording"
    " regional *review* roomcard roomflags rule_change* rules ruling same_person screening*"
    " staff* standing *stop* strangers summary triage triaging visit visit_* visiting weighing"
    " _decide _differences _flags _person _places _screening* _settle _triage"
).split()
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "about"}
CALLS_FOR_MANY = {"ngettext", "ngettext_lazy"}
IN_TEMPLATE = re.compile(r"\b(?:(n?)gettext|_)\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")
AND_MANY = re.compile(r"\s*,\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")")


def gather():
    """{(sentence, its plural or ""): the file it was first seen in}."""
    found = {}
    for path in files(CODE):
        for sentence in of_code(path.read_text()):
            found.setdefault(sentence, str(path.relative_to(ROOT)))
    for path in files(PAGES):
        for sentence in of_template(path.read_text()):
            found.setdefault(sentence, str(path.relative_to(ROOT)))
    for sentence in of_screening():
        found.setdefault((sentence, ""), "intake/screening")
    found.pop(("", ""), None)
    return found


def files(patterns):
    """The files of the client's side, in order."""
    return sorted(
        path
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if not any(fnmatch(path.stem, room) for room in STAFF)
    )


def of_code(text):
    """(sentence, plural) of each call that translates, as Python reads it."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [arg.value for arg in node.args if isinstance(getattr(arg, "value", None), str)]
        if name in CALLS and words and isinstance(node.args[0], ast.Constant):
            yield words[0], ""
        elif name in CALLS_FOR_MANY and len(words) > 1:
            yield words[0], words[1]


def of_template(text):
    """(sentence, plural) of each translated part of a page."""
    code = templatize(text)
    for match in IN_TEMPLATE.finditer(code):
        plural = AND_MANY.match(code, match.end()) if match[1] else None
        yield ast.literal_eval(match[2]), ast.literal_eval(plural[1]) if plural else ""


def of_screening():
    """Every word of the newest table that a client reads."""
    table = json.loads(screening.text(screening.LATEST))
    for group in table["groups"]:
        yield from (group["title"], group["why"])
    for row in table["questions"]:
        yield from (row["question"], row["told_now"] or "")
        yield from (rule["told_now"] for rule in row["rules"] if rule.get("told_now"))
        yield from of_follow_ups(row["follow_up"])


def of_follow_ups(fields):
    for field in fields:
        yield field["label"]
        yield from (word for _code, word in field.get("choices") or [])
        yield from of_follow_ups(field.get("fields") or [])


def catalogs():
    """[(language, path of its catalog)] of the languages beside the clinic's own."""
    return [
        (code, ROOT / "locale" / code / "LC_MESSAGES" / "django.po")
        for code, _name in settings.LANGUAGES
        if code != settings.LANGUAGE_CODE.partition("-")[0]
    ]
