"""The client's side is whole in every language, and its catalogs are fresh."""

import json
import re

import polib
import pytest
from django.core.management import CommandError, call_command

from intake import translating

CATALOGS = translating.catalogs()
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


@pytest.mark.parametrize(("language", "path"), CATALOGS)
def test_every_sentence_of_the_clients_side_is_translated(language, path):
    said = {(e.msgid, e.msgid_plural) for e in polib.pofile(str(path)) if e.translated()}
    assert sorted(set(translating.gather()) - said) == []


@pytest.mark.parametrize(("language", "path"), CATALOGS)
def test_no_translation_is_left_over_or_unsure(language, path):
    catalog, today = polib.pofile(str(path)), translating.gather()
    assert [e.msgid for e in catalog if (e.msgid, e.msgid_plural) not in today] == []
    assert [e.msgid for e in catalog if e.fuzzy or e.obsolete] == []


@pytest.mark.parametrize(("language", "path"), CATALOGS)
def test_a_plural_is_said_in_its_two_forms(language, path):
    plurals = [entry for entry in polib.pofile(str(path)) if entry.msgid_plural]
    assert [e.msgid for e in plurals if list(e.msgstr_plural) != [0, 1]] == []


def test_one_text_for_a_plural_is_refused(tmp_path):
    taken = tmp_path / "said.json"
    taken.write_text(json.dumps({"One question, answer in private": "Una pregunta"}))
    before = [path.read_bytes() for _language, path in translating.catalogs()]
    with pytest.raises(CommandError, match="give a list of two"):
        call_command("translations", take=[taken])
    assert [path.read_bytes() for _language, path in translating.catalogs()] == before


@pytest.mark.parametrize(("language", "path"), CATALOGS)
def test_a_translation_fills_in_the_same_words(language, path):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(path))
        for text in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if not set(PLACES.findall(text)) <= set(PLACES.findall(entry.msgid + entry.msgid_plural))
        or (entry.msgstr and set(PLACES.findall(text)) != set(PLACES.findall(entry.msgid)))
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "path"), CATALOGS)
def test_the_compiled_catalog_says_the_same(language, path):
    words = {e.msgid: (e.msgstr, dict(e.msgstr_plural)) for e in polib.pofile(str(path))}
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {e.msgid: (e.msgstr, dict(e.msgstr_plural)) for e in compiled} == words
