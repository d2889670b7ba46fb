"""Somebody who types: one draft, one save after the other, each sent until it is acknowledged."""

import http.client
import json
import re
import statistics
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from clinic.running import Sorry

PATIENCE = 10  # seconds without an answer count as none
REST = 0.1  # seconds between two tries
QUIET = 10  # saves before the first kill; they tell how long a save takes
NOBODY, KILLED = "no answer", "killed before the answer"


@dataclass
class Save:
    """One text that was typed. `keys`: every key it was sent under; `version`: as acknowledged."""

    text: str
    keys: list = field(default_factory=list)
    version: int | None = None
    last_sent: float = 0.0  # seconds since 1970, when the try that was acknowledged began


class Typist:
    """A browser with one draft open. `fresh_keys`: spoiled, a retry gets a key of its own."""

    def __init__(self, clinic, note, fresh_keys=False):
        self.clinic, self.path, self.fresh_keys = clinic, f"/notes/{note}/", fresh_keys
        self.cookies, self.version = {}, 0
        self.saves, self.troubles, self.durations = [], Counter(), []
        self.ask("GET", "/account/login/")
        if self.ask("POST", "/demo/enter/robin/")[0] != 302:
            raise Sorry("The demo's sign-in refused us.")

    def ask(self, verb, path, fields=(), strike=None):
        """Status and text. With `strike`, it is called while the server works, and nobody hears
        what the server answered."""
        token = self.cookies.get("csrf", "")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": token,
        } | ({"X-Autosave": "1"} if fields else {})
        line = http.client.HTTPConnection("127.0.0.1", self.clinic.port, timeout=PATIENCE)
        try:
            line.request(verb, path, urlencode(fields), headers)
            if strike:
                strike()
                return KILLED, ""
            answer = line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return NOBODY, ""
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: item.value for name, item in SimpleCookie(header).items()}
        return answer.status, text

    def save(self, text, strike=None):
        """Type `text` and try until it is acknowledged."""
        save = Save(text)
        self.saves.append(save)
        began = time.monotonic()
        while save.version is None:
            if self.fresh_keys or not save.keys:
                save.keys.append(uuid.uuid4())
            fields = {"subjective": text, "version": self.version, "key": save.keys[-1]}
            save.last_sent = time.time()
            status, answer = self.ask("POST", self.path, fields, strike)
            strike = None
            if status == 200:
                self.version = save.version = json.loads(answer)["version"]
            elif status == 409:
                self.troubles["overtaken"] += 1
                self.reload()
                save.keys.append(uuid.uuid4())
            elif status in (NOBODY, KILLED, 500, 503):
                self.troubles[status] += 1
                time.sleep(REST)
            else:
                raise Sorry(f"A save was answered with {status}.")
        self.durations.append(time.monotonic() - began)

    def reload(self):
        """Take the version that the page has now, as somebody does who opens it again."""
        status, page = self.ask("GET", self.path)
        found = re.search(r'name="version" value="(\d+)"', page)
        if status == 200 and found:
            self.version = int(found[1])

    def type(self, saves, kills, dice, earliest=0.1):
        """Save after save. A kill falls into one of them, `earliest` to 2 usual saves after it was
        sent: before its commit, or after it while nobody has heard the answer."""
        halves = [half for half, times in kills.items() for _ in range(times)]
        dice.shuffle(halves)
        moments = dice.sample(range(QUIET, saves), len(halves))
        plan = dict(zip(moments, halves, strict=True))
        for number in range(saves):
            strike = (
                self._strike(plan[number], dice.uniform(earliest, 2)) if number in plan else None
            )
            self.save(f"Save {number + 1} of {saves}", strike)
        self.clinic.settled()

    def _strike(self, half, share):
        """Kill that half when `share` of a save's usual time has passed."""
        self.clinic.settled()
        wait = share * statistics.median(self.durations)

        def strike():
            time.sleep(wait)
            self.clinic.kill(half)

        return strike
