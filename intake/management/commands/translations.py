"""Keep the catalogs in order: `manage.py translations [--take FILE] [--missing FILE]`."""

import json
from pathlib import Path

import polib
from django.core.management.base import BaseCommand, CommandError

from intake import translating

HEAD = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Command(BaseCommand):
    """Adds new sentences to each catalog, drops those that are gone, and compiles it.

    `--take`: a JSON object {sentence: translation} to fill in; a plural takes a list of two.
    `--missing`: where to write what still waits for a translation, as such an object.
    """

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--take", type=Path, action="append", default=[])
        parser.add_argument("--missing", type=Path)

    def handle(self, *, take, missing, **options):
        said = {}
        for path in take:
            said |= json.loads(path.read_text())
        for language, path in translating.catalogs():
            catalog = renewed(path, language, said)
            waiting = [entry for entry in catalog if not entry.translated()]
            self.stdout.write(f"{language}: {len(catalog)} sentences, {len(waiting)} to translate")
            if missing:
                words = {entry.msgid: entry.msgid_plural for entry in waiting}
                missing.write_text(json.dumps(words, indent=1, ensure_ascii=False))


def renewed(path, language, said):
    """The catalog at `path` with exactly the sentences of today, saved and compiled."""
    known = {}
    if path.exists():
        known = {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(path))}
    catalog = polib.POFile(wrapwidth=100)
    catalog.metadata = HEAD | {"Language": language}
    for (sentence, plural), place in sorted(translating.gather().items()):
        catalog.append(_entry(sentence, plural, place, known.get((sentence, plural)), said))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.save(str(path))
    catalog.save_as_mofile(str(path.with_suffix(".mo")))
    return catalog


def _entry(sentence, plural, place, before, said):
    entry = polib.POEntry(msgid=sentence, msgid_plural=plural, comment=place)
    if "%(" in sentence:
        entry.flags = ["python-format"]
    if plural:
        _refuse_one_form(sentence, said.get(sentence))
        both = said.get(sentence) or (before and list(before.msgstr_plural.values())) or ["", ""]
        entry.msgstr_plural = dict(enumerate(both))
    else:
        entry.msgstr = said.get(sentence) or (before.msgstr if before else "")
    return entry


def _refuse_one_form(sentence, forms):
    """A plural is said in two forms; one text would be taken letter by letter."""
    if forms is not None and (isinstance(forms, str) or len(forms) != 2):
        raise CommandError(f"“{sentence}” has a plural: give a list of two.")
