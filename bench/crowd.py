"""A practice of any size, made in the throw-away database by its owner; and clients who answer."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

# Clients with a sent intake, a page of goals and three answers each. The owner of a throw-away
# database may put its own triggers to sleep; the web's role cannot.
QUIETED = ("intake_goals", "intake_answer")
ROWS = """
INSERT INTO clinic_client (legal_name, preferred_name, pronouns, date_of_birth, email, phone,
        language, added_at, added_by_id)
    SELECT 'Crowd Sample ' || n, 'Crowd ' || n, '', '1980-05-17', 'crowd' || n || '@example.test',
        '', 'en', now(), {user} FROM generate_series(1, {count}) n;
INSERT INTO clinic_careplace (client_id, user_id, joined_at, joined_by_id)
    SELECT id, {user}, now(), {user} FROM clinic_client WHERE preferred_name LIKE 'Crowd %';
INSERT INTO intake_intake (client_id, invited_at, invited_by_id, lives_until, mailed_at, link_nonce,
        link_digest, browser, redeemed_at, submitted_at, signer_name, signer_role, language,
        last_time, asked, misses)
    SELECT id, now(), {user}, now() + interval '14 days', now(), md5(id::text),
        md5(id::text) || md5(id::text), '', now(), now(), 'Crowd', 'client', 'en', '{{}}', '{{}}',
        0
    FROM clinic_client WHERE preferred_name LIKE 'Crowd %';
INSERT INTO intake_answer (client_id, intake_id, question_id, asked, value, words, details,
        recorded_at, corrects)
    SELECT i.client_id, i.id, q.id, q.text, 'no', '', '{{}}', now(), false
    FROM intake_intake i
    CROSS JOIN (SELECT id, text FROM intake_question ORDER BY id DESC LIMIT 3) q
    WHERE i.submitted_at IS NOT NULL;
ANALYZE;
"""


def populate(owner, count, user):
    """`count` clients of the therapist `user`; `owner`: a psycopg connection as the owner."""
    for table in QUIETED:
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    owner.execute(ROWS.format(count=count, user=user))
    for table in QUIETED:
        for (name,) in owner.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [table],
        ).fetchall():
            owner.execute(f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{name}"')
    owner.execute("VACUUM")  # or it would come by itself, in the middle of what is timed


@dataclass
class Browser:
    """One client's browser: its cookies, and how long each of its requests took (ms)."""

    port: int
    session: str
    token: str = "t" * 32
    took: list = field(default_factory=list)
    line: http.client.HTTPConnection | None = None

    def post(self, path, fields, expected, **headers):
        """Send it and time it; RuntimeError when the answer is another one."""
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        told = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sid={self.session}; csrf={self.token}",
            "X-CSRFToken": self.token,
        }
        began = time.perf_counter()
        self.line.request("POST", path, urlencode(fields), told | headers)
        answer = self.line.getresponse()
        words = answer.read()
        self.took.append((time.perf_counter() - began) * 1000)
        if answer.status != expected:
            raise RuntimeError(f"{path}: {answer.status} {words[:200]!r}")


def together(browsers, work):
    """Every browser works at the same time; all their times in one list."""
    for browser in browsers:
        browser.line = None  # a server closes a line that was quiet for two seconds
    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(work, browsers))
    return [took for browser in browsers for took in browser.took]


def p50(times):
    """The median."""
    return statistics.median(times)
