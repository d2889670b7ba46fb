"""A tab of a client's browser without scripts: it sends what stands on its page, and no more."""

from html.parser import HTMLParser

CHOSEN = ("radio", "checkbox")
LOOSE = ("submit", "button", "file")  # sent only when pressed, or never by these pages


class Tab:
    """One page of the form, as it was when this tab opened it."""

    def __init__(self, browser, address):
        self.browser = browser
        self.read(browser.get(address))

    def read(self, answer):
        """Show what the server answered."""
        self.answer, self.page = answer, Page(answer.text)
        return self

    def type(self, name, *values):
        """Write or choose; no values leave every box of that name empty."""
        self.page.fields[name] = list(values)
        return self

    def press(self, button="next"):
        """Send the page. One that comes back stands in this tab; else the address it leads to."""
        answer = self.browser.post(self.page.action, {**self.page.fields, "go": button})
        if answer.status_code == 302:
            return answer.url
        self.read(answer)
        return answer.status_code

    def save(self, name, *values, **more):
        """What the script does after somebody typed, the fresh digest included."""
        self.type(name, *values)
        data = {name: list(values), "changed": name} | self._unseen(name) | more
        answer = self.browser.post(self.page.action, data, headers={"X-Autosave": "1"})
        if "seen" in answer.json():
            (seen,) = self.page.fields["seen"]
            kept = dict(part.split(":") for part in seen.split()) | answer.json()["seen"]
            self.type("seen", " ".join(f"{name}:{mark}" for name, mark in kept.items()))
        return answer

    def shows(self, name):
        """What stands in a field: a list."""
        return self.page.fields.get(name, [])

    def says(self, name):
        """The sentence beside a field."""
        return self.page.sentences.get(name, "")

    def _unseen(self, name):
        words = {key: one for key, one in self.page.fields.items() if key.startswith("shown-")}
        seen = [part for part in self.shows("seen")[0].split() if part.startswith(f"{name}:")]
        return words | {"seen": " ".join(seen)}


class Page(HTMLParser):
    """The form `#page` of a page: its fields as a browser would send them, and its sentences."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.sentences, self.action, self.links = {}, {}, "", []
        self._inside, self._list, self._area, self._sentence = False, None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "a":
            self.links.append(facts.get("href", ""))
        if tag == "form" and facts.get("id") == "page":
            self._inside, self.action = True, facts["action"]
        if not self._inside:
            return
        if tag == "input" and facts.get("name"):
            self._input(facts, facts.get("type", "text"))
        elif tag == "textarea":
            self._area = facts["name"]
            self.fields[self._area] = [""]
        elif tag == "select":
            self._list = facts["name"]
            self.fields[self._list] = [""]
        elif tag == "option" and self._list and "selected" in facts:
            self.fields[self._list] = [facts["value"]]
        self._sentence = facts.get("data-error-for") if tag == "p" else self._sentence

    def _input(self, facts, kind):
        if kind in LOOSE:
            return
        if kind not in CHOSEN:
            self.fields[facts["name"]] = [facts.get("value", "")]
        elif "checked" in facts:
            self.fields.setdefault(facts["name"], []).append(facts["value"])

    def handle_data(self, data):
        if self._area:
            self.fields[self._area][0] += data
        elif self._sentence:
            self.sentences[self._sentence] = self.sentences.get(self._sentence, "") + data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area:
            self.fields[self._area][0] = self.fields[self._area][0].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._list = None
        elif tag == "p":
            self._sentence = None
        elif tag == "form":
            self._inside = False
