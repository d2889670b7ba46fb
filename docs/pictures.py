"""Take the pictures of the README from the demo, with its invented people.

python3 run.py demo
.venv/bin/pip install -r requirements-browser.txt && .venv/bin/playwright install chromium
.venv/bin/python docs/pictures.py [--address http://localhost:8000] [--chromium /usr/bin/chromium]

Run it on a fresh demo: it sends one intake link again, and opens the note that waits.
"""

import argparse
import re
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent / "pictures"
MOST = 300 * 1024  # bytes; a README should load fast
PATIENCE = 20  # seconds until the demo's worker has sent a mail


def main():
    """Today on a tablet, the intake and its body map on a phone, a note at a desk."""
    asked = argparse.ArgumentParser(description="Take the pictures of the README.")
    asked.add_argument("--address", default="http://localhost:8000", help="where the demo runs")
    asked.add_argument("--chromium", help="another Chromium than Playwright's own")
    asked = asked.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium)
        desk = open_page(browser, asked.address, 820, 980)
        therapist(desk)
        keep(desk, "today")
        desk.set_viewport_size({"width": 1180, "height": 900})
        note(desk)
        keep(desk, "note")
        phone = open_page(browser, asked.address, 390, 780, device_scale_factor=2)
        intake(desk, phone)
        keep(phone, "intake")
        body_map(phone)
        keep(phone, "map")
        browser.close()


def open_page(browser, address, width, height, **more):
    """A page in a browser of its own; addresses may leave the host away."""
    size = {"width": width, "height": height}
    looks = {"color_scheme": "light", "reduced_motion": "reduce"}
    return browser.new_context(base_url=address, viewport=size, **looks, **more).new_page()


def therapist(page):
    """Sign in by Robin's button; that leads to today."""
    page.goto("/account/login/")
    page.locator("form[action='/demo/enter/robin/'] button").click()
    page.wait_for_url("**/today/")


def note(page):
    """The note that waits to be finished, where the session shows."""
    page.get_by_role("link", name=re.compile("^Finish note")).first.click()
    page.locator("#during").evaluate(
        "part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 24)"
    )


def intake(desk, phone):
    """A client's way in: the mailed link, a code, and a choice on the page with the drawings."""
    desk.goto("/intakes/")
    before = newest_mail(desk)
    desk.goto("/intakes/")
    line = desk.locator("li", has_text="Started")
    line.get_by_role("button", name=re.compile("^Send again")).first.click()
    link, before = wait_for(desk, before, r"https?://\S+/i/[\w-]+/")
    phone.goto(link)
    phone.get_by_role("button", name="Send me a code").click()
    code, _before = wait_for(desk, before, r"\b\d{6}\b")
    phone.get_by_role("textbox").first.fill(code)
    phone.get_by_role("button", name="Open my form").click()
    phone.wait_for_url("**/intake/form/**")
    phone.goto("/intake/form/cushions/")
    phone.locator("label.choice:not(:has(:checked))").first.click()
    phone.locator(".save-state[data-state=saved]").wait_for()


def body_map(phone):
    """The same client's marks on the body."""
    phone.goto("/intake/form/goals/")
    phone.locator("#map").evaluate(
        "part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 8)"
    )


def newest_mail(page):
    """The address of the newest mail, or None."""
    page.goto("/demo/mail/")
    mails = page.locator("main a.line-name")
    return mails.first.get_attribute("href") if mails.count() else None


def wait_for(page, before, pattern):
    """What the next mail says that fits the pattern, and that mail's address."""
    until = time.monotonic() + PATIENCE
    while (newest := newest_mail(page)) == before:
        if time.monotonic() > until:
            raise SystemExit("No mail came: the worker is down, or today had too many codes.")
        time.sleep(0.5)
    page.goto(newest)
    return re.search(pattern, page.locator("main").inner_text())[0], newest


def keep(page, name):
    """What the window shows, as PNG; a picture that is too heavy is an error."""
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    if path.stat().st_size > MOST:
        raise SystemExit(f"{path} has {path.stat().st_size} bytes; at most {MOST}, please.")
    print(path.name, path.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
