"""A scripted client who goes through the whole intake, and counts every tap on the way."""

import re

from playwright.sync_api import expect

from intake import screening

BIRTHDAY = "1980-05-17"
NAME = "Client Sample"
PLACE = "Low back, left"
MEDICINE = "warfarin 5 mg"
STOPS = 400  # more than any page has


class Walker:
    """Fingers on a phone. A tap is one press, or one field that is typed into.

    `look(page)` is called once on each page passed, after it was filled in.
    """

    def __init__(self, page, look=lambda page: None):
        self.page, self.look, self.taps = page, look, 0

    def touch(self, place):
        """Press a button, open a fold."""
        self.taps += 1
        place.click()

    def write(self, name, words):
        """Type into the field of that name."""
        self.taps += 1
        field = self.page.locator(f"[name='{name}']:visible")
        field.click()
        field.fill(words)

    def choose(self, name, value):
        """Touch a card, a pill or a number of a scale, on the words that the client sees."""
        self.taps += 1
        chosen = self.page.locator(f"input[name='{name}'][value='{value}']")
        chosen.locator("xpath=ancestor::label").click()
        expect(chosen).to_be_checked()

    def pick(self, name, word):
        """Choose from a list that drops down."""
        self.taps += 2
        self.page.locator(f"select[name='{name}']").select_option(label=word)

    def onward(self, name="Next"):
        """Look at the page as it is filled in, then press its button; the next page has come."""
        self.look(self.page)
        with self.page.expect_navigation():
            self.touch(self.page.get_by_role("button", name=name).first)


class Typist(Walker):
    """The same without a finger or a mouse: Tab, arrows, Space, Enter and letters."""

    def reach(self, there):
        """Press Tab until the keyboard is there. `there`: a test in JavaScript of `here`."""
        for _stop in range(STOPS):
            if self.page.evaluate(f"(() => {{ const here = document.activeElement; {there} }})()"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to: {there}")

    def touch(self, place):
        mark = place.evaluate("(place) => (place.dataset.walk = String(Math.random()))")
        self.reach(f"return here.dataset.walk === '{mark}'")
        self.page.keyboard.press("Enter")

    def write(self, name, words):
        self.reach(f"return here.name === '{name}' && here.offsetParent !== null")
        if self.page.evaluate("document.activeElement.type") == "date":
            year, month, day = words.split("-")
            words = month + day + year  # as the parts stand in an American browser
        self.page.keyboard.type(words)

    def choose(self, name, value):
        """Arrows go from one radio to the next and choose it; Space chooses where we are."""
        self.reach(f"return here.name === '{name}'")
        chosen = self.page.locator(f"input[name='{name}'][value='{value}']")
        many = chosen.get_attribute("type") == "checkbox"
        for _step in range(STOPS):
            if chosen.evaluate("(field) => field === document.activeElement"):
                break
            self.page.keyboard.press("Tab" if many else "ArrowRight")
        if not chosen.is_checked():
            self.page.keyboard.press("Space")
        expect(chosen).to_be_checked()

    def pick(self, name, word):
        self.reach(f"return here.name === '{name}'")
        self.page.keyboard.type(word)


def come_in(walker, link, post):
    """Open the link, ask for a code, type it."""
    walker.page.goto(link)
    walker.onward("Send me a code")
    walker.write("code", re.search(r"\b(\d{6})\b", post()[-1].body)[1])
    walker.onward("Open my form")


def the_shortest_way(walker):
    """From the first page to the thanks: only what is needed, and nothing untrue."""
    about(walker)
    goals(walker)
    health(walker)
    the_rest(walker)


def the_longer_way(walker):
    """The same with a place on the body map and a condition that is asked about further."""
    about(walker)
    mark(walker)
    goals(walker)
    condition(walker)
    health(walker)
    the_rest(walker)


def about(walker):
    walker.write("date_of_birth", BIRTHDAY)
    walker.write("emergency_name", "Sample Friend")
    walker.write("emergency_phone", "555 0100")
    walker.onward()


def mark(walker):
    """One place, through the list beside the picture."""
    page = walker.page
    walker.touch(page.locator("#map-list > summary"))
    walker.pick("place", PLACE)
    walker.choose("kind", "pain")
    walker.choose("intensity", "3")
    walker.touch(page.get_by_role("button", name="Add this place"))
    expect(page.locator("#map-marks")).to_contain_text(PLACE)


def goals(walker):
    walker.choose("kinds", "relaxation")
    walker.choose("pain_now", "0")
    walker.onward()


def condition(walker):
    """A yes, and the words that are asked for after it."""
    walker.choose("q-CV05", "yes")
    walker.write("f-CV05-drug", MEDICINE)


def health(walker):
    """Each group by its own "None of these"; the private one is opened first."""
    for group in screening.load()["groups"]:
        place = walker.page.locator(f"#group-{group['code']}")
        if group["private"] and place.get_attribute("open") is None:
            walker.touch(place.locator("> summary"))
        walker.touch(place.locator(".none-of-these"))
        expect(place.locator(".none-of-these")).to_contain_text("All answered")
    walker.onward()


def the_rest(walker):
    """Comfort, cushions (nothing there is needed), pressure, agreements, the name."""
    walker.choose("nothing_to_avoid", "on")
    walker.onward()
    walker.onward()
    walker.choose("comfort_limit", "5")
    walker.choose("stop_signal", "raise_hand")
    walker.onward()
    for field in names_of(walker.page, "consent-"):
        walker.choose(field, "given")
    walker.onward("Check your answers")
    expect(walker.page.locator("#gaps")).to_have_count(0)
    walker.write("signer_name", NAME)
    walker.onward("Send to my therapist")
    expect(walker.page.get_by_role("heading", name="Thank you")).to_be_visible()
    walker.look(walker.page)


def names_of(page, start):
    """The names on the page that begin with `start`, each once, in order."""
    read = "(fields) => [...new Set(fields.map((field) => field.name))]"
    return page.locator(f"input[name^='{start}']").evaluate_all(read)
