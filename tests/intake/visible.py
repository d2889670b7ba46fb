"""What somebody reads who opens nothing, folds shut and answers not given; and what fields say."""

import re
from html.parser import HTMLParser
from itertools import pairwise

EMPTY = "area base br col hr img input link meta source wbr".split()
SILENT = "script style template noscript svg head option".split()
# Shown by the stylesheets only after an answer or near a limit, or read aloud alone.
WAITING = (
    "visually-hidden skip-link note-now follow-ups more urgent-note map-without-script group-done"
    " counter"
).split()
SHOWN = "is-filled stands".split()
WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Visible(HTMLParser):
    """Collects the text in sight. `within`: the elements we are in, as (tag, facts)."""

    def __init__(self):
        super().__init__()
        self.within, self.said, self.answers = [], [], []

    def handle_starttag(self, tag, attrs):
        if tag not in EMPTY:
            facts = dict(attrs)
            self.within.append((tag, facts, (facts.get("class") or "").split()))

    def handle_endtag(self, tag):
        while self.within and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        opened = any("is-open" in classes for _tag, _facts, classes in self.within)
        if any(_hides(*one, opened) for one in self.within) or self._folded():
            return
        repeated = any("answers" in classes for _tag, _facts, classes in self.within)
        (self.answers if repeated else self.said).append(data)

    def _folded(self):
        """In a fold that is shut, and not in the line that opens it?"""
        return any(
            tag == "details" and "open" not in facts and inner != "summary"
            for (tag, facts, _classes), (inner, *_rest) in pairwise(self.within)
        )


def _hides(tag, facts, classes, opened):
    waits = [name for name in classes if name in WAITING and not (opened and name == "follow-ups")]
    shown = any(name in SHOWN for name in classes)
    return tag in SILENT or "hidden" in facts or bool(waits and not shown)


def seen(html):
    """(what is read, the words of the answers that stand under each question)."""
    page = Visible()
    page.feed(html)
    return page.said, page.answers


def words(html):
    """How many are read. An answer's own words (“Not sure”) are read once on a page."""
    said, answers = seen(html)
    return len(WORD.findall(" ".join([*said, *dict.fromkeys(answers)])))


def names(html):
    """What a screen reader's list calls the questions of a page: legends, and labels of fields."""
    html = re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)
    said = dict(
        re.findall(
            r'<(?:legend|label)[^>]* id="([^"]+)"[^>]*>(.*?)</(?:legend|label)>', html, re.DOTALL
        )
    )
    for facts, legend in re.findall(r"<fieldset([^>]*)>\s*<legend[^>]*>(.*?)</legend>", html, re.S):
        yield _name(facts, legend, said)
    for place, label in re.findall(r'<label[^>]* for="([^"]+)"[^>]*>(.*?)</label>', html, re.S):
        field = re.search(rf'<(?:input|select|textarea)[^>]* id="{place}"[^>]*>', html)
        yield _name(field[0], label, said)


def _name(facts, own, said):
    pointed = re.search(r'aria-labelledby="([^"]+)"', facts)
    parts = [said[place] for place in pointed[1].split()] if pointed else [own]
    return " ".join(re.sub("<[^>]+>", " ", " ".join(parts)).split())
